import type { Tabs } from '../../app/app.ts';
import type { OutboxChange } from '../../outbox/changes.ts';
import { createOutbox } from '../../outbox/create-outbox.ts';
import type { OutboxLimits } from '../../outbox/limits.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import type { Destination, Transport } from '../../outbox/ports.ts';
import { destinationKey } from '../../outbox/row-state.ts';
import { systemClock, systemSchedule } from '../../shared/clock.ts';
import { encodeJson } from '../../shared/encode-json.ts';
import { toMessage } from '../../shared/errors.ts';
import { systemRandom } from '../../shared/random.ts';
import type { Backup } from '../../storage/backup.ts';
import type { Storage } from '../../storage/open-storage.ts';

export interface StartOutboxOptions {
  readonly storage: Storage;
  readonly instance: string;
  /** Fetches the code that sends. */
  readonly load: () => Promise<typeof import('../sending.ts').part>;
  readonly limits: Partial<OutboxLimits> & Pick<OutboxLimits, 'receiptDays'>;
  readonly owner: string;
  readonly fetch: typeof fetch;
  readonly warn: (message: string) => void;
}

export interface StartedOutbox {
  readonly outbox: Outbox;
  /** Fetches the code that sends to a destination before it is needed. */
  readonly prepare: (dest: Destination) => void;
  /** Deletes a visitor's files. */
  readonly eraseFiles: (visitor: string) => Promise<void>;
  /** Missing where tabs cannot talk to each other. */
  readonly tabs?: Tabs;
}

/** The outbox with a browser's locks, channel, clock and network. */
export function startOutbox(options: StartOutboxOptions): StartedOutbox {
  const { storage, instance, load, limits, owner, fetch, warn } = options;
  const name = `helplet:${instance}`;
  const channel = `${name}:outbox`;
  const tabs = channelFor(channel);
  const blobs = storage.keyValue('blobs');
  let uploads = new AbortController();
  const transports = new Map<string, Promise<Transport>>();
  let backup: Backup | undefined;
  const transportFor = (to: Destination): Promise<Transport> => {
    const key = destinationKey(to);
    const known = transports.get(key);
    if (known) return known;
    const made = load().then(({ createBackup, createReadBlob, createTransport }) => {
      backup ??= createBackup({ name, storage, outbox, limits });
      return createTransport(to, {
        fetch,
        clock: systemClock,
        readBlob: createReadBlob(blobs),
        uploadSignal: () => uploads.signal,
      });
    });
    transports.set(key, made);
    made.catch(() => transports.delete(key)); // whoever asked is told; the next one tries again
    return made;
  };
  const outbox: Outbox = createOutbox({
    clock: systemClock,
    schedule: systemSchedule,
    store: storage.outbox,
    copy: (row, saving) => backup?.copy(row, saving),
    transportFor,
    loadLane: async () => (await load()).createLane,
    random: systemRandom,
    owner,
    limits,
    encode: encodeJson,
    ...(navigator.locks && { withLock: (task: () => Promise<void>) => runLocked(channel, task) }),
    ...(tabs && { channel: tabs }),
    onPaused: (pause) => warn(`"${pause.dest.url}" paused (${pause.reason}: ${pause.message})`),
    onError: (error) => warn(toMessage(error)),
  });
  // Files go with the requests that name them.
  const sweepFiles = async () => (await load()).sweepAttachments(blobs, outbox.entries, systemClock());
  outbox.subscribe(({ changed, erased }) => {
    if (erased) {
      uploads.abort(); // an upload under way must not outlive what it belongs to
      uploads = new AbortController();
    }
    if (changed.some(({ state }) => state === 'sent' || state === 'removed')) void sweepFiles().catch(() => undefined);
  });
  // Rows held in memory have just become durable (or the other way round).
  storage.onModeChange(() => outbox.wake('online'));
  // While there is a connection: a message written offline must not wait for code.
  return {
    outbox,
    prepare: (dest) =>
      void transportFor(dest)
        .then(sweepFiles)
        .catch(() => undefined), // the first row asks again
    eraseFiles: async (visitor) => (await load()).eraseAttachments(blobs, visitor),
    ...(tabs && { tabs }),
  };
}

/**
 * Runs the task if no other tab holds the lock; false when one does. A page that is left lets go of it: the browser would
 * throw it out of its back/forward cache as soon as another page asks. What it had begun ends on its leases.
 */
async function runLocked(name: string, task: () => Promise<void>): Promise<boolean> {
  let done: Promise<void> | undefined;
  await navigator.locks.request(name, { ifAvailable: true }, (lock) => {
    if (!lock) return;
    const over = new AbortController();
    done = task().finally(() => over.abort());
    return Promise.race([done, new Promise((resolve) => addEventListener('pagehide', resolve, over))]);
  });
  await done;
  return done !== undefined;
}

/**
 * Other tabs hear of changes where there is a channel; without one (sandboxed frames) each finds out by itself.
 * Whatever a page in the back/forward cache is told throws it out of there. So it hears nothing of rows, which it reads
 * again when it comes back, but still what must not come back: that data were erased, or a visitor left.
 */
function channelFor(name: string): Tabs | undefined {
  const listeners: ((message: unknown) => void)[] = [];
  const open = (channel: string) => {
    const opened = new BroadcastChannel(channel);
    opened.onmessage = ({ data }) => {
      for (const listener of listeners) listener(data);
    };
    return opened;
  };
  try {
    const ends = open(`${name}:ends`);
    let rows = open(name);
    const over = new AbortController();
    const listen = (type: 'pagehide' | 'pageshow', listener: () => void) =>
      addEventListener(type, ({ persisted }) => persisted && listener(), over);
    listen('pagehide', () => rows.close());
    listen('pageshow', () => {
      rows = open(name);
    });
    return {
      post: (message) => ((message as Partial<OutboxChange>).changed?.length ? rows : ends).postMessage(message),
      subscribe(listener) {
        listeners.push(listener);
        return () => {
          over.abort();
          rows.close();
          ends.close();
        };
      },
    };
  } catch {
    return undefined; // missing or forbidden: nothing depends on it but promptness
  }
}
