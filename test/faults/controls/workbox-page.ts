import { type ControlPage, endpoint } from './control.ts';

async function start(): Promise<void> {
  await navigator.serviceWorker.register('/control-worker.js');
  await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) {
    await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
  }
  (globalThis as ControlPage).control = {
    async save(event) {
      const response = await fetch(endpoint(), { method: 'POST', body: JSON.stringify([event]) });
      return response.ok;
    },
    replay: () =>
      new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => resolve(Number(data));
        navigator.serviceWorker.controller?.postMessage('replay', [port2]);
      }),
  };
}

void start();
