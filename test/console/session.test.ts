import { describe, expect, it } from 'vitest';
import { createSafeStorage } from '../../src/console/safe-storage.ts';
import { openSession } from '../../src/console/session.ts';

function open(hash: string, storage: Storage) {
  const addresses: string[] = [];
  const session = openSession({
    location: { hash, pathname: '/console/', search: '?a=1' },
    history: { replaceState: (_state, _unused, url) => void addresses.push(String(url)) },
    storage: createSafeStorage(() => storage),
  });
  return { session, addresses };
}

function memoryStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    length: 0,
    key: () => null,
    clear: () => kept.clear(),
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

describe('openSession', () => {
  it('takes the token from the address and removes it there', () => {
    const { session, addresses } = open('#token=a%2Fb', memoryStorage());
    expect(session.token).toBe('a/b');
    expect(addresses).toEqual(['/console/?a=1']);
  });

  it('finds the token again after a reload, until it is forgotten', () => {
    const storage = memoryStorage();
    open('#token=abc', storage);
    const second = open('#/ratings', storage);
    expect(second.session.token).toBe('abc');
    expect(second.addresses).toEqual([]);
    second.session.forget();
    expect(open('', storage).session.token).toBeNull();
  });

  it('works where the browser forbids storage', () => {
    const storage = createSafeStorage(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    storage.set('key', 'value');
    expect(storage.get('key')).toBe('value');
    storage.remove('key');
    expect(storage.get('key')).toBeNull();
  });
});
