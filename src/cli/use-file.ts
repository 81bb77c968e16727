import { readFile } from 'node:fs/promises';
import type { ArticleUse } from '../knowledge/index.ts';
import { firstIssue, z } from '../schema/zod.ts';
import { SupportError } from '../shared/errors.ts';

const FORMAT = 'helplet-use';
const VERSION = 1;

const count = z.int().check(z.gte(0));
const schema = z.object({
  format: z.literal(FORMAT),
  version: z.int().check(z.gte(1), z.lte(VERSION)),
  articles: z.record(z.string(), z.object({ opened: count, helped: count, notHelped: count })),
});

/**
 * Counts by article id, as `kb learn` wrote them.
 * @throws SupportError `bad-input` naming the field that is wrong
 */
export async function readUseFile(file: string): Promise<ReadonlyMap<string, ArticleUse>> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new SupportError('bad-input', `${file}: is not JSON; write it with \`helplet kb learn\``);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return new Map(Object.entries(parsed.data.articles));
  const { field, reason } = firstIssue(parsed.error);
  throw new SupportError('bad-input', `${file}: ${field || 'the file'} ${reason}; write it with \`helplet kb learn\``);
}

/** The text of such a file, articles by id so that the same counts give the same bytes. */
export function toUseFile(uses: ReadonlyMap<string, ArticleUse>): string {
  const articles = Object.fromEntries([...uses].sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ format: FORMAT, version: VERSION, articles }, null, 1)}\n`;
}
