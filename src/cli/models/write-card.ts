import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findPackageFolder } from '../../collector/site/find-package-folder.ts';
import type { Measured } from '../../language/measure/interval.ts';
import { z } from '../../schema/zod.ts';
import { intentEval } from '../eval/intent.ts';
import { termsOf } from './source-licences.ts';

const cardSchema = z.record(
  z.string(),
  z.looseObject({
    sha256: z.string(),
    bytesGzip: z.number(),
    command: z.string(),
    counts: z.record(z.string(), z.number()),
  }),
);

const TESTS = ['support-en', 'support-zh'] as const;

/** Writes docs/model-card.md from the shipped models and what they measure: `npm run card -- --data FOLDER [--unseen FOLDER]`. */
async function writeCard(): Promise<void> {
  const { values } = parseArgs({ options: { data: { type: 'string' }, unseen: { type: 'string' } } });
  if (values.data === undefined) throw new Error('usage: npm run card -- --data FOLDER [--unseen FOLDER]');
  const root = findPackageFolder(import.meta.url);
  const weights = join(root, 'src/language/weights');
  const models = cardSchema.parse(JSON.parse(await readFile(join(weights, 'models.json'), 'utf8')));
  const parts = [INTRODUCTION];
  for (const [name, { sha256, bytesGzip, command, counts }] of Object.entries(models)) {
    parts.push(
      `## ${name}\n\n${(bytesGzip / 1_000).toFixed(0)} kB compressed, SHA-256 \`${sha256}\`. Made by \`${command} --data FOLDER --out FOLDER\`; the hashes of all data files are in \`src/language/weights/models.json\`.`,
      toTable(
        ['source', 'rows', 'licence'],
        Object.entries(counts).map(([source, count]) => [source, String(count), termsOf(source).terms]),
      ),
      'Every source of this model has an open licence: with `--sources open` it is trained on the same rows.',
    );
  }
  parts.push(await measure('The shipped model', values.data, weights));
  if (values.unseen !== undefined) {
    parts.push(
      await measure(
        "The same without any row of HINT3's three shops (`train:models --exclude 'hint3-*'`)",
        values.data,
        values.unseen,
      ),
    );
  }
  parts.push(LIMITS);
  await writeFile(join(root, 'docs/model-card.md'), `${parts.join('\n\n')}\n`);
}

const INTRODUCTION = `# Model card

Written by \`npm run card\`; do not edit. Shares in per cent with their 95 % interval (Wilson; bootstrap for F1 and AUROC).
\`accuracy\` counts \`out_of_scope\` as a label; \`fallbackMerged\` takes consultation, small talk and out of scope for one
another, since all three end in a search of the articles.`;

const LIMITS = `## What the models cannot do

- A shop they never saw: a product question that names only the product is often read as something else. Train the shop's
  own intents (\`helplet train intent\`); they hear this model as a prior.
- Languages other than English and Chinese. Chinese was learnt from our own corpus and a few hundred travel messages.
- dialogflow and unionpay rows are tested on and never trained on: their publishers state no licence.
- The bonuses for consultation (\`src/cli/models/default-intents.ts\`) were chosen on training rows of HINT3's three shops,
  so the figures for unseen shops are a little flattered, although no row of theirs trained that model.
- Sarcasm, and messages with several wishes: one label is given.`;

async function measure(title: string, data: string, models: string): Promise<string> {
  const io = { readStdin: async () => '', out: () => undefined, err: () => undefined };
  const parts = [`## ${title}`];
  for (const test of TESTS) {
    const file = join(data, 'intent', test, 'test.jsonl');
    const metrics = await intentEval(['--data', file, '--models', models], io);
    const rows = Object.entries(metrics).map(([metric, measured]) => [metric, ...toCells(measured)]);
    parts.push(`### ${test}, public test part`, toTable(['metric', 'value', 'interval', 'n'], rows));
  }
  return parts.join('\n\n');
}

function toCells({ value, n, lo, hi }: Measured): readonly string[] {
  const percent = (share: number) => (share * 100).toFixed(1);
  return [percent(value), `${percent(lo)} to ${percent(hi)}`, String(n)];
}

function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

await writeCard();
