import { createEngine } from '../../../src/engine/engine.ts';
import { hostEngine } from '../../../src/worker/host.ts';
import type { CallMessage, ReplyMessage } from '../../../src/worker/messages.ts';

/** A worker without a thread: the real host and engine behind structured clones, one turn away. */
export interface FakeWorker extends Worker {
  /** Names of the calls that reached the engine, in order. */
  readonly calls: string[];
  isTerminated(): boolean;
  /** From now on what the worker says is kept back. */
  hold(): void;
  /** As a browser tells of a script that could not be loaded or that threw; gives the event. */
  fail(message: string): Event;
}

export interface FakeWorkerOptions {
  /** False: its script never gets as far as `ready`. Default true. */
  readonly starts?: boolean;
}

export function createFakeWorker({ starts = true }: FakeWorkerOptions = {}): FakeWorker {
  const outside = new EventTarget();
  const calls: string[] = [];
  let receive: ((event: MessageEvent<CallMessage>) => void) | null = null;
  let isTerminated = false;
  let isHeld = false;
  const toPage = (message: ReplyMessage) => {
    const data = structuredClone(message);
    setImmediate(() => {
      if (!isTerminated && !isHeld) outside.dispatchEvent(new MessageEvent('message', { data }));
    });
  };
  if (starts) {
    hostEngine(createEngine(), {
      postMessage: toPage,
      addEventListener: (_, listener) => {
        receive = listener;
      },
    });
  }
  const worker = Object.assign(outside, {
    calls,
    isTerminated: () => isTerminated,
    hold: () => {
      isHeld = true;
    },
    fail(message: string) {
      const event = Object.assign(new Event('error', { cancelable: true }), { message });
      outside.dispatchEvent(event);
      return event;
    },
    postMessage(message: CallMessage, transfer: Transferable[] = []) {
      const data = structuredClone(message, { transfer });
      setImmediate(() => {
        if (isTerminated || !receive) return;
        calls.push(data.call);
        receive(new MessageEvent('message', { data }));
      });
    },
    terminate: () => {
      isTerminated = true;
    },
    onmessage: null,
    onmessageerror: null,
    onerror: null,
  });
  return worker as unknown as FakeWorker; // the part of a worker that the client uses
}
