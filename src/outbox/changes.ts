import type { OutboxEntryState } from './entries.ts';

/** What changed, here or in another tab. `erased`: everything is gone, or with `visitor` all that was his. */
export interface OutboxChange {
  readonly changed: readonly { readonly id: string; readonly state: OutboxEntryState | 'removed' }[];
  readonly erased?: boolean;
  readonly visitor?: string;
}

/** Carries changes between tabs (a BroadcastChannel in a browser). Nothing depends on it but promptness. */
export interface OutboxChannel {
  post(change: OutboxChange): void;
  /** Messages of other tabs, which may run another version: unknown data. */
  subscribe(listener: (message: unknown) => void): () => void;
}

const STATES: ReadonlySet<unknown> = new Set<OutboxEntryState | 'removed'>([
  'saved',
  'sending',
  'waiting',
  'paused',
  'held',
  'sent',
  'failed',
  'removed',
]);

/** Reads a message of another tab; null when it is none of ours. States this version does not know are left out. */
export function readChange(message: unknown): OutboxChange | null {
  if (typeof message !== 'object' || message === null || !('changed' in message)) return null;
  const { changed } = message;
  if (!Array.isArray(changed)) return null;
  const known = changed.filter((one: unknown) => isKnownChange(one));
  if (!('erased' in message) || message.erased !== true) return { changed: known };
  const visitor = 'visitor' in message && typeof message.visitor === 'string' ? { visitor: message.visitor } : {};
  return { changed: known, erased: true, ...visitor };
}

function isKnownChange(one: unknown): one is OutboxChange['changed'][number] {
  return (
    typeof one === 'object' &&
    one !== null &&
    'id' in one &&
    typeof one.id === 'string' &&
    'state' in one &&
    STATES.has(one.state)
  );
}
