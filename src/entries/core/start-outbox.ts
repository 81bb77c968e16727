import type { OutboxChannel } from '../../outbox/changes.ts';
import { createOutbox, type Outbox } from '../../outbox/outbox.ts';
import { systemClock, systemSchedule } from '../../shared/clock.ts';
import { toMessage } from '../../shared/errors.ts';
import { systemRandom } from '../../shared/random.ts';
import type { Storage } from '../../storage/open-storage.ts';
import { createTransport } from '../../transports/create-transport.ts';
import { encodeJson } from '../../transports/encode-json.ts';

export interface StartOutboxOptions {
  readonly storage: Storage;
  readonly instance: string;
  readonly owner: string;
  readonly fetch: typeof fetch;
  readonly warn: (message: string) => void;
}

/** The outbox with a browser's locks, channel, clock and network. */
export function startOutbox({ storage, instance, owner, fetch, warn }: StartOutboxOptions): Outbox {
  const name = `helplet:${instance}:outbox`;
  return createOutbox({
    store: storage.outbox,
    transportFor: (dest) => createTransport(dest, { fetch, clock: systemClock }),
    clock: systemClock,
    random: systemRandom,
    schedule: systemSchedule,
    owner,
    encode: encodeJson,
    ...(navigator.locks && { withLock: (task: () => Promise<void>) => runLocked(name, task) }),
    ...(typeof BroadcastChannel === 'function' && { channel: createChannel(name) }),
    onPaused: (pause) => warn(`Helplet: "${pause.dest.url}" takes nothing for now (${pause.reason}: ${pause.message})`),
    onError: (error) => warn(`Helplet: ${toMessage(error)}`),
  });
}

/** Runs the task if no other tab holds the lock; false when one does. */
function runLocked(name: string, task: () => Promise<void>): Promise<boolean> {
  return navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (!lock) return false;
    await task();
    return true;
  });
}

function createChannel(name: string): OutboxChannel {
  const channel = new BroadcastChannel(name);
  return {
    post: (change) => channel.postMessage(change),
    subscribe(listener) {
      channel.onmessage = (event) => listener(event.data);
      return () => channel.close();
    },
  };
}
