import { readFile } from 'node:fs/promises';
import { wilsonInterval } from '../../insights/wilson-interval.ts';
import { type MaskedPart, maskText } from '../../privacy/mask.ts';
import { firstIssue, z } from '../../schema/zod.ts';
import { createSeededRandom } from '../../shared/random.ts';
import { type CommandIo, UsageError } from '../command.ts';
import { parseOptions, toWholeNumber } from '../parse-options.ts';
import { readJsonLines } from '../read-json-lines.ts';
import { type Spelled, spellPrivate } from './spell-private.ts';

/** A share with its 95 % interval; `n` is what was counted. */
interface Share {
  readonly value: number;
  readonly n: number;
  readonly lo: number;
  readonly hi: number;
}

/** Kinds with a check digit. */
const CHECKED = ['card', 'iban', 'national-id:CN', 'national-id:BR', 'national-id:IN'];

const textSchema = z.looseObject({ text: z.string() });

/**
 * What the masks find and what they should leave. `recall:KIND`: generated spellings that are hidden whole, with nothing
 * else changed; `recall:checked` those with a check digit; `recall:phone:DE` and the like by country. With `--data`, texts
 * of other people that are taken to hold nothing private: `clean` is the share left as it was, `clean:KIND` by kind; each
 * hit goes to stderr, to be read, since some texts do hold a phone number.
 */
export async function maskingEval(args: readonly string[], io: CommandIo): Promise<Readonly<Record<string, Share>>> {
  const { values } = parseOptions({
    args: [...args],
    options: {
      data: { type: 'string', multiple: true },
      count: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
    },
  });
  const count = toWholeNumber('count', values.count, 1, 10_000);
  const seed = toWholeNumber('seed', values.seed, 0, 2 ** 31);
  if (values.data?.length === 0) throw new UsageError('--data is empty; name a file with texts');
  const metrics = measureRecall(spellPrivate(count, createSeededRandom(seed)));
  const texts = new Set<string>();
  for (const file of values.data ?? []) {
    for (const text of readJsonLines(await readFile(file, 'utf8'), checkText)) texts.add(text);
  }
  return texts.size === 0 ? metrics : { ...metrics, ...measureClean(texts, io) };
}

function measureRecall(spelled: readonly Spelled[]): Record<string, Share> {
  const metrics: Record<string, Share> = {};
  const measure = (name: string, test: (one: Spelled) => boolean) => {
    const own = spelled.filter(test);
    metrics[`recall:${name}`] = toShare(own.filter(isHidden).length, own.length);
  };
  measure('checked', ({ name }) => CHECKED.some((kind) => name.startsWith(kind)));
  for (const kind of new Set(spelled.map((one) => one.kind))) measure(kind, (one) => one.kind === kind);
  const named = new Set(spelled.filter(({ name }) => name.includes(':')).map(({ name }) => name));
  for (const name of named) measure(name, (one) => one.name === name);
  return metrics;
}

function isHidden({ before, written, after }: Spelled): boolean {
  const { text, parts } = maskText(before + written + after);
  const hidden = parts.filter((part): part is MaskedPart => typeof part !== 'string');
  return hidden.length === 1 && text === `${before}[${hidden[0]?.kind}]${after}`;
}

function measureClean(texts: ReadonlySet<string>, io: CommandIo): Record<string, Share> {
  const hits = new Map<string, number>();
  let hitTexts = 0;
  for (const text of texts) {
    const parts = maskText(text).parts.filter((part): part is MaskedPart => typeof part !== 'string');
    if (parts.length > 0) hitTexts++;
    for (const kind of new Set(parts.map((part) => part.kind))) hits.set(kind, (hits.get(kind) ?? 0) + 1);
    for (const { kind, original, start, end } of parts) {
      const around = text.slice(Math.max(0, start - 40), end + 20);
      io.err(`${JSON.stringify({ kind, text: original, around })}\n`);
    }
  }
  const metrics: Record<string, Share> = { clean: toShare(texts.size - hitTexts, texts.size) };
  for (const [kind, count] of [...hits].sort()) metrics[`clean:${kind}`] = toShare(texts.size - count, texts.size);
  return metrics;
}

function checkText(value: unknown): { readonly row: string } | { readonly fault: string } {
  const parsed = textSchema.safeParse(value);
  if (parsed.success) return { row: parsed.data.text };
  const { field, reason } = firstIssue(parsed.error);
  return { fault: `${field || 'the line'} ${reason}; write {"text": "…"}` };
}

function toShare(hits: number, n: number): Share {
  const { lo, hi } = wilsonInterval(hits, n) ?? { lo: 0, hi: 1 };
  return { value: n === 0 ? 0 : hits / n, n, lo, hi };
}
