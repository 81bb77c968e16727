/**
 * Whether an earlier visit left rows to send. Creates nothing: where there is no database yet, its creation is
 * aborted. False where there is no storage at all (private mode, sandboxed frame): nothing can have been left there.
 */
export function hasUnsentRows(instance: string): Promise<boolean> {
  return new Promise<boolean>((resolve) => {
    const request = indexedDB.open(`helplet:${instance}`);
    request.onupgradeneeded = () => request.transaction?.abort();
    request.onerror = request.onblocked = () => resolve(false);
    request.onsuccess = () => {
      const database = request.result;
      if (!database.objectStoreNames.contains('outbox')) return resolve(false);
      const count = database.transaction('outbox').objectStore('outbox').count();
      count.onsuccess = () => resolve(count.result > 0);
      database.close(); // as soon as the count is done
    };
  }).catch(() => false);
}
