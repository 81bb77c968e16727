import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../support/cli/run.ts';
import { sampleArticles, toJsonLines } from '../support/knowledge/sample-articles.ts';

let folder = '';
let kb = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'helplet-cli-'));
  kb = join(folder, 'kb.jsonl');
  await writeFile(kb, toJsonLines(sampleArticles));
});

afterEach(() => rm(folder, { recursive: true }));

describe('helplet', () => {
  it('gives its version and, of an unknown command, the likely one', async () => {
    expect((await run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(await run(['serch'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('did you mean "search"?'),
    });
    expect(await run(['constructor'])).toMatchObject({ code: 2 });
  });

  it('shows how a command is used when asked and when it was used wrongly', async () => {
    expect(await run(['search', '--help'])).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('helplet search --kb FILE'),
    });
    for (const args of [
      ['search'],
      ['search', '--kb', kb, '--top', '0'],
      ['search', '--nope'],
      ['kb'],
      ['kb', 'bake'],
      ['kb', 'build', kb],
      ['kb', 'lint'],
      ['kb', 'lint', 'nowhere.md'],
    ]) {
      expect(await run(args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('helplet ') });
    }
  });
});

describe('helplet search', () => {
  it('writes one line a query, in order, with the ids as they came', async () => {
    const stdin = [
      '{"id":"q1","text":"refund"}',
      '{"id":7,"text":""}',
      '{"text":"密码"}',
      '{"id":null,"text":"xyzzy","extra":1}',
    ].join('\r\n');
    const { code, rows, err } = await run(['search', '--kb', kb, '--top', '1'], `${stdin}\n`);
    const answers = rows.map((row) => JSON.parse(row));
    expect([code, err]).toEqual([0, '']);
    expect(answers.map(({ id }) => id)).toEqual(['q1', 7, '3', null]);
    expect(answers.map(({ hits }) => hits.map((hit: { id: string }) => hit.id))).toEqual([
      ['refund'],
      [],
      ['password'],
      [],
    ]);
    expect(answers[1]).toEqual({ id: 7, hits: [], confidence: 0, answer: null });
    expect(Object.keys(answers[0])).toEqual(['id', 'hits', 'confidence', 'answer']);
    expect(answers[0].answer).toBe('refund');
  });

  it('writes nothing and names every malformed line', async () => {
    const reply = await run(['search', '--kb', kb], '{"text":"refund"}\nnonsense\n{"text":5}\n\n{"text":"a"}');
    expect(reply).toMatchObject({ code: 1, out: '' });
    expect(reply.err).toMatch(/^line 2: is not JSON.*\nline 3: text .*\nline 4: is empty/);
  });

  it('reads nothing and writes nothing without queries', async () => {
    expect(await run(['search', '--kb', kb], '\n')).toMatchObject({ code: 0, out: '' });
  });

  it('fails with the reason when the knowledge base cannot be read', async () => {
    const bad = join(folder, 'bad.jsonl');
    await writeFile(bad, 'nonsense');
    expect(await run(['search', '--kb', bad], '{"text":"a"}')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^Knowledge base: line 1/),
    });
    expect(await run(['search', '--kb', join(folder, 'none')], '{"text":"a"}')).toMatchObject({ code: 1, out: '' });
  });
});

describe('helplet kb build', () => {
  it('compiles files of all kinds into one that answers like its sources', async () => {
    const source = join(folder, 'help');
    await mkdir(join(source, 'sub'), { recursive: true });
    await mkdir(join(source, '.git'));
    await writeFile(join(source, 'refund.md'), '# Refunds\nWithin 14 days.');
    await writeFile(join(source, 'sub', 'pay.html'), '<h1>Payment</h1><p>By card.');
    await writeFile(join(source, 'more.csv'), 'id,title,body\nship,Shipping,Two days');
    await writeFile(join(source, '.git', 'x.md'), '# Hidden');
    await writeFile(join(source, 'picture.png'), 'x');
    const out = join(folder, 'kb.hkb');
    expect(await run(['kb', 'build', source, '--out', out])).toMatchObject({
      code: 0,
      out: '',
      err: expect.stringMatching(/^3 articles/),
    });
    const { rows } = await run(
      ['search', '--kb', out],
      '{"text":"payment"}\n{"text":"refunding"}\n{"text":"ship"}\n{"text":"hidden"}',
    );
    expect(rows.map((row) => JSON.parse(row).hits[0]?.id)).toEqual(['pay', 'refund', 'ship', undefined]);
    const first = await readFile(out);
    await run(['kb', 'build', source, '--out', out]);
    expect(await readFile(out)).toEqual(first);
  });

  it('writes nothing when one article is faulty', async () => {
    const bad = join(folder, 'bad.jsonl');
    await writeFile(bad, '{"id":"a","title":"A","body":""}\n{"id":"b"}');
    const reply = await run(['kb', 'build', bad, '--out', join(folder, 'kb.hkb')]);
    expect(reply).toMatchObject({ code: 1, out: '', err: expect.stringContaining('line 2: title is missing') });
    expect((await readdir(folder)).sort()).toEqual(['bad.jsonl', 'kb.jsonl']);
  });
});

describe('helplet kb lint', () => {
  it('writes a line a finding and fails only for errors', async () => {
    const file = join(folder, 'a.jsonl');
    await writeFile(file, '{"id":"a","title":"A","body":"x ![](x.png)"}\n');
    const warned = await run(['kb', 'lint', file]);
    expect(warned.code).toBe(0);
    expect(warned.rows.map((row) => JSON.parse(row))).toEqual([
      { rule: 'image-alt', severity: 'warning', article: 'a', message: expect.any(String) },
    ]);
    await writeFile(file, '{"id":"a","title":"A","body":"x"}\n{"id":"a","title":"B","body":"x"}\nx');
    const failed = await run(['kb', 'lint', file]);
    expect(failed.code).toBe(1);
    expect(failed.rows.map((row) => JSON.parse(row).rule)).toEqual(['duplicate-article', 'invalid-article']);
  });
});
