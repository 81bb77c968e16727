import { expect, it } from 'vitest';
import { parseConfig } from '../../src/schema/config.ts';

const circular: Record<string, unknown> = {};
circular.self = circular;

it.each([
  ['a bigint', 10n],
  ['an object that holds itself', circular],
  ['a value JSON cannot write', { nested: [1n] }],
  ['a symbol', Symbol('x')],
  ['a function', () => undefined],
])('%s for a field is one more problem, and never an error', (_, value) => {
  const { config, problems } = parseConfig({ accent: value, theme: 'dark' });
  expect([config.accent, config.theme]).toEqual([undefined, 'dark']);
  expect(problems.map(({ field }) => field)).toEqual(['accent']);
});
