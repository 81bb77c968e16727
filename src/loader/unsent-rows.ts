/**
 * How many rows an earlier visit left to send; null when no visit has left a database. Creates nothing: where there
 * is no database yet, its creation is aborted. Null too where there is no storage at all (private mode, sandboxed frame).
 * A database without rows beside a backup has lost them: that counts as one.
 */
export async function countUnsentRows(instance: string): Promise<number | null> {
  const name = `helplet:${instance}`;
  let rows: number | null = null;
  try {
    rows = await new Promise<number | null>((resolve) => {
      const request = indexedDB.open(name);
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
    });
    return rows || +(await caches.has(name)) || rows;
  } catch {
    return rows; // no storage at all, or no Cache Storage
  }
}
