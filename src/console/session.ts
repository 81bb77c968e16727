import type { SafeStorage } from './safe-storage.ts';

/** Where the token lies while this tab lives. */
const STORAGE_KEY = 'helplet:console:token';

export interface SessionOptions {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  readonly history: Pick<History, 'replaceState'>;
  readonly storage: SafeStorage;
}

/** The token of this tab's session. */
export interface Session {
  /** What the session begins with. */
  readonly token: string | null;
  keep(token: string): void;
  forget(): void;
}

/**
 * Takes the token from `#token=…` (and at once out of the address bar, so that it is neither bookmarked nor shared),
 * else the one this tab has kept.
 */
export function openSession(options: SessionOptions): Session {
  const { location, history, storage } = options;
  const given = /^#token=([^&]+)/.exec(location.hash)?.[1];
  if (given !== undefined) {
    history.replaceState(null, '', location.pathname + location.search);
    storage.set(STORAGE_KEY, decode(given));
  }
  return {
    token: storage.get(STORAGE_KEY),
    keep: (token) => storage.set(STORAGE_KEY, token),
    forget: () => storage.remove(STORAGE_KEY),
  };
}

function decode(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return token; // a percent sign that is no code
  }
}
