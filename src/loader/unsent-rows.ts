/**
 * How many rows an earlier visit left to send; null when no visit has left a database. Creates nothing: where there
 * is no database yet, its creation is aborted. Null too where there is no storage at all (private mode, sandboxed frame).
 */
export function countUnsentRows(instance: string): Promise<number | null> {
  return new Promise<number | null>((resolve) => {
    const request = indexedDB.open(`helplet:${instance}`);
    request.onupgradeneeded = () => request.transaction?.abort();
    request.onerror = () => resolve(null);
    request.onsuccess = () => {
      const database = request.result;
      try {
        const count = database.transaction('outbox').objectStore('outbox').count();
        count.onsuccess = () => resolve(count.result);
      } catch {
        resolve(0); // a database of something else
      }
      database.close(); // as soon as the count is done
    };
  }).catch(() => null);
}

/** Whether there is a second copy of rows, where the database may have lost them. It goes with the last row. */
export async function hasBackup(instance: string): Promise<boolean> {
  try {
    return await caches.has(`helplet:${instance}`);
  } catch {
    return false; // no Cache Storage
  }
}
