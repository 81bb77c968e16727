import { describe, expect, it } from 'vitest';
import { SupportError, toMessage, unreachable } from '../../src/shared/errors.ts';

describe('errors', () => {
  it('keep their code and are told apart by name', () => {
    const error = new SupportError('kb-missing', 'Engine: nothing is loaded; call load first');
    expect(error).toBeInstanceOf(Error);
    expect([error.name, error.code, error.message]).toEqual([
      'SupportError',
      'kb-missing',
      'Engine: nothing is loaded; call load first',
    ]);
  });

  it.each([
    [new TypeError('no network'), 'no network'],
    ['a text', 'a text'],
    [undefined, 'undefined'],
    [404, '404'],
  ])('of any kind have a message', (thrown, message) => {
    expect(toMessage(thrown)).toBe(message);
  });

  it('name the case a switch has left out', () => {
    expect(() => unreachable('later-state' as never)).toThrow(/"later-state"/);
  });
});
