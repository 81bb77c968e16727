import { SupportError } from '../shared/errors.ts';
import type { KeyValue } from '../storage/key-value.ts';

export interface KnowledgeSourceOptions {
  /** Absolute address. */
  readonly url: string;
  readonly fetch: typeof fetch;
  /** Where the last good copy is kept. */
  readonly cache: KeyValue;
  /** Default 15,000 ms. */
  readonly timeoutMs?: number;
}

export interface KnowledgeSource {
  /**
   * The bytes from the network, else those of an earlier visit.
   * @throws SupportError `kb-unreachable` or `kb-too-large` when there is neither
   */
  read(): Promise<Uint8Array>;
  /** Keeps what was read last for a visit without network: called once it has proved readable. */
  keep(): Promise<void>;
}

/** Largest knowledge base taken; more would hang a phone. */
const MAX_BYTES = 50_000_000;

/** Reads the knowledge base, offline too after the first visit. */
export function createKnowledgeSource(options: KnowledgeSourceOptions): KnowledgeSource {
  const { url, cache, timeoutMs = 15_000 } = options;
  let fetched: Uint8Array | null = null;

  const fetchBytes = async (): Promise<Uint8Array> => {
    const response = await options.fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) throw new SupportError('kb-unreachable', `Knowledge: "${url}" gave ${response.status}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.length > MAX_BYTES)
      throw new SupportError('kb-too-large', `Knowledge: "${url}" is over ${MAX_BYTES} bytes`);
    return bytes;
  };

  return {
    async read() {
      try {
        const bytes = await fetchBytes();
        fetched = bytes.slice(); // the first copy is handed over to the worker
        return bytes;
      } catch (error) {
        const cached = await cache.get(url);
        if (cached.ok && cached.value instanceof Uint8Array) return cached.value;
        if (error instanceof SupportError) throw error;
        throw new SupportError('kb-unreachable', `Knowledge: "${url}" could not be fetched; check address and CORS`);
      }
    },
    async keep() {
      if (fetched) await cache.set(url, fetched);
      fetched = null;
    },
  };
}
