import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { test } from 'vitest';
import { openStorage } from '../../src/storage/open-storage.ts';
import { createDurableMemoryStore } from '../support/outbox/create-test-outbox.ts';
import { actionsOf, playOutbox } from '../support/outbox/play-outbox.ts';

test.each([1, 2, 3])(
  'with %d tabs killed anywhere: nothing saved is lost, nothing told is untrue, threads keep their order',
  async (tabs) => {
    await fc.assert(
      fc.asyncProperty(actionsOf(tabs), async (actions) => {
        const store = createDurableMemoryStore();
        await playOutbox(actions, tabs, () => store);
      }),
      { numRuns: 120, seed: 20_240_101 + tabs },
    );
  },
  120_000,
);

test('the same holds over IndexedDB', async () => {
  await fc.assert(
    fc.asyncProperty(actionsOf(2), async (actions) => {
      const factory = new IDBFactory();
      const open = () => openStorage({ indexedDB: factory, schedule: () => () => {} }).outbox;
      await playOutbox(actions, 2, open);
    }),
    { numRuns: 15, seed: 5 },
  );
}, 120_000);
