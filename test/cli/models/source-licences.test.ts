import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toDefaultRows } from '../../../src/cli/models/default-intents.ts';
import { readIntentSources } from '../../../src/cli/models/read-sources.ts';
import { mayTrain, termsOf } from '../../../src/cli/models/source-licences.ts';

const all = { isOpenOnly: false, excluded: [] };

describe('mayTrain', () => {
  it.each(['dialogflow-en', 'dialogflow-zh', 'unionpay-zh'])('refuses %s, whatever is asked for', (source) => {
    expect(mayTrain(source, all)).toBe(false);
    expect(mayTrain(source, { ...all, isOpenOnly: true })).toBe(false);
  });

  it('leaves out what is excluded by name or beginning', () => {
    expect(mayTrain('hint3-curekart', { ...all, excluded: ['hint3-*'] })).toBe(false);
    expect(mayTrain('hint3-curekart', { ...all, excluded: ['hint3-powerplay11'] })).toBe(true);
    expect(mayTrain('clinc150', { ...all, excluded: ['hint3-*', 'clinc150'] })).toBe(false);
  });

  it('refuses a source whose licence nobody looked up', () => {
    expect(() => termsOf('somewhere')).toThrow(expect.objectContaining({ code: 'unknown-source' }));
    expect(() => termsOf('constructor')).toThrow(expect.objectContaining({ code: 'unknown-source' }));
  });
});

describe('readIntentSources', () => {
  let folder = '';
  const write = async (name: string, rows: readonly object[]) => {
    const path = join(folder, name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'helplet-sources-'));
    await write('intent/support-en/train.jsonl', [
      { text: 'a', label: 'order', source: 'clinc150' },
      { text: 'b', label: 'order', source: 'dialogflow-en' },
      { text: 'c', label: 'order' },
    ]);
    await write('intent/support-en/val.jsonl', [{ text: 'd', label: 'order', split: 'val', source: 'bitext' }]);
    await write('intent/support-zh/train.jsonl', [{ text: 'e', label: 'order', source: 'unionpay-zh' }]);
    await write('intent/clinc150/oos_plus_train.jsonl', [{ text: 'f', label: 'oos' }]);
    await write('intent/hwu64/train.jsonl', [
      { text: 'i', label: 'alarm_set' },
      { text: 'j', label: 'takeaway_order' },
    ]);
    await write('corpus/short/order.en.jsonl', [
      { text: 'k', label: 'order' },
      { text: 'l', label: 'order' },
    ]);
    await write('corpus/order.en.jsonl', [
      { text: 'g', label: 'order' },
      { text: 'h', label: 'order' },
    ]);
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('reads what may train, with where it is from, and nothing without a source', async () => {
    const { rows, counts, hashes } = await readIntentSources(folder, join(folder, 'corpus'), all);
    expect(rows.map(({ text }) => text).join('')).toBe('adfighkl');
    expect(counts).toEqual({ clinc150: 1, bitext: 1, 'clinc150-oos': 1, hwu64: 1, own: 2, 'own-short': 2 });
    expect(Object.keys(hashes)).toHaveLength(7);
    expect(hashes['corpus/order.en.jsonl']).toMatch(/^[0-9a-f]{64}$/);
    expect(rows.find(({ text }) => text === 'i')?.label).toBe('out_of_scope');
  });

  it('sets aside rows of our own to validate, and weighs rows by source', async () => {
    const { rows } = await readIntentSources(folder, join(folder, 'corpus'), all);
    const own = toDefaultRows(rows).slice(-4);
    const [foreign = { weight: 0 }] = toDefaultRows(rows);
    expect(own.map(({ isValidation }) => isValidation)).toEqual([true, false, true, false]);
    for (const { weight } of own) expect(weight).toBeGreaterThan(foreign.weight ?? 0);
  });
});
