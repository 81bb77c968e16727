/**
 * Whether an earlier visit left rows to send. Looks without ever creating the database: an open that would create it
 * is aborted in its upgrade. False when it cannot be told.
 * @param name of the database, see `databaseName`
 */
export function hasUnsentRows(name: string, indexedDb: IDBFactory): Promise<boolean> {
  return new Promise((resolve) => {
    const opening = indexedDb.open(name);
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onerror = () => resolve(false);
    opening.onsuccess = () => {
      const database = opening.result;
      const finish = (found: boolean): void => {
        database.close();
        resolve(found);
      };
      if (!database.objectStoreNames.contains('outbox')) return finish(false);
      const counting = database.transaction('outbox').objectStore('outbox').count();
      counting.onsuccess = () => finish(counting.result > 0);
      counting.onerror = () => finish(false);
    };
  });
}
