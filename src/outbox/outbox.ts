import type { Envelope } from '../schema/event/envelope.ts';
import type { Clock, Schedule } from '../shared/clock.ts';
import type { Random } from '../shared/random.ts';
import type { OutboxChange, OutboxChannel } from './changes.ts';
import type { OutboxCounts, OutboxEntry } from './entries.ts';
import type { createLane } from './lane.ts';
import type { OutboxLimits } from './limits.ts';
import type { Destination, OutboxRow, OutboxStore, Pause, Transport } from './ports.ts';

export interface Submission {
  /** Its `id`, minted once, is the idempotency key. */
  readonly event: Envelope;
  readonly dest: Destination;
  /** Submissions of one thread are delivered in order. */
  readonly thread?: string;
  /** The visitor wrote it: keep a copy with the receipt, and let background events not take its room. */
  readonly keepCopy: boolean;
  /** Not sent before this, ms since the epoch, at most a day ahead: so long the visitor can take it back. */
  readonly notBefore?: number;
}

/** `stored`: on disk. `held`: in this page's memory only. `refused`: not kept; the caller still has the text. */
export type SubmitResult =
  | { readonly kind: 'stored' | 'held'; readonly id: string }
  | { readonly kind: 'refused'; readonly reason: 'full' | 'too-large' | 'storage'; readonly message: string };

/** Why the page thinks that sending may work now; `hide` = the page may be closed any moment. */
export type WakeReason = 'online' | 'visible' | 'pageshow' | 'hide';

export interface OutboxOptions {
  readonly store: OutboxStore;
  /**
   * May take its time (the adapter's code is fetched with its first row). Throws or rejects with `unknown-adapter`
   * where this version has none for a destination: its rows stay. After any other error it is asked again.
   */
  readonly transportFor: (dest: Destination) => Transport | Promise<Transport>;
  /** Fetches the code that sends, which a page with nothing to send does without. Asked again after it failed. */
  readonly loadLane: () => Promise<typeof createLane>;
  /** Copies what the store is saving to a second place. */
  readonly copy?: (row: Omit<OutboxRow, 'seq'>, saving: ReturnType<OutboxStore['add']>) => void;
  readonly clock: Clock;
  readonly random: Random;
  readonly schedule: Schedule;
  /** Unique for each outbox alive (one a tab and load). */
  readonly owner: string;
  /** Runs the task under a lock shared by all tabs, if it is free; false when it is not. Default: leases alone. */
  readonly withLock?: (task: () => Promise<void>) => Promise<boolean>;
  readonly channel?: OutboxChannel;
  readonly limits?: Partial<OutboxLimits>;
  /** For receivers that cannot recognise a repeat: send a row again that may have arrived, or give it up. Default `retry`. */
  readonly onAmbiguous?: 'retry' | 'hold';
  /** Encodes an event as JSON, to measure it. Default `JSON.stringify`. */
  readonly encode?: (value: unknown) => string;
  /** A destination takes nothing more until `resume`: the site is to renew its token or look at its endpoint. */
  readonly onPaused?: (pause: Pause) => void;
  readonly onError?: (error: unknown) => void;
}

export interface Outbox {
  /** Never rejects. `stored` only after the row is durably committed. */
  submit(submission: Submission): Promise<SubmitResult>;
  /**
   * Everything submitted, or what one visitor did, newest first, as it truly is. What does not say whose it is (a
   * damaged row) counts as his only where nothing is anybody else's.
   */
  entries(visitor?: string): Promise<readonly OutboxEntry[]>;
  /** The same of everybody and of one visitor, read at once: reading a long queue is work. */
  overview(visitor: string): Promise<{ readonly all: readonly OutboxEntry[]; readonly own: readonly OutboxEntry[] }>;
  counts(visitor?: string): Promise<OutboxCounts>;
  /** Calls the listener with every change, of other tabs too. Returns what ends it. */
  subscribe(listener: (change: OutboxChange) => void): () => void;
  /**
   * Sends everything now, whatever it waits for, but what can still be taken back; resolves when the round is over.
   * Paused destinations are tried with one row.
   */
  flush(): Promise<void>;
  /** Sends what waits within seconds, unless the receiver asked for a later time. */
  wake(reason: WakeReason): void;
  /** Sends to a paused destination again, after its credentials were renewed. */
  resume(dest: Destination): Promise<void>;
  /** Puts a failed entry back in the queue. */
  retry(id: string): Promise<boolean>;
  /** Deletes a failed entry, or one that waits; false while it is being sent. */
  discard(id: string): Promise<boolean>;
  /** Aborts what is being sent and forgets it with everything else, or what is one visitor's. Rejects when the store does. */
  erase(visitor?: string): Promise<void>;
  /** While held no round starts, but submissions are stored. What is being sent already is not cut off. */
  setHeld(isHeld: boolean): void;
  /** Ends timers and sends. Rows stay in the store. */
  stop(): void;
}
