import type { Page } from 'playwright-core';
import type { Fault } from '../fault.ts';
import { type Scene, until } from '../harness/scene.ts';
import { readRequests } from '../harness/visit.ts';
import { inContext } from './in-context.ts';
import { tearLog } from './torn-log.ts';

const WAYS = ['torn', 'cleared', 'closed', 'aborted', 'unknown'] as const;

interface Broken {
  /** Chance that a transaction is cut short. */
  chance: number;
  databases: IDBDatabase[];
}

/**
 * Breaks connections in the manner of Safari (localForage#887, dexie#1139). `closed`: the connection is closed when a
 * transaction is to begin. `aborted` and `unknown`: a transaction is aborted after its first request, without or with
 * an UnknownError.
 */
function breakConnections([way, seed]: readonly [string, number]): void {
  const page = window as unknown as Broken;
  page.chance = 0;
  let state = seed;
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  const native = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (...args) {
    const isHit = random() < page.chance;
    if (isHit && way === 'closed') this.close();
    const transaction = native.apply(this, args);
    if (isHit && (way === 'aborted' || way === 'unknown')) {
      setTimeout(() => {
        if (way === 'unknown') {
          const text = 'Connection to Indexed Database server lost. Refresh the page to try again';
          Object.defineProperty(transaction, 'error', { value: new DOMException(text, 'UnknownError') });
        }
        try {
          transaction.abort();
        } catch {
          // it was faster
        }
      }, random() * 2);
    }
    return transaction;
  };
}

/** Connections that end under a transaction; logs the browser cannot read again; and a browser whose data somebody has cleared, which the page may not deny. */
export const lostDatabase: Fault = {
  number: 28,
  name: 'the database is closed, its transactions are aborted, its log is torn; all its data is cleared',
  run: (seed) => {
    const way = WAYS[seed % WAYS.length] ?? 'cleared';
    if (way === 'torn') return tearLog(seed);
    return inContext({ seed, init: breakConnections, argument: [way, seed] }, async (scene) => {
      const page = await scene.visit();
      await scene.write(page, scene.messages(1));
      await until(() => scene.arrived().length === 1, 'the first message to arrive');
      if (way === 'cleared') return clear(scene, page);
      const setChance = (chance: number) =>
        page.evaluate((to) => {
          (window as unknown as Broken).chance = to;
        }, chance);
      await setChance(scene.draw(1, 4) / 10);
      const answers = await scene.write(page, scene.messages(4));
      await scene.look(page).catch(() => undefined); // it may stand still without its database
      await setChance(0);
      const taken = answers.filter(({ isTaken }) => isTaken).length;
      await until(() => scene.arrived().length >= taken + 1, 'what was taken to arrive');
      return page;
    });
  },
};

/** As a visitor does it in his browser's settings: what was not sent is gone, and the page has to say so. */
async function clear(scene: Scene, page: Page): Promise<Page> {
  scene.proxy.plan(() => ({ kind: 'refuse', end: 'reset' }));
  const waiting = scene.messages(scene.draw(1, 3));
  await scene.write(page, waiting);
  await scene.noteDeletion(page);
  const session = await scene.context.newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin: new URL(page.url()).origin, storageTypes: 'all' });
  const isSilent = async () => (await readRequests(page)).every(({ message }) => !waiting.includes(message));
  await until(isSilent, 'the list to forget what is gone', 10_000, 100).catch(() =>
    scene.check(false, 'requests are said to be saved whose database was cleared'),
  );
  scene.proxy.plan(() => ({ kind: 'pass' }));
  const [answer] = await scene.write(page, scene.messages(1));
  scene.check(answer?.isTaken === true, `after the clearing: "${answer?.sentence}"`);
  return page;
}
