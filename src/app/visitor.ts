import type { User } from '../schema/page-api.ts';
import { hashText } from '../shared/hash-text.ts';
import type { StorageResult } from '../storage/key-value.ts';
import type { Storage } from '../storage/open-storage.ts';

export interface Visitor {
  /**
   * The pseudonym events carry, made at the first one. Tabs that race agree on one. Rejects when it cannot be known or
   * kept now: under another one the visitor would not find again what he sent.
   */
  current(): Promise<string>;
  /** The pseudonym if there is one already; makes none. Rejects when that cannot be known now. */
  known(): Promise<string | null>;
  /** Tells this visitor's own records from other people's on this device: empty for a visitor without a name. */
  suffix(): string;
  user(): User | null;
  /** Takes the visitor for somebody; his own earlier pseudonym comes back. */
  identify(user: User): void;
  /** Nobody in particular again, and not the nobody of before either. */
  logout(): Promise<void>;
  /** Forgets the pseudonym: the next event makes another one. */
  forget(): Promise<void>;
}

/**
 * Who uses this browser now. Lives as long as the page: who was identified on an earlier one, and did not log out,
 * must not be taken for the person who sits here now.
 * @param storage its `meta` keeps pseudonyms, by the hash of the site's id of the person
 */
export function createVisitor(storage: Pick<Storage, 'keyValue' | 'mode'>, createId: () => string): Visitor {
  const meta = storage.keyValue('meta');
  /** What the database told last, by key. Once it is gone and memory takes over, that has not heard of him. */
  const told = new Map<string, string | null>();
  let user: User | null = null;
  const suffix = () => (user ? `:${hashText(user.id)}` : '');
  const key = () => `visitor${suffix()}`;
  const read = async (at: string, reading: Promise<StorageResult<unknown>>) => {
    const stored = await reading;
    if (!stored.ok) throw Error(stored.reason);
    const value = typeof stored.value === 'string' ? stored.value : null;
    if (storage.mode === 'memory') return told.get(at) ?? value;
    told.set(at, value);
    return value;
  };
  const drop = (at: string) => {
    told.delete(at);
    return meta.delete(at);
  };
  return {
    async current() {
      const made = createId();
      return (await read(key(), meta.set(key(), made, { onlyIfAbsent: true }))) ?? made;
    },
    known: () => read(key(), meta.get(key())),
    suffix,
    user: () => user,
    identify(next) {
      user = next;
    },
    async logout() {
      user = null;
      await drop('visitor');
    },
    async forget() {
      await drop(key());
    },
  };
}
