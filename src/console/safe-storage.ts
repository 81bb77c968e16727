/** A browser's storage that never throws: where it is forbidden or full, values live as long as the page. */
export interface SafeStorage {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
}

/** @param open gives the storage; throws a SecurityError where cookies are blocked, on the very access */
export function createSafeStorage(open: () => Storage): SafeStorage {
  const kept = new Map<string, string>();
  const attempt = <Result>(task: (storage: Storage) => Result): Result | null => {
    try {
      return task(open());
    } catch {
      return null; // forbidden or full: `kept` has the value
    }
  };
  return {
    get: (key) => kept.get(key) ?? attempt((storage) => storage.getItem(key)),
    set(key, value) {
      kept.set(key, value);
      attempt((storage) => storage.setItem(key, value));
    },
    remove(key) {
      kept.delete(key);
      attempt((storage) => storage.removeItem(key));
    },
  };
}
