import type { OutboxRow } from './ports.ts';

/**
 * Reads a stored value tolerantly. `newer`: written by a later version, to be left alone. `corrupt`: not a row.
 * Checks what the queue itself needs; what `event.data` holds is the receiver's business.
 */
export function readRow(value: unknown): OutboxRow | 'newer' | 'corrupt' {
  if (!isRecord(value)) return 'corrupt';
  if (typeof value.v === 'number' && value.v > 1) return 'newer';
  const { event, dest, lease } = value;
  const isRow =
    value.v === 1 &&
    typeof value.id === 'string' &&
    isRecord(event) &&
    event.id === value.id &&
    typeof event.type === 'string' &&
    isRecord(event.data) &&
    isRecord(dest) &&
    typeof dest.adapter === 'string' &&
    typeof dest.url === 'string' &&
    (value.thread === undefined || typeof value.thread === 'string') &&
    ['seq', 'createdAt', 'attempts', 'nextAt', 'bytes'].every((name) => Number.isFinite(value[name])) &&
    (lease === null ||
      (isRecord(lease) && ['since', 'until', 'epoch'].every((name) => Number.isFinite(lease[name])))) &&
    (value.state === 'ready' || value.state === 'sending' || value.state === 'ambiguous');
  // Every field the queue reads was checked just above; `keepCopy` is only read as a truth value.
  return isRow ? (value as unknown as OutboxRow) : 'corrupt';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
