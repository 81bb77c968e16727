import { createTransport, makeBrowserOfflineTransport } from '@sentry/browser';
import { type ControlPage, endpoint } from './control.ts';

/** Sentry's queue with our wire: an envelope's one item is an event of ours. */
const makeTransport = makeBrowserOfflineTransport((options) =>
  createTransport(options, async ({ body }) => {
    const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
    const [, , event = ''] = text.split('\n');
    const response = await fetch(endpoint(), { method: 'POST', body: `[${event}]` });
    return { statusCode: response.status };
  }),
);
const transport = makeTransport({ url: endpoint(), recordDroppedEvent: () => undefined });

function countKept(): Promise<number> {
  return new Promise((resolve) => {
    const opening = indexedDB.open('sentry-offline');
    opening.onsuccess = () => {
      const database = opening.result;
      if (!database.objectStoreNames.contains('queue')) return resolve(0);
      const counting = database.transaction('queue').objectStore('queue').count();
      counting.onsuccess = () => {
        database.close();
        resolve(counting.result);
      };
    };
  });
}

(globalThis as ControlPage).control = {
  async save(event) {
    const id = event.id.replaceAll('-', '');
    // The payload of an item is sent as it is, whatever it holds.
    const payload = event as unknown as { readonly type?: undefined };
    const { statusCode = 200 } = await transport.send([
      { event_id: id, sent_at: event.time },
      [[{ type: 'event' }, payload]],
    ]);
    return statusCode < 400;
  },
  async replay() {
    // One row a tenth of a second, for as long as they arrive.
    await transport.flush();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    return countKept();
  },
};
