import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { trainIntent } from '../../src/language/intent/index.ts';
import { encodeModel } from '../../src/language/model/index.ts';
import { run } from '../support/cli/run.ts';
import { sampleMessages } from '../support/language/sample-messages.ts';
import { trainSample } from '../support/language/sample-moods.ts';

let folder = '';
let data = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'helplet-moods-'));
  data = join(folder, 'rows.jsonl');
});

afterEach(() => rm(folder, { recursive: true }));

const write = (rows: readonly unknown[]) => writeFile(data, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
/** Metrics of the shipped models, or of those in `folder`. */
const measure = async (kind: string, ...args: readonly string[]) => {
  const { code, rows } = await run(['eval', kind, '--data', data, ...args]);
  expect(code).toBe(0);
  return JSON.parse(rows[0] ?? '');
};

describe('helplet understand', () => {
  const understand = async (...messages: readonly unknown[]) => {
    const { model } = trainIntent(sampleMessages, { seed: 1, maxKb: 20, isQuick: true, origin: {} });
    await writeFile(join(folder, 'intent.hlm'), encodeModel(model));
    const stdin = messages.map((message) => JSON.stringify(message)).join('\n');
    const { code, rows } = await run(['understand', '--intent-model', folder], stdin);
    expect(code).toBe(0);
    return rows.map((row) => JSON.parse(row));
  };

  it('parts praise of one thing from blame of another, in both languages', async () => {
    const lines = await understand(
      { text: 'The product is great, but the delivery was late' },
      { text: '商品很好，但是物流太慢了' },
    );
    expect(lines.map(({ aspects }) => aspects)).toEqual([
      [
        { aspect: 'product', text: 'product', start: 4, end: 11, label: 'pos' },
        { aspect: 'delivery', text: 'delivery', start: 30, end: 38, label: 'neg' },
      ],
      [
        { aspect: 'product', text: '商品', start: 0, end: 2, label: 'pos' },
        { aspect: 'delivery', text: '物流', start: 7, end: 9, label: 'neg' },
      ],
    ]);
  });

  it('judges given aspects in their order, duplicates and empty terms included', async () => {
    const aspects = [{ term: 'delivery', from: 30 }, { term: '' }, { term: 'delivery' }, { term: 'product', start: 4 }];
    const [line, empty] = await understand(
      { text: 'The product is great, but the delivery was late', aspects },
      { text: '', aspects: [{ term: '' }, { term: 'x', start: 3 }] },
    );
    expect(empty.aspects.map(({ aspect, label }: { aspect: string; label: string }) => [aspect, label])).toEqual([
      ['', 'neu'],
      ['x', 'neu'],
    ]);
    expect(line.aspects.map(({ aspect, label }: { aspect: string; label: string }) => [aspect, label])).toEqual([
      ['delivery', 'neg'],
      ['', expect.stringMatching(/^(neg|neu|pos)$/)],
      ['delivery', 'neg'],
      ['product', 'pos'],
    ]);
  });

  it('looks for the site’s own aspects too', async () => {
    const file = join(folder, 'aspects.json');
    await writeFile(file, '[{"aspect":"gearbox","terms":["gear box"]}]');
    const stdin = JSON.stringify({ text: 'The gear box is awful, delivery was great' });
    await understand();
    const { rows } = await run(['understand', '--intent-model', folder, '--aspects', file], stdin);
    expect(JSON.parse(rows[0] ?? '').aspects).toMatchObject([
      { aspect: 'gearbox', start: 4, end: 12, label: 'neg' },
      { aspect: 'delivery', label: 'pos' },
    ]);
    await writeFile(file, '{"gearbox":1}');
    const outcome = await run(['understand', '--intent-model', folder, '--aspects', file], stdin);
    expect(outcome).toMatchObject({ code: 1, out: '', err: expect.stringContaining('Aspects: ') });
  });

  it('takes little time for long texts, whatever is in them', async () => {
    const pieces = ['app ', '快递', 'not bad, but ', '。', ' - ', '还没', '!', '\ud800'];
    await understand({ text: 'warm up: 快递 app' });
    const started = performance.now();
    await understand(...pieces.map((piece) => ({ text: piece.repeat(10_000) })));
    expect(performance.now() - started).toBeLessThan(4_000);
  });

  it('answers for texts that say nothing', async () => {
    const lines = await understand({ text: '' }, { text: '\u0000\ud800' }, { text: 'x'.repeat(100_000) });
    for (const { sentiment, frustration, urgency, aspects } of lines) {
      expect(Math.abs(sentiment.score)).toBeLessThanOrEqual(1);
      expect(frustration).toBeLessThan(0.5);
      expect(urgency).toBeLessThan(0.5);
      expect(aspects).toEqual([]);
    }
    expect(lines[0].sentiment.label).toBe('neu');
  });
});

describe('helplet eval', () => {
  it('asks the sign of the score where no row is neutral', async () => {
    await write([
      { text: 'wonderful, I love it', label: 'pos', lang: 'en' },
      { text: '太差了，再也不买了', label: 'neg', lang: 'zh' },
      { text: 'mixed feelings', label: 'mixed', lang: 'en' },
    ]);
    const metrics = await measure('sentiment');
    expect(metrics.accuracy).toMatchObject({ value: 1, n: 2 });
    expect(metrics['accuracy:zh']).toMatchObject({ value: 1, n: 1 });
    expect(metrics.strictAccuracy.n).toBe(2);
  });

  it('measures models of a folder', async () => {
    await writeFile(join(folder, 'mood.hlm'), encodeModel(trainSample()));
    await write([
      { text: 'where is my parcel', sentiment: 'neu', label: 'delivery' },
      { text: 'this is terrible', sentiment: 'neg', label: 'complaint' },
      { text: 'this is wonderful', sentiment: 'neg', label: 'complaint' },
    ]);
    const metrics = await measure('sentiment', '--models', folder);
    expect(metrics.accuracy).toMatchObject({ n: 3, value: expect.closeTo(2 / 3, 9) });
  });

  it('counts aspects, not texts', async () => {
    await write([
      {
        text: '商品很好，但是物流太慢了',
        aspects: [
          { term: '商品', from: 0, polarity: 'positive' },
          { term: '物流', from: 7, polarity: 'neg' },
          { term: '物流', from: 7, polarity: 'conflict' },
        ],
      },
    ]);
    const metrics = await measure('aspects');
    expect(metrics.accuracy).toMatchObject({ value: 1, n: 2 });
    expect(metrics.contrast.n).toBe(2);
    expect(metrics.wholeText.value).toBeLessThan(1);
  });

  it('ranks frustrated messages and urgent ones', async () => {
    await write([
      { text: 'this is ridiculous, nobody answers, I hate this', frustrated: true, urgency: 'normal' },
      { text: '气死我了，什么破客服', frustrated: true, urgency: 'normal' },
      { text: 'thank you so much', frustrated: false, urgency: 'low' },
      { text: 'URGENT, our production system is down!!', frustrated: false, urgency: 'high' },
      { text: 'not judged' },
    ]);
    expect((await measure('frustration')).auroc).toMatchObject({ value: 1, n: 4 });
    expect((await measure('urgency')).auroc).toMatchObject({ value: 1, n: 4 });
  });

  it('names lines that cannot be read', async () => {
    await writeFile(data, '{"label":"pos"}\n');
    const outcome = await run(['eval', 'sentiment', '--data', data]);
    expect(outcome).toMatchObject({ code: 1, out: '', err: expect.stringContaining('line 1: text is missing') });
  });
});
