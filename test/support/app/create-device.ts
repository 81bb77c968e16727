import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { onTestFinished } from 'vitest';
import { parseConfig } from '../../../src/schema/config.ts';
import { openStorage, type Storage } from '../../../src/storage/open-storage.ts';
import { eventId } from '../outbox/events.ts';
import { settle } from '../outbox/manual-clock.ts';
import { createTestApp, type TestApp, type TestAppOptions } from './create-test-app.ts';

/** A browser with its IndexedDB, which several visits to a page share. */
export interface Device {
  readonly indexedDB: IDBFactory;
  /** A page with the app over this browser's storage. The visit before should have left. */
  visit(options?: TestAppOptions): Promise<Visit>;
  /** Names of its databases. */
  databases(): Promise<readonly string[]>;
}

export interface Visit extends TestApp {
  readonly storage: Storage;
  /** Lets everything settle: real transactions take more turns than memory. */
  settle(): Promise<void>;
  /** Goes to another page, as one does: everything still has a moment to be written. */
  leave(): Promise<void>;
}

const TURNS = 200;

export function createDevice(): Device {
  const indexedDB = new IDBFactory();
  let ids = 0;
  const databases = async () => (await indexedDB.databases()).map(({ name = '' }) => name);
  return {
    indexedDB,
    databases,
    async visit({ overrides, ...options } = {}) {
      const { config } = parseConfig(options.config ?? {});
      const storage =
        overrides?.storage ??
        openStorage({
          indexedDB,
          persistent: config.consent === 'implied',
          schedule: () => () => undefined, // its timeouts are not what is tested
        });
      const test = createTestApp({
        ...options,
        store: storage.outbox,
        visitor: null,
        overrides: {
          hasDatabase: async () => (await databases()).length > 0,
          context: { createId: () => eventId(++ids), clock: Date.now, pageUrl: () => 'https://shop.example/tea' },
          ...overrides,
          storage,
        },
      });
      storage.onModeChange(() => test.sending.outbox.wake('online')); // as the core does
      const leave = async () => {
        test.page.tell('hide');
        await settle(TURNS);
        test.app.destroy();
        await settle(TURNS);
        storage.close();
      };
      onTestFinished(leave);
      await test.app.privacy.ready;
      await settle(TURNS);
      return { ...test, storage, leave, settle: () => settle(TURNS) };
    },
  };
}
