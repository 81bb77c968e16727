import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { openStorage } from '../../../src/storage/open-storage.ts';
import { createDurableMemoryStore } from '../../support/outbox/create-test-outbox.ts';
import { actionsOf, playOutbox } from '../../support/outbox/play-outbox.ts';
import type { Target } from './target.ts';

/** One case is a life of 15 to 60 actions on up to three tabs; every tenth goes over IndexedDB. */
export const stateMachine: Target = {
  name: 'state machine',
  perMille: 10,
  async run(cases, seed) {
    const lives = fc.integer({ min: 1, max: 3 }).chain((tabs) => fc.tuple(fc.constant(tabs), actionsOf(tabs)));
    const onDisk = Math.floor(cases / 10);
    await fc.assert(
      fc.asyncProperty(lives, ([tabs, actions]) => {
        const store = createDurableMemoryStore();
        return playOutbox(actions, tabs, () => store);
      }),
      { numRuns: cases - onDisk, seed },
    );
    if (onDisk === 0) return;
    await fc.assert(
      fc.asyncProperty(lives, ([tabs, actions]) => {
        const factory = new IDBFactory();
        return playOutbox(actions, tabs, () => openStorage({ indexedDB: factory, schedule: () => () => {} }).outbox);
      }),
      { numRuns: onDisk, seed },
    );
  },
};
