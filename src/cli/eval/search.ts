import { readFile } from 'node:fs/promises';
import type { Searcher } from '../../knowledge/index.ts';
import type { Measured } from '../../knowledge/measure/cluster-bootstrap.ts';
import { measureSearch, type Outcome } from '../../knowledge/measure/measure-search.ts';
import { UsageError } from '../command.ts';
import { openSearcher } from '../open-searcher.ts';
import { parseOptions } from '../parse-options.ts';
import { readJsonLines } from '../read-json-lines.ts';
import type { EvalKind } from './eval-kind.ts';

interface Question {
  readonly text: string;
  /** Empty when no article answers. */
  readonly relevant: readonly string[];
}

/** Hits looked at for a relevant one. */
const DEPTH = 10;
const DECIMALS = 4;

/**
 * `mrr10`, `recall1`, `recall5`; `auroc` of the confidence where there are questions that no article answers (among
 * the data, or in `--outside`); `typoMrr10`, `typoRecall1` and `typoRecall5` for `--typos`.
 */
export const searchEval: EvalKind = async (args, io) => {
  const text = { type: 'string' } as const;
  const { values } = parseOptions({
    args: [...args],
    options: {
      kb: text,
      data: text,
      queries: text,
      typos: text,
      outside: text,
      'no-meaning': { type: 'boolean', default: false },
    },
  });
  const data = values.data ?? values.queries;
  if (values.kb === undefined) throw new UsageError('--kb is missing; name the knowledge base');
  if (data === undefined) throw new UsageError('--data is missing; name the file with questions');
  const searcher = await openSearcher({ kb: values.kb, isByWordsOnly: values['no-meaning'], warn: io.err });
  const read = async (file: string | undefined): Promise<readonly Outcome[]> =>
    file === undefined ? [] : (await readQuestions(file)).map((question) => toOutcome(searcher, question));
  const clean = measureSearch([...(await read(data)), ...(await read(values.outside))]);
  const typos = values.typos === undefined ? {} : measureSearch(await read(values.typos));
  const named = Object.entries(typos).map(([name, value]) => [
    `typo${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
    value,
  ]);
  const all: Readonly<Record<string, Measured>> = { ...clean, ...Object.fromEntries(named) };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, round(value)]));
};

async function readQuestions(file: string): Promise<readonly Question[]> {
  return readJsonLines(await readFile(file, 'utf8'), (value) => {
    const { text, relevant = [] } = (value ?? {}) as Partial<Question>; // checked on the next line
    const isGood =
      typeof text === 'string' && Array.isArray(relevant) && relevant.every((id) => typeof id === 'string');
    return isGood ? { row: { text, relevant } } : { fault: 'is no question; write {"text": "…", "relevant": ["id"]}' };
  });
}

function toOutcome(searcher: Searcher, { text, relevant }: Question): Outcome {
  const { found, confidence } = searcher.search(text, DEPTH);
  return { rank: found.findIndex(({ id }) => relevant.includes(id)) + 1, confidence, cluster: relevant[0] ?? '' };
}

function round({ value, n, lo, hi }: Measured): Measured {
  const [short, low, high] = [value, lo, hi].map((figure) => Number(figure.toFixed(DECIMALS)));
  return { value: short ?? 0, n, lo: low ?? 0, hi: high ?? 0 };
}
