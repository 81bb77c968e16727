import type { User } from '../schema/page-api.ts';
import { hashText } from '../shared/hash-text.ts';
import type { KeyValue } from '../storage/key-value.ts';

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
 * @param meta where pseudonyms are kept, by the hash of the site's id of the person
 */
export function createVisitor(meta: KeyValue, createId: () => string): Visitor {
  let user: User | null = null;
  const suffix = () => (user ? `:${hashText(user.id)}` : '');
  const key = () => `visitor${suffix()}`;
  return {
    async current() {
      const made = createId();
      const stored = await meta.set(key(), made, { onlyIfAbsent: true });
      if (!stored.ok) throw Error(stored.reason);
      return typeof stored.value === 'string' ? stored.value : made;
    },
    async known() {
      const stored = await meta.get(key());
      if (!stored.ok) throw Error(stored.reason);
      return typeof stored.value === 'string' ? stored.value : null;
    },
    suffix,
    user: () => user,
    identify(next) {
      user = next;
    },
    async logout() {
      user = null;
      await meta.delete('visitor');
    },
    async forget() {
      await meta.delete(key());
    },
  };
}
