import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { systemSchedule } from '../../src/shared/clock.ts';
import { createConnection } from '../../src/storage/connection.ts';
import { createIndexedDbStore } from '../../src/storage/indexed-db-store.ts';
import { createMemoryStore } from '../../src/storage/memory-store.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { describeStore } from './store-contract.ts';

describeStore('memory store', createMemoryStore, 'held');

describeStore(
  'IndexedDB store',
  () => {
    const factory = new IDBFactory();
    return createIndexedDbStore(
      createConnection({
        name: 'contract',
        factory: () => factory,
        schedule: systemSchedule,
        openTimeoutMs: 3_000,
        onOpen: () => {},
        onLost: () => {},
        onDeleted: () => {},
      }),
    );
  },
  'stored',
);

describeStore('storage of a page', () => openStorage({ indexedDB: new IDBFactory() }).outbox, 'stored');

describeStore(
  'storage of a page without IndexedDB',
  () =>
    openStorage({
      indexedDB: {
        open: () => {
          throw new DOMException('no', 'SecurityError');
        },
      } as never,
      schedule: () => () => {},
    }).outbox,
  'held',
);
