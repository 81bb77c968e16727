/**
 * Cache Storage as far as a backup needs it, by the standard's rules: every call takes its time, and a cache that was
 * deleted still takes what is written to it, where nobody finds it.
 */
export interface MemoryCaches {
  readonly caches: CacheStorage;
  /** Last parts of the addresses in the cache that is found under the name; null when there is none. */
  idsIn(name: string): readonly string[] | null;
  /** Puts text under the address of a row of a format, as another page would have. */
  plant(name: string, id: string, text: string, version?: number): void;
  /** Nothing more can be put into a cache. */
  isFull: boolean;
  /** Names of the calls made. */
  readonly calls: readonly string[];
}

/** @param pause how long a call takes to get there, and its answer to get back */
export function createMemoryCaches(pause: () => Promise<unknown> = async () => undefined): MemoryCaches {
  const named = new Map<string, Map<string, string>>();
  const calls: string[] = [];
  /** A question takes its time to get there, and so does the answer. */
  const take = async <Result>(call: string, act: () => Result): Promise<Result> => {
    calls.push(call);
    await pause();
    const result = act();
    await pause();
    return result;
  };
  const urlOf = (request: unknown) =>
    new URL(typeof request === 'string' ? request : (request as Request).url, 'https://shop.example').href;
  const toCache = (entries: Map<string, string>) => ({
    keys: () => take('keys', () => [...entries.keys()].map((url) => ({ url }))),
    async match(request: unknown) {
      const text = await take('match', () => entries.get(urlOf(request)));
      return text === undefined ? undefined : new Response(text);
    },
    async put(request: unknown, response: Response) {
      const text = await response.text();
      if (memory.isFull) throw new DOMException('full', 'QuotaExceededError');
      await take('put', () => entries.set(urlOf(request), text));
    },
    delete: (request: unknown) => take('delete', () => entries.delete(urlOf(request))),
  });
  const entriesOf = (name: string) => {
    const entries = named.get(name) ?? new Map<string, string>();
    named.set(name, entries);
    return entries;
  };
  const storage = {
    has: (name: string) => take('has', () => named.has(name)),
    open: (name: string) => take('open', () => toCache(entriesOf(name))),
    delete: (name: string) => take('delete all', () => named.delete(name)),
    async match(request: unknown, { cacheName }: MultiCacheQueryOptions) {
      const text = await take('match', () => named.get(cacheName ?? '')?.get(urlOf(request)));
      return text === undefined ? undefined : new Response(text);
    },
  };
  const memory: MemoryCaches = {
    isFull: false,
    caches: storage as unknown as CacheStorage,
    calls,
    idsIn: (name) => (named.has(name) ? [...entriesOf(name).keys()].map((url) => url.split('/').at(-1) ?? '') : null),
    plant: (name, id, text, version = 1) => void entriesOf(name).set(urlOf(`/${version}/${id}`), text),
  };
  return memory;
}
