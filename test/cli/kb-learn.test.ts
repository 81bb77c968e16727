import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/collector/sqlite/open-sqlite-store.ts';
import { run } from '../support/cli/run.ts';
import { event } from '../support/collector/events.ts';
import { sampleArticles, toJsonLines } from '../support/knowledge/sample-articles.ts';

let folder = '';
const path = (name: string): string => join(folder, name);
const told = [
  event(1, 'helplet.article.viewed', { article: 'shipping', from: 'search' }),
  event(2, 'helplet.article.viewed', { article: 'shipping', from: 'link' }),
  event(3, 'helplet.article.rated', { article: 'shipping', helpful: true }),
  event(4, 'helplet.answer.rated', { article: 'refund', helpful: false }),
  event(5, 'helplet.answer.rated', { helpful: false }),
  event(6, 'helplet.widget.opened', { trigger: 'home' }),
];
const counts = {
  refund: { opened: 0, helped: 0, notHelped: 1 },
  shipping: { opened: 1, helped: 1, notHelped: 0 },
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'helplet-learn-'));
  await writeFile(path('kb.jsonl'), toJsonLines(sampleArticles));
  await writeFile(path('events.jsonl'), told.map((row) => JSON.stringify(row)).join('\n'));
});

afterEach(() => rm(folder, { recursive: true }));

describe('helplet kb learn', () => {
  it('counts what was opened and rated, from events a line', async () => {
    const { code, err } = await run(['kb', 'learn', '--events', path('events.jsonl'), '--out', path('use.json')]);
    expect({ code, err }).toEqual({ code: 0, err: '4 events about 2 articles\n' });
    const file = JSON.parse(await readFile(path('use.json'), 'utf8'));
    expect(file).toEqual({ format: 'helplet-use', version: 1, articles: counts });
  });

  it("counts the same from a collector's database, of one tenant alone", async () => {
    const store = openSqliteStore({ file: path('helplet.db') });
    const row = { visitor: 'v-1', receivedAt: 0, time: 0, ticket: null };
    await store.append(
      told.map((event) => ({ ...row, tenant: 'shop', id: event.id, type: event.type, hash: event.id, event })),
    );
    await store.append([
      {
        ...row,
        tenant: 'other',
        id: told[0]?.id ?? '',
        type: told[0]?.type ?? '',
        hash: '',
        event: told[0] ?? event(9, '', {}),
      },
    ]);
    await store.close();
    await run(['kb', 'learn', '--db', path('helplet.db'), '--tenant', 'shop', '--out', path('use.json')]);
    expect(JSON.parse(await readFile(path('use.json'), 'utf8')).articles).toEqual(counts);
  });

  it('says what it needs, and which line is wrong', async () => {
    const out = ['--out', path('use.json')];
    for (const args of [out, ['--events', 'a', '--db', 'b', ...out], ['--events', path('events.jsonl')]]) {
      expect(await run(['kb', 'learn', ...args])).toMatchObject({ code: 2 });
    }
    expect(await run(['kb', 'learn', '--db', path('none.db'), ...out])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/none\.db: cannot be read; name the file/),
    });
    await writeFile(path('events.jsonl'), '{"type":"helplet.article.rated","data":{"article":"a"}}\n{"type":1}\n');
    const { code, err } = await run(['kb', 'learn', '--events', path('events.jsonl'), ...out]);
    expect(code).toBe(1);
    expect(err).toMatch(/line 1: data\.\w+ /);
    expect(err).toMatch(/line 2: type expected string; write one CloudEvent a line/);
  });
});

describe('helplet kb build --use', () => {
  const hits = async (kb: string): Promise<readonly { readonly id: string; readonly score: number }[]> =>
    JSON.parse((await run(['search', '--kb', kb, '--no-meaning'], '{"text":"orders"}')).out).hits;

  it('brings forward what visitors choose', async () => {
    const build = ['kb', 'build', path('kb.jsonl'), '--out', path('kb.hkb')];
    await run(build);
    const before = await hits(path('kb.hkb'));
    const last = before.at(-1);
    const articles = { [last?.id ?? '']: { opened: 50, helped: 5, notHelped: 1 } };
    await writeFile(path('use.json'), JSON.stringify({ format: 'helplet-use', version: 1, articles }));
    expect(await run([...build, '--use', path('use.json')])).toMatchObject({ code: 0 });
    const after = await hits(path('kb.hkb'));
    for (const { id, score } of before) {
      const learned = after.find((hit) => hit.id === id)?.score ?? 0;
      if (id === last?.id) expect(learned).toBeGreaterThan(score);
      else expect(learned).toBeLessThan(score);
    }
  });

  it.each([
    ['{', 'is not JSON'],
    ['{"format":"helplet-use","version":2,"articles":{}}', 'version must be at most 1'],
    [
      '{"format":"helplet-use","version":1,"articles":{"a":{"opened":-1,"helped":0,"notHelped":0}}}',
      'articles.a.opened must',
    ],
    ['[]', 'the file expected object'],
  ])('refuses %s', async (text, reason) => {
    await writeFile(path('use.json'), text);
    const built = await run(['kb', 'build', path('kb.jsonl'), '--out', path('kb.hkb'), '--use', path('use.json')]);
    expect(built).toMatchObject({ code: 1, err: expect.stringContaining(reason) });
  });
});
