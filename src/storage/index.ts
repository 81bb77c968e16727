export { hasUnsentRows } from './has-unsent-rows.ts';
export type { KeyValue, SetOptions, StorageResult } from './key-value.ts';
export { createMemoryStore, type MemoryStore } from './memory-store.ts';
export { openStorage, type Storage, type StorageOptions } from './open-storage.ts';
export { databaseName, type KeyValueStore } from './schema.ts';
