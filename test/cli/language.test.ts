import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../support/cli/run.ts';
import { sampleJsonLines } from '../support/language/sample-messages.ts';

/** Training takes a second or two on a busy machine. */
vi.setConfig({ testTimeout: 30_000 });

let folder = '';
let data = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'helplet-language-'));
  data = join(folder, 'messages.jsonl');
  await writeFile(data, sampleJsonLines);
});

afterEach(() => rm(folder, { recursive: true }));

const train = (file = data, out = 'model') =>
  run(['train', 'intent', '--data', file, '--out', join(folder, out), '--quick', '--max-kb', '30']);

describe('helplet train intent', () => {
  it('writes a model and says what it is like in the last line', async () => {
    const { code, rows } = await train();
    expect(code).toBe(0);
    expect(JSON.parse(rows.at(-1) ?? '')).toEqual({
      classes: 3,
      rows: 30,
      seconds: expect.any(Number),
      bytesGzip: expect.any(Number),
      validation: { accuracy: expect.any(Number), n: expect.any(Number), threshold: expect.any(Number) },
    });
    await train(data, 'again');
    const read = (name: string) => readFile(join(folder, name, 'intent.hlm'));
    expect(await read('again')).toEqual(await read('model'));
  });

  it("teaches a knowledge base's phrasings, by the article's intent or its id", async () => {
    const kb = join(folder, 'kb.jsonl');
    const articles = [
      { id: 'returns', title: 'Send something back', body: 'x', phrasings: ['I want a refund', 'return my shoes'] },
      { id: 'late', title: 'Where is my parcel', body: 'x', phrasings: ['parcel is late', ''], intent: 'delivery' },
      { id: 'cost', title: 'Shipping costs', body: 'x', phrasings: ['what is shipping'], intent: 'delivery' },
    ];
    await writeFile(kb, articles.map((article) => `${JSON.stringify(article)}\n`).join(''));
    const flags = ['--out', join(folder, 'model'), '--quick', '--max-kb', '30'];
    const { code, rows } = await run(['train', 'intent', '--kb', kb, ...flags]);
    expect(code).toBe(0);
    expect(JSON.parse(rows.at(-1) ?? '')).toMatchObject({ classes: 2, rows: 7 });
    const read = await run(
      ['understand', '--intent-model', join(folder, 'model')],
      '{"text":"can I return my shoes"}\n{"text":"the parcel is so late"}',
    );
    expect(read.rows.map((row) => JSON.parse(row).intent.label)).toEqual(['returns', 'delivery']);
    const both = await run(['train', 'intent', '--data', data, '--kb', kb, ...flags]);
    expect(JSON.parse(both.rows.at(-1) ?? '')).toMatchObject({ classes: 4, rows: 37 });
    await writeFile(kb, '{"id":"x"}');
    expect(await run(['train', 'intent', '--kb', kb, ...flags])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('line 1'),
    });
  });

  it.each([
    ['one label', '{"text":"a","label":"x"}\n{"text":"b","label":"x"}', 'one label ("x")'],
    ['no rows', '', 'no label'],
    ['only rows out of scope', '{"text":"a","label":"oos"}', 'no label'],
    ['an empty text', '{"text":"a","label":"x"}\n{"text":" ","label":"y"}', 'line 2: text is empty'],
    ['an unknown split', '{"text":"a","label":"x","split":"dev"}', 'line 1: split is "dev"'],
    ['test rows', '{"text":"a","label":"x"}\n{"text":"b","label":"y","split":"test"}', 'lines 2: test rows'],
    [
      'labels with a single message each',
      '{"text":"a","label":"x"}\n{"text":"b","label":"y"}',
      'line 2: the only message of "y"',
    ],
    ['a label that is no text', '{"text":"a","label":3}', 'line 1: label is missing'],
  ])('says which lines are wrong: %s', async (_, lines, message) => {
    await writeFile(data, lines);
    expect(await train()).toMatchObject({ code: 1, out: '', err: expect.stringContaining(message) });
    await expect(readFile(join(folder, 'model', 'intent.hlm'))).rejects.toThrow();
  });

  it('shows how it is used when used wrongly', async () => {
    for (const args of [
      [],
      ['mood'],
      ['intent'],
      ['intent', '--data', data],
      ['intent', '--data', data, '--seed', 'x'],
    ]) {
      expect(await run(['train', ...args])).toMatchObject({
        code: 2,
        err: expect.stringContaining('helplet train intent'),
      });
    }
  });
});

describe('helplet understand', () => {
  it('writes one line a message, in order, with the ids as they came', async () => {
    await train();
    const stdin = [
      '{"id":"a","text":"I forgot my password"}',
      '{"text":"","x":1}',
      '{"id":null,"text":"快递到哪了"}',
    ].join('\n');
    const { code, rows } = await run(['understand', '--intent-model', join(folder, 'model')], stdin);
    expect(code).toBe(0);
    const lines = rows.map((row) => JSON.parse(row));
    expect(lines.map(({ id, lang }) => [id, lang])).toEqual([
      ['a', 'en'],
      ['2', 'en'],
      [null, 'zh'],
    ]);
    expect(lines.map(({ intent }) => intent.label)).toEqual(['login', expect.any(String), 'delivery']);
    for (const { intent, alternatives } of lines) {
      expect(alternatives.map(({ label }: { label: string }) => label)).not.toContain(intent.label);
    }
  });

  it('says what is wrong with a model and writes nothing', async () => {
    await train();
    const file = join(folder, 'model', 'intent.hlm');
    await writeFile(file, (await readFile(file)).subarray(0, 1_000));
    const outcome = await run(['understand', '--intent-model', join(folder, 'model')], '{"text":"hi"}');
    expect(outcome).toMatchObject({ code: 1, out: '', err: expect.stringContaining('the file ends too early') });
  });
});

describe('helplet eval intent', () => {
  it('gives each metric with n and its interval', async () => {
    await train();
    const lines = `${sampleJsonLines}{"text":"what is the capital of peru","label":"oos"}\n`;
    await writeFile(data, lines);
    const { code, rows } = await run(['eval', 'intent', '--data', data, '--intent-model', join(folder, 'model')]);
    expect(code).toBe(0);
    const metrics = JSON.parse(rows[0] ?? '');
    expect(Object.keys(metrics)).toEqual(
      expect.arrayContaining(['accuracy', 'macroF1', 'inScopeAccuracy', 'oosRecall', 'falseOos', 'oosAuroc']),
    );
    expect(metrics.accuracy.n).toBe(31);
    expect(metrics.inScopeAccuracy.value).toBeGreaterThan(0.9);
    for (const { value, lo, hi } of Object.values<{ value: number; lo: number; hi: number }>(metrics)) {
      expect(lo).toBeLessThanOrEqual(value);
      expect(hi).toBeGreaterThanOrEqual(value);
    }
  });

  it('shows how it is used when used wrongly', async () => {
    for (const args of [[], ['weather'], ['intent']]) expect(await run(['eval', ...args])).toMatchObject({ code: 2 });
  });
});
