import type { ItemOutcome } from '../../outbox/ports.ts';
import { parseJsonObject } from '../parse-json.ts';

/**
 * Reads `{"accepted":[ids],"duplicates":[ids],"rejected":[{"id","reason"}]}`. At least one of the lists must be there.
 * An id both taken and rejected proves nothing and is left out.
 * @returns what became of each id named, or null when the text is not such an answer
 */
export function readCollectorReply(text: string): ReadonlyMap<string, ItemOutcome> | null {
  const reply = parseJsonObject(text);
  if (!reply) return null;
  const { accepted, duplicates, rejected } = reply;
  if (![accepted, duplicates, rejected].some(Array.isArray)) return null;
  const items = new Map<string, ItemOutcome>();
  for (const id of toList(accepted)) if (typeof id === 'string') items.set(id, { kind: 'delivered' });
  for (const id of toList(duplicates)) if (typeof id === 'string') items.set(id, { kind: 'duplicate' });
  for (const item of toList(rejected)) {
    if (typeof item !== 'object' || item === null || !('id' in item) || typeof item.id !== 'string') continue;
    if (items.has(item.id)) items.delete(item.id);
    else items.set(item.id, toRejected('reason' in item ? item.reason : undefined));
  }
  return items;
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A refusal in the receiver's words. */
export function toRejected(reason: unknown): ItemOutcome {
  const message = (typeof reason === 'string' && reason.slice(0, 200)) || 'refused';
  const code = message === 'conflict' || message === 'too-large' ? message : 'rejected';
  return { kind: 'rejected', code, message };
}
