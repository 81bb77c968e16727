import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../support/cli/run.ts';
import { sampleArticles, toJsonLines } from '../support/knowledge/sample-articles.ts';

let folder = '';
let kb = '';
const score = (row: string | undefined): number => JSON.parse(row ?? '{}').hits[0].score;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'helplet-meaning-'));
  kb = join(folder, 'kb.jsonl');
  await writeFile(kb, toJsonLines(sampleArticles));
});

afterEach(() => rm(folder, { recursive: true }));

describe('search by meaning in the terminal', () => {
  it('answers alike from text and from a compiled file, which holds vectors where --meaning asks for them', async () => {
    const [full, plain] = [join(folder, 'full.hkb'), join(folder, 'plain.hkb')];
    await run(['kb', 'build', kb, '--out', full, '--meaning']);
    await run(['kb', 'build', kb, '--out', plain]);
    expect((await readFile(full)).length).toBeGreaterThan((await readFile(plain)).length);
    const query = '{"text":"how do I get a refund"}\n{"text":"退款"}';
    const byMeaning = await run(['search', '--kb', full], query);
    const byWords = await run(['search', '--kb', full, '--no-meaning'], query);
    expect((await run(['search', '--kb', kb], query)).out).toBe(byMeaning.out);
    expect((await run(['search', '--kb', plain], query)).out).toBe(byWords.out);
    expect(score(byMeaning.rows[0])).toBeGreaterThan(score(byWords.rows[0]));
    expect(byMeaning.rows[1]).toBe(byWords.rows[1]);
  });
});
