import { createOutbox } from '../../../src/outbox/create-outbox.ts';
import { createLane } from '../../../src/outbox/lane.ts';
import type { Outbox } from '../../../src/outbox/outbox.ts';
import type { OutboxStore } from '../../../src/outbox/ports.ts';
import type { Schedule } from '../../../src/shared/clock.ts';
import { createSeededRandom } from '../../../src/shared/random.ts';
import { openStorage } from '../../../src/storage/open-storage.ts';
import { createTransport } from '../../../src/transports/create-transport.ts';
import { createFaultyDatabase } from './faulty-database.ts';
import { createInterceptor, type Interceptor, loseAnswer, type Plan } from './interceptor.ts';
import type { World } from './world.ts';

/** One load of a page with our outbox, storage and transport in it. */
export interface Life {
  readonly outbox: Outbox;
  readonly interceptor: Interceptor;
}

/** Starts a life in which everything the outbox waits for is a point, one of which may be at fault. */
export function startLife(world: World, owner: string, plan: Plan | null = null): Life {
  const interceptor = createInterceptor(plan, () => {
    database.abortAll();
    if (world.lockHolder === interceptor) world.lockHolder = null;
  });
  world.lives.push(interceptor);
  const database = createFaultyDatabase(world.disk, () => interceptor);
  const schedule: Schedule = (task, delayMs) =>
    world.time.schedule(() => {
      if (interceptor.isDead) return;
      const fault = interceptor.pass('timer', 'timer');
      if (fault === 'crash-before') interceptor.die();
      else if (fault !== 'hang') task();
      if (fault === 'crash-after') interceptor.die();
    }, delayMs);
  const storage = openStorage({ indexedDB: database.factory, schedule });
  const withCode = <Result>(name: string, work: () => Promise<Result>) =>
    interceptor.wait('code', name, work, loseAnswer);
  const outbox = createOutbox({
    store: interceptStore(storage.outbox, interceptor, database.whileAborting),
    transportFor: (dest) =>
      withCode('transportFor', () => createTransport(dest, { fetch: faultyFetch(world, interceptor), ...world.time })),
    loadLane: () => withCode('loadLane', async () => createLane),
    clock: world.time.clock,
    random: createSeededRandom(11),
    schedule,
    owner,
    withLock: (task) => interceptor.wait('lock', 'lock', () => runLocked(world, interceptor, task), steal(world)),
    channel: {
      post() {
        const fault = interceptor.pass('channel', 'post');
        if (fault === 'crash-before') interceptor.die();
        else if (fault === 'throw') throw new Error('fault: the channel is closed');
      },
      subscribe: () => () => {},
    },
  });
  return { outbox, interceptor };
}

function interceptStore(
  store: OutboxStore,
  interceptor: Interceptor,
  whileAborting: <Result>(work: () => Promise<Result>) => Promise<Result>,
): OutboxStore {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) =>
        interceptor.wait('store', String(name), () => value.apply(target, args) as Promise<unknown>, whileAborting);
    },
  });
}

/** Both the request and the reading of its answer are points. */
function faultyFetch(world: World, interceptor: Interceptor): World['fetch'] {
  return async (input, init) => {
    const response = await interceptor.wait('network', 'fetch', () => world.fetch(input, init), loseAnswer);
    const text = response.text.bind(response);
    response.text = () => interceptor.wait('network', 'text', text, loseAnswer);
    return response;
  };
}

/** As `navigator.locks.request` with `ifAvailable`. */
async function runLocked(world: World, holder: object, task: () => Promise<void>): Promise<boolean> {
  if (world.lockHolder) return false;
  world.lockHolder = holder;
  await task();
  if (world.lockHolder === holder) world.lockHolder = null;
  return true;
}

/** A lock taken away by force: its holder is told at once, and his task goes on. */
function steal(world: World) {
  return async (work: () => Promise<boolean>): Promise<boolean> => {
    void work();
    world.lockHolder = null;
    throw new DOMException('fault: the lock was stolen', 'AbortError');
  };
}
