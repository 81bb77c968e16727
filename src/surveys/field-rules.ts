import type { FieldRule } from './field-reader.ts';
import type { LocalText } from './survey.ts';

const LONGEST_TEXT = 300;
const LONGEST_LIST = 50;
const LONGEST_WAIT_DAYS = 3_650;
const LONGEST_DELAY_MS = 3_600_000;

function rule<Value>(isValid: (value: unknown) => value is Value, reason: string): FieldRule<Value> {
  return { isValid, reason };
}

function numberFrom(min: number, max: number, reason = `must be a number from ${min} to ${max}`): FieldRule<number> {
  return rule((value): value is number => typeof value === 'number' && value >= min && value <= max, reason);
}

/** One of some words. */
export function oneOf<const Word extends string>(...words: readonly Word[]): FieldRule<Word> {
  return rule((value): value is Word => words.some((word) => word === value), `must be ${words.join(', ')}`);
}

export const localText = rule(isLocalText, `must be a text of up to ${LONGEST_TEXT} characters, or one a language`);
export const plainText = rule(isText, `must be a text of up to ${LONGEST_TEXT} characters`);
export const share = numberFrom(0, 1);
export const days = numberFrom(0, LONGEST_WAIT_DAYS);
export const delayMs = numberFrom(0, LONGEST_DELAY_MS);
export const point = numberFrom(-Infinity, Infinity, 'must be a number');
export const count = numberFrom(1, Infinity, 'must be 1 or more');
export const answer = rule(
  (value): value is string | number => typeof value === 'number' || isText(value),
  'must be a number or a text',
);
export const list = rule(
  (value): value is readonly unknown[] => Array.isArray(value) && value.length <= LONGEST_LIST,
  `must be a list of up to ${LONGEST_LIST}`,
);
export const record = rule(isRecord, 'must be an object');
export const name = rule(
  (value): value is string => typeof value === 'string' && /^[\w.-]{1,64}$/.test(value),
  'must be 1 to 64 letters, digits, ".", "-" and "_"',
);

export function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isLocalText(value: unknown): value is LocalText {
  if (!isRecord(value)) return isText(value);
  const texts = Object.values(value);
  return texts.length > 0 && texts.every(isText);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= LONGEST_TEXT;
}
