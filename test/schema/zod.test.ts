import { afterEach, describe, expect, it, vi } from 'vitest';
import { firstIssue, z } from '../../src/schema/zod.ts';

const schema = z.looseObject({
  name: z.string().check(z.minLength(2), z.maxLength(4)),
  kind: z.optional(z.enum(['a', 'b'])),
  when: z.optional(z.iso.datetime()),
  list: z.optional(z.array(z.looseObject({ count: z.number() }))),
  either: z.optional(z.union([z.string(), z.boolean()])),
});

describe('what a schema finds wrong', () => {
  it.each([
    [{}, 'name', 'expected string'],
    [{ name: 'x' }, 'name', 'must be at least 2'],
    [{ name: 'xxxxx' }, 'name', 'must be at most 4'],
    [{ name: 'xx', kind: 'c' }, 'kind', 'must be one of a, b'],
    [{ name: 'xx', when: 'noon' }, 'when', 'is not a valid datetime'],
    [{ name: 'xx', list: [{ count: 1 }, { count: '2' }] }, 'list.1.count', 'expected number'],
    [{ name: 'xx', either: 7 }, 'either', 'is not valid'],
    ['text', '', 'expected object'],
  ])('in %j is told by field and reason', (data, field, reason) => {
    const result = schema.safeParse(data);
    expect(result.success ? null : firstIssue(result.error)).toEqual({ field, reason });
  });
});

describe('under a content security policy', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it('no schema ever tries to make code from text', async () => {
    let tries = 0;
    vi.stubGlobal(
      'Function',
      new Proxy(Function, {
        construct(target, args) {
          tries++;
          return Reflect.construct(target, args);
        },
      }),
    );
    vi.resetModules();
    const { parseConfig } = await import('../../src/schema/config.ts');
    const { eventSchemas } = await import('../../src/schema/event/registry.ts');
    parseConfig({ theme: 'dark' });
    eventSchemas['helplet.ticket.created'].safeParse({});
    expect(tries).toBe(0);
  });
});
