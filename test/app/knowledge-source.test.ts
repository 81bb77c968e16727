import { describe, expect, it } from 'vitest';
import { createKnowledgeSource } from '../../src/app/knowledge-source.ts';
import { openStorage } from '../../src/storage/open-storage.ts';

const url = 'https://shop.example/kb.json';
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

type Answer = Response | Error;

/** A network that gives these answers in turn, and a cache in memory. */
function createSource(...answers: Answer[]) {
  const requests: { readonly url: string; readonly signal: AbortSignal | undefined }[] = [];
  const cache = openStorage().keyValue('kb');
  const source = createKnowledgeSource({
    url,
    cache,
    timeoutMs: 5_000,
    fetch: async (input, init) => {
      requests.push({ url: String(input), signal: init?.signal ?? undefined });
      const answer = answers.shift() ?? new TypeError('Failed to fetch');
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return { source, cache, requests };
}

describe('the knowledge base of a site', () => {
  it('comes from the network, with a time limit', async () => {
    const { source, requests } = createSource(new Response('articles'));
    expect(text(await source.read())).toBe('articles');
    expect(requests[0]?.url).toBe(url);
    expect(requests[0]?.signal?.aborted).toBe(false);
  });

  it('is not kept before it has proved readable', async () => {
    const { source, cache } = createSource(new Response('perhaps broken'));
    await source.read();
    expect(await cache.get(url)).toEqual({ ok: true, value: undefined });
  });

  it('is there without network once it was kept, also when the first copy was handed over', async () => {
    const { source } = createSource(
      new Response('articles'),
      new TypeError('offline'),
      new Response('', { status: 503 }),
    );
    const first = await source.read();
    structuredClone(first, { transfer: [first.buffer as ArrayBuffer] });
    await source.keep();
    expect(text(await source.read())).toBe('articles');
    expect(text(await source.read())).toBe('articles');
  });

  it('comes fresh from the network when there is one', async () => {
    const { source } = createSource(new Response('old'), new Response('new'));
    await source.read();
    await source.keep();
    expect(text(await source.read())).toBe('new');
  });

  it('that proved broken leaves the copy of an earlier visit', async () => {
    const { source } = createSource(new Response('good'), new Response('broken'));
    await source.read();
    await source.keep();
    await source.read(); // and no keep
    expect(text(await source.read())).toBe('good');
  });

  it('is not kept twice by one reading', async () => {
    const { source, cache } = createSource(new Response('articles'));
    await source.read();
    await source.keep();
    await cache.set(url, new TextEncoder().encode('of another tab'));
    await source.keep();
    const kept = await cache.get(url);
    expect(kept.ok && text(kept.value as Uint8Array)).toBe('of another tab');
  });

  it.each([
    ['the server refuses', new Response('', { status: 404 }), `"${url}" gave 404`],
    ['there is no network', new TypeError('Failed to fetch'), 'check address and CORS'],
  ])('cannot be had the first time when %s: the developer is told what to look at', async (_, answer, reason) => {
    const { source } = createSource(answer);
    const failure = source.read();
    await expect(failure).rejects.toMatchObject({ name: 'SupportError', code: 'kb-unreachable' });
    await expect(failure).rejects.toThrow(reason);
  });

  it('over 50 MB is refused', async () => {
    const huge = new Response();
    Object.defineProperty(huge, 'arrayBuffer', { value: async () => new ArrayBuffer(50_000_001) });
    const { source } = createSource(huge);
    await expect(source.read()).rejects.toMatchObject({ code: 'kb-too-large' });
  });

  it('in a cache that holds something else is not used', async () => {
    const { source, cache } = createSource(new TypeError('offline'));
    await cache.set(url, 'a text of a later version');
    await expect(source.read()).rejects.toMatchObject({ code: 'kb-unreachable' });
  });
});

describe('its compiled form', () => {
  const compiled = new TextEncoder().encode('compiled');
  /** Visits to one page, whose network gives these answers in turn. */
  function visits(...answers: readonly (string | Error)[]) {
    const cache = openStorage().keyValue('kb');
    const left = [...answers];
    return (version = '1.0.0') =>
      createKnowledgeSource({
        url,
        cache,
        version,
        fetch: async () => {
          const answer = left.shift() ?? new TypeError('offline');
          if (answer instanceof Error) throw answer;
          return new Response(answer);
        },
      });
  }
  const readAndKeep = async (source: ReturnType<ReturnType<typeof visits>>) => {
    const bytes = await source.read();
    await source.keep(async () => compiled);
    return text(bytes);
  };

  it('is given as long as the source is the same, also without network', async () => {
    const visit = visits('articles', 'articles', new TypeError('offline'));
    expect(await readAndKeep(visit())).toBe('articles');
    expect(text(await visit().read())).toBe('compiled');
    expect(text(await visit().read())).toBe('compiled');
  });

  it.each([
    ['another source', '1.0.0', 'articles and one more', 'articles and one more'],
    ['another version of Helplet', '1.0.1', 'articles', 'articles'],
    ['another version of Helplet without network', '1.0.1', new TypeError('offline'), 'articles'],
  ])('is of no use to %s', async (_, version, answer, given) => {
    const visit = visits('articles', answer);
    await readAndKeep(visit());
    expect(text(await visit(version).read())).toBe(given);
  });

  it('that could not be read is passed over at the next try', async () => {
    const visit = visits('articles', 'articles', 'articles');
    await readAndKeep(visit());
    const source = visit();
    expect(text(await source.read())).toBe('compiled'); // and no keep: it was broken
    expect(text(await source.read())).toBe('articles');
  });

  it('is not kept where everything was erased meanwhile', async () => {
    const storage = openStorage();
    const cache = storage.keyValue('kb');
    const source = createKnowledgeSource({ url, cache, version: '1', fetch: async () => new Response('articles') });
    await source.read();
    await source.keep(async () => {
      await cache.delete(url);
      return compiled;
    });
    expect(await cache.get(url)).toEqual({ ok: true, value: undefined });
  });

  it('is none where there is nothing to compile', async () => {
    const visit = visits('articles', 'articles');
    const source = visit();
    await source.read();
    await source.keep(async () => null);
    expect(text(await visit().read())).toBe('articles');
  });
});
