// A service worker as Workbox's documentation has it: what cannot be sent is put into its queue, and replayed later.
// Source: developer.chrome.com/docs/workbox/modules/workbox-background-sync, "Advanced usage".
import { Queue } from 'workbox-background-sync';

/** What of a service worker's globals is used; the project's types are those of pages. */
interface Worker {
  skipWaiting(): void;
  readonly clients: { claim(): Promise<void> };
  addEventListener(
    type: string,
    listener: (event: {
      readonly request: Request;
      readonly ports: readonly MessagePort[];
      respondWith(response: Promise<Response>): void;
      waitUntil(task: Promise<unknown>): void;
    }) => void,
  ): void;
}

const worker = globalThis as unknown as Worker;
const queue = new Queue('tickets', {
  // The browser decides when this comes; here the page says when, by a message.
  onSync: async () => undefined,
});

worker.addEventListener('install', () => worker.skipWaiting());
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('fetch', (event) => {
  if (event.request.method !== 'POST') return;
  const sendOrQueue = async () => {
    try {
      return await fetch(event.request.clone());
    } catch {
      await queue.pushRequest({ request: event.request });
      return new Response('queued', { status: 202 });
    }
  };
  event.respondWith(sendOrQueue());
});
worker.addEventListener('message', (event) => {
  const answer = async () => {
    await queue.replayRequests().catch(() => undefined); // what failed is in the queue again
    event.ports[0]?.postMessage(await queue.size());
  };
  event.waitUntil(answer());
});
