import type { Searcher } from '../knowledge/index.ts';
import { firstIssue, z } from '../schema/zod.ts';
import type { Command } from './command.ts';
import { UsageError } from './command.ts';
import { openSearcher } from './open-searcher.ts';
import { parseOptions, toWholeNumber } from './parse-options.ts';
import { readJsonLines } from './read-json-lines.ts';

interface Query {
  /** Echoed as it came; any JSON value. */
  readonly id: unknown;
  readonly text: string;
}

const querySchema = z.looseObject({ text: z.string() });

/** Scores are written with so many decimals: the last bits of a logarithm may differ between machines. */
const SCORE_DECIMALS = 6;

export const searchCommand: Command = {
  name: 'search',
  summary: 'answer queries from a knowledge base',
  usage: `helplet search --kb FILE [--top 10] [--no-meaning] < queries.jsonl

Reads {"id","text"} lines and writes {"id","hits":[{"id","score"}],"confidence","answer"} lines, in the same order.
  --kb FILE   compiled (.hkb), kb.jsonl or a JSON array; told apart by content
  --top N     most hits a query, 1 to 1000 (10)
  --no-meaning   words alone decide, not what English sentences mean`,
  async run(args, io) {
    const { values } = parseOptions({
      args: [...args],
      options: {
        kb: { type: 'string' },
        top: { type: 'string', default: '10' },
        'no-meaning': { type: 'boolean', default: false },
      },
    });
    if (values.kb === undefined) throw new UsageError('--kb is missing; name the knowledge base');
    const top = toWholeNumber('top', values.top, 1, 1_000);
    const searcher = await openSearcher({ kb: values.kb, isByWordsOnly: values['no-meaning'], warn: io.err });
    const queries = readJsonLines(await io.readStdin(), checkQuery);
    for (const query of queries) io.out(`${JSON.stringify(toAnswer(searcher, query, top))}\n`);
    return 0;
  },
};

function checkQuery(value: unknown, line: number): { readonly row: Query } | { readonly fault: string } {
  const parsed = querySchema.safeParse(value);
  if (parsed.success) {
    const { id, text } = parsed.data;
    return { row: { id: id === undefined ? String(line) : id, text } };
  }
  const { field, reason } = firstIssue(parsed.error);
  return { fault: `${field || 'the line'} ${reason}; write {"id": …, "text": "…"}` };
}

function toAnswer(searcher: Searcher, { id, text }: Query, top: number) {
  const { found, confidence, answer } = searcher.search(text, top);
  const hits = found.map((hit) => ({ id: hit.id, score: round(hit.score) }));
  return { id, hits, confidence: round(confidence), answer };
}

function round(value: number): number {
  return Number(value.toFixed(SCORE_DECIMALS));
}
