import { createHash } from 'node:crypto';

/** Levels of nesting an event may have. Ours have six at most; a body of brackets would exhaust the stack. */
export const MAX_DEPTH = 32;

/**
 * SHA-256 of a JSON value whose objects' keys are sorted (as in RFC 8785, but by `<` of UTF-16 code units throughout),
 * lower-case hex. Two bodies that differ only in spaces or order of keys have one hash.
 * @param without a key of the outermost object that is left out
 */
export function canonicalHash(value: unknown, without?: string): string {
  return createHash('sha256').update(canonicalJson(value, without)).digest('hex');
}

function canonicalJson(value: unknown, without?: string): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([key]) => key !== without)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`);
  return `{${fields.join(',')}}`;
}

/** Whether a JSON value is nested deeper than `levels`. Looks no deeper than that, because the value may be hostile. */
export function isTooDeep(value: unknown, levels = MAX_DEPTH): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isTooDeep(item, levels - 1));
}
