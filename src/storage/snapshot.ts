import type { KeyValueStore, RowStore } from './schema.ts';

/** Everything kept: rows as lists, values by their key. */
export type StorageSnapshot = Readonly<
  Record<RowStore, readonly unknown[]> & Record<KeyValueStore, Readonly<Record<string, unknown>>>
>;

/** Levels of nesting given; a damaged row may contain itself. */
const MAX_DEPTH = 20;

/**
 * A copy of a stored value that JSON has a form for. Bytes are told, not given: `{ bytes }`, for a file
 * `{ name, type, bytes }`.
 */
export function toPlain(value: unknown, levels = MAX_DEPTH): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Blob) return { name: (value as Partial<File>).name, type: value.type, bytes: value.size };
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return { bytes: value.byteLength };
  if (levels === 0) return null;
  if (Array.isArray(value)) return value.map((item) => toPlain(item, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toPlain(item, levels - 1)]));
}
