import type { Page } from 'playwright-core';
import type { Fault } from '../fault.ts';
import { type Scene, until } from '../harness/scene.ts';
import { inContext } from './in-context.ts';

/** Two tabs write and send, the first one through a short outage. */
async function writeInTwoTabs(scene: Scene): Promise<Page> {
  const [one, two] = [await scene.visit(), await scene.visit()];
  if (scene.draw(0, 1) === 1) scene.proxy.plan(() => ({ kind: 'refuse', end: 'reset' }));
  const texts = [scene.messages(scene.draw(1, 2)), scene.messages(scene.draw(1, 2))];
  const answers = await Promise.all([scene.write(one, texts[0] ?? []), scene.write(two, texts[1] ?? [])]);
  for (const { isTaken, sentence } of answers.flat()) scene.check(isTaken, `refused: "${sentence}"`);
  scene.proxy.plan(() => ({ kind: 'pass' }));
  await until(() => scene.arrived().length >= texts.flat().length, 'everything to arrive');
  return one;
}

/** Tabs that cannot agree: leases alone keep them from sending twice. */
export const noLocks: Fault = {
  number: 23,
  name: 'Web Locks, BroadcastChannel or both are missing or refused',
  run: (seed) =>
    inContext(
      {
        seed,
        argument: seed % 4,
        init: (way: number) => {
          if (way === 0 || way === 2) Object.defineProperty(navigator, 'locks', { value: undefined });
          if (way === 3) navigator.locks.request = () => Promise.reject(new DOMException('refused', 'SecurityError'));
          if (way === 1 || way === 2) Object.defineProperty(window, 'BroadcastChannel', { value: undefined });
        },
      },
      writeInTwoTabs,
    ),
};

/** Pages that change the language under us; what goes over the wire is still what was written. */
export const changedBuiltIns: Fault = {
  number: 37,
  name: 'toJSON added, prototypes frozen or extended, Promise, JSON and crypto replaced',
  run: (seed) =>
    inContext(
      {
        seed,
        argument: seed % 5,
        init: (way: number) => {
          const toJson = { value: () => 'of the page', configurable: true };
          if (way === 0) {
            for (const one of [Object, Array, String, Date]) Object.defineProperty(one.prototype, 'toJSON', toJson);
          }
          if (way === 1) {
            for (const one of [Object, Array, String, Number, Promise, Map, Set, Function, RegExp, Date, Error]) {
              Object.freeze(one.prototype);
            }
            Object.freeze(JSON);
          }
          if (way === 2) {
            Object.assign(Object.prototype, { id: 'page', dest: {}, endpoint: '/evil', adapter: 'http', lease: {} });
            Object.assign(Array.prototype, { last: () => 'page', thread: 'page' });
          }
          if (way === 3) {
            const Native = Promise;
            window.Promise = class extends Native<unknown> {} as PromiseConstructor;
            const { stringify } = JSON;
            // But for what this suite itself reports from the page.
            const isReport = (value: unknown) =>
              /^(?:report$|ticket:)/.test((value as { name?: string } | null)?.name ?? '');
            JSON.stringify = ((value: unknown) =>
              isReport(value) ? stringify(value) : `/* page */${stringify(value)}`) as typeof stringify;
          }
          if (way === 4) {
            const { getRandomValues } = crypto;
            const replaced = { getRandomValues: (bytes: Uint8Array) => getRandomValues.call(native, bytes as never) };
            const native = crypto;
            Object.defineProperty(window, 'crypto', { value: replaced });
          }
        },
      },
      writeInTwoTabs,
    ),
};

/** No `randomUUID`, as on plain-http pages, and a `Math.random` that always says the same. */
export const poorRandomness: Fault = {
  number: 38,
  name: 'crypto.randomUUID is missing, Math.random is constant',
  run: (seed) =>
    inContext(
      {
        seed,
        argument: (seed % 3) / 2.001,
        init: (constant: number) => {
          Object.defineProperty(Crypto.prototype, 'randomUUID', { value: undefined });
          Math.random = () => constant;
        },
      },
      writeInTwoTabs,
    ),
};
