import type { OutboxChannel } from '../../outbox/changes.ts';
import { createOutbox, type Outbox } from '../../outbox/outbox.ts';
import type { Destination, Transport } from '../../outbox/ports.ts';
import { systemClock, systemSchedule } from '../../shared/clock.ts';
import { encodeJson } from '../../shared/encode-json.ts';
import { toMessage } from '../../shared/errors.ts';
import { systemRandom } from '../../shared/random.ts';
import type { Storage } from '../../storage/open-storage.ts';
import { createTransport } from '../../transports/create-transport.ts';

export interface StartOutboxOptions {
  readonly storage: Storage;
  readonly instance: string;
  /** Where new submissions go; null where the site takes none (rows of earlier visits have addresses of their own). */
  readonly dest: Destination | null;
  readonly owner: string;
  readonly fetch: typeof fetch;
  readonly warn: (message: string) => void;
}

/** The outbox with a browser's locks, channel, clock and network. */
export function startOutbox({ storage, instance, dest, owner, fetch, warn }: StartOutboxOptions): Outbox {
  const name = `helplet:${instance}:outbox`;
  const transports = new Map<string, Promise<Transport>>();
  const transportFor = (to: Destination): Promise<Transport> => {
    const key = JSON.stringify(to);
    const known = transports.get(key);
    if (known) return known;
    const made = createTransport(to, { fetch, clock: systemClock });
    transports.set(key, made);
    made.catch(() => transports.delete(key)); // whoever asked is told; the next one tries again
    return made;
  };
  if (dest) void transportFor(dest); // now, while there is a connection: a message written offline must not wait for code
  const outbox = createOutbox({
    store: storage.outbox,
    transportFor,
    clock: systemClock,
    random: systemRandom,
    schedule: systemSchedule,
    owner,
    encode: encodeJson,
    ...(navigator.locks && { withLock: (task: () => Promise<void>) => runLocked(name, task) }),
    ...channelFor(name),
    onPaused: (pause) => warn(`"${pause.dest.url}" takes nothing for now (${pause.reason}: ${pause.message})`),
    onError: (error) => warn(`${toMessage(error)}`),
  });
  // Rows held in memory have just become durable (or the other way round).
  storage.onModeChange(() => outbox.wake('online'));
  return outbox;
}

/** Runs the task if no other tab holds the lock; false when one does. */
function runLocked(name: string, task: () => Promise<void>): Promise<boolean> {
  return navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (!lock) return false;
    await task();
    return true;
  });
}

/** Other tabs hear of changes where there is a channel; without one (sandboxed frames) each finds out by itself. */
function channelFor(name: string): { channel?: OutboxChannel } {
  try {
    const channel = new BroadcastChannel(name);
    return {
      channel: {
        post: (change) => channel.postMessage(change),
        subscribe(listener) {
          channel.onmessage = (event) => listener(event.data);
          return () => channel.close();
        },
      },
    };
  } catch {
    return {}; // missing or forbidden: nothing depends on it but promptness
  }
}
