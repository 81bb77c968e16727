import { SupportError } from '../shared/errors.ts';
import type { KeyValue } from '../storage/key-value.ts';

export interface KnowledgeSourceOptions {
  /** Absolute address. */
  readonly url: string;
  readonly fetch: typeof fetch;
  /** Where the last good copy is kept. */
  readonly cache: KeyValue;
  /** Of the code that compiles: what another one has made is not used. */
  readonly version?: string;
  /** Default 15,000 ms. */
  readonly timeoutMs?: number;
}

export interface KnowledgeSource {
  /**
   * The bytes from the network, else those of an earlier visit; compiled where an earlier visit has compiled the same.
   * @throws SupportError `kb-unreachable` or `kb-too-large` when there is neither
   */
  read(): Promise<Uint8Array>;
  /**
   * Keeps what was read last for a visit without network: called once it has proved readable.
   * @param compile gives its compiled form, null where it is one
   */
  keep(compile?: () => Promise<Uint8Array | null>): Promise<void>;
}

/** A copy as the cache holds it; earlier versions kept the source alone. */
interface Copy {
  readonly source: Uint8Array;
  readonly compiled?: Uint8Array | null;
  readonly version?: string | undefined;
}

/** Largest knowledge base taken; more would hang a phone. */
const MAX_BYTES = 50_000_000;

/** Reads the knowledge base, offline too after the first visit. */
export function createKnowledgeSource(options: KnowledgeSourceOptions): KnowledgeSource {
  const { url, cache, version, timeoutMs = 15_000 } = options;
  let fetched: Uint8Array | null = null;
  /** A compiled copy was given, and has not proved readable: the next reading gives its source. */
  let isDoubtful = false;

  const fetchBytes = async (): Promise<Uint8Array> => {
    const response = await options.fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) throw new SupportError('kb-unreachable', `Knowledge: "${url}" gave ${response.status}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.length > MAX_BYTES)
      throw new SupportError('kb-too-large', `Knowledge: "${url}" is over ${MAX_BYTES} bytes`);
    return bytes;
  };
  /** What of a copy this version can use. */
  const usable = (copy: Copy | null): Partial<Copy> => {
    if (!copy?.compiled || (copy.version === version && !isDoubtful)) return copy ?? {};
    return { source: copy.source };
  };
  const readCopy = async (): Promise<Copy | null> => {
    const { value } = (await cache.get(url)) as { readonly value?: unknown };
    if (value instanceof Uint8Array) return { source: value };
    return (value as Copy | undefined)?.source instanceof Uint8Array ? (value as Copy) : null;
  };

  return {
    async read() {
      const reading = readCopy();
      try {
        const bytes = await fetchBytes();
        const { source, compiled } = usable(await reading);
        isDoubtful = compiled != null && isSame(source, bytes);
        if (compiled && isDoubtful) return compiled;
        fetched = bytes.slice(); // the first copy is handed over to the worker
        return bytes;
      } catch (error) {
        const { source, compiled } = usable(await reading);
        isDoubtful = compiled != null;
        const copy = compiled ?? source;
        if (copy) return copy;
        if (error instanceof SupportError) throw error;
        throw new SupportError('kb-unreachable', `Knowledge: "${url}" could not be fetched; check address and CORS`);
      }
    },
    async keep(compile) {
      const source = fetched;
      fetched = null;
      isDoubtful = false;
      if (!source) return;
      await cache.set(url, { source }); // at once: the visitor may leave
      const compiled = await compile?.();
      // Unless everything was erased meanwhile: then nothing is to be there.
      if (compiled && (await readCopy())) await cache.set(url, { source, compiled, version });
    },
  };
}

function isSame(one: Uint8Array | undefined, other: Uint8Array): boolean {
  return one?.length === other.length && one.every((byte, index) => byte === other[index]);
}
