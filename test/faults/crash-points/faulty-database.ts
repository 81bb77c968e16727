import type { Interceptor } from './interceptor.ts';

/** A life's own view of the databases, in which every request is a point and open transactions die with the life. */
export interface FaultyDatabase {
  readonly factory: IDBFactory;
  /** Aborts the transactions under way, as a browser does for a tab that is gone. */
  abortAll(): void;
  /** Runs `work`; every transaction begun meanwhile is aborted after its first request. */
  whileAborting<Result>(work: () => Promise<Result>): Promise<Result>;
}

const REQUESTS = ['get', 'getKey', 'getAll', 'getAllKeys', 'count', 'add', 'put', 'delete', 'clear', 'openKeyCursor'];

/** @param interceptor asked late, because the two need each other */
export function createFaultyDatabase(real: IDBFactory, interceptor: () => Interceptor): FaultyDatabase {
  const open = new Set<IDBTransaction>();
  let aborting = 0;

  function abort(transaction: IDBTransaction): void {
    try {
      transaction.abort();
    } catch {
      // Over already.
    }
  }

  /** Overrides the methods of one object that make requests. */
  function watch(
    source: IDBObjectStore | IDBIndex,
    name: string,
    transaction: IDBTransaction,
    isDoomed: boolean,
  ): void {
    // Methods are replaced one by one under their own names.
    const methods = source as unknown as Record<string, (...args: unknown[]) => IDBRequest>;
    for (const method of REQUESTS) {
      const original = methods[method];
      if (!original) continue;
      methods[method] = (...args) => {
        const fault = interceptor().pass('request', `${name}.${method}`);
        if (fault === 'crash-before') interceptor().die();
        const request = original.apply(source, args);
        if (fault === 'abort' || isDoomed) request.addEventListener('success', () => abort(transaction));
        return request;
      };
    }
  }

  function watchTransaction(transaction: IDBTransaction): void {
    const isDoomed = aborting > 0;
    open.add(transaction);
    for (const end of ['complete', 'abort']) transaction.addEventListener(end, () => open.delete(transaction));
    const objectStore = transaction.objectStore.bind(transaction);
    const known = new Set<IDBObjectStore>();
    transaction.objectStore = (name) => {
      const store = objectStore(name);
      if (known.has(store)) return store;
      known.add(store);
      watch(store, name, transaction, isDoomed);
      const index = store.index.bind(store);
      store.index = (indexName) => {
        const found = index(indexName);
        if (!Object.hasOwn(found, 'getAll')) watch(found, `${name}.${indexName}`, transaction, isDoomed);
        return found;
      };
      return store;
    };
  }

  function watchDatabase(database: IDBDatabase): void {
    const transaction = database.transaction.bind(database);
    database.transaction = (...args) => {
      const begun = transaction(...args);
      watchTransaction(begun);
      return begun;
    };
  }

  return {
    factory: {
      open(name: string, version?: number) {
        const opening = version === undefined ? real.open(name) : real.open(name, version);
        opening.addEventListener('success', () => watchDatabase(opening.result));
        return opening;
      },
      deleteDatabase: (name: string) => real.deleteDatabase(name),
      databases: () => real.databases(),
      cmp: (first: unknown, second: unknown) => real.cmp(first, second),
    },
    abortAll() {
      for (const transaction of open) abort(transaction);
    },
    async whileAborting(work) {
      aborting += 1;
      try {
        return await work();
      } finally {
        aborting -= 1;
      }
    },
  };
}
