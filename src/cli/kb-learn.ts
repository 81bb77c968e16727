import { access, readFile, writeFile } from 'node:fs/promises';
import type { ArticleUse } from '../knowledge/index.ts';
import { answerRatedSchema } from '../schema/event/answer-rated.ts';
import { articleRatedSchema } from '../schema/event/article-rated.ts';
import { articleViewedSchema } from '../schema/event/article-viewed.ts';
import { firstIssue, z } from '../schema/zod.ts';
import { SupportError } from '../shared/errors.ts';
import { type CommandIo, type ExitCode, UsageError } from './command.ts';
import { parseOptions } from './parse-options.ts';
import { readJsonLines } from './read-json-lines.ts';
import { toUseFile } from './use-file.ts';

/** What tells how an article was used: its id, and what there is to count. */
type Told = { readonly article: string } & Partial<ArticleUse>;

/** Suggested and linked articles do not count as chosen: what stands on top would stay there by standing there. */
const CHOSEN_FROM = new Set(['search', 'answer']);
const readers: Readonly<Record<string, (data: unknown) => z.core.util.SafeParseResult<Told>>> = {
  'helplet.article.viewed': z.pipe(articleViewedSchema, z.transform(toOpening)).safeParse,
  'helplet.article.rated': z.pipe(articleRatedSchema, z.transform(toVote<z.infer<typeof articleRatedSchema>>))
    .safeParse,
  'helplet.answer.rated': z.pipe(answerRatedSchema, z.transform(toVote<z.infer<typeof answerRatedSchema>>)).safeParse,
};
const types = Object.keys(readers);
const eventSchema = z.looseObject({ type: z.string(), data: z.record(z.string(), z.unknown()) });

/** Rows read from a database at once. */
const PAGE = 1_000;

/** `helplet kb learn`: counts from events how visitors used the articles. Nothing they wrote is read. */
export async function learnFromUse(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const { values } = parseOptions({
    args: [...args],
    options: {
      db: { type: 'string' },
      events: { type: 'string' },
      tenant: { type: 'string', default: 'default' },
      out: { type: 'string' },
    },
  });
  const { db, events, tenant, out } = values;
  if (out === undefined) throw new UsageError('--out is missing; name the file to write');
  if ((db === undefined) === (events === undefined)) {
    throw new UsageError('name the events: --db FILE of a collector, or --events FILE with one a line');
  }
  const uses = new Map<string, ArticleUse>();
  let count = 0;
  const tell = ({ article, opened = 0, helped = 0, notHelped = 0 }: Told): void => {
    const before = uses.get(article) ?? { opened: 0, helped: 0, notHelped: 0 };
    if (article === '') return;
    count++;
    uses.set(article, {
      opened: before.opened + opened,
      helped: before.helped + helped,
      notHelped: before.notHelped + notHelped,
    });
  };
  if (events !== undefined) for (const told of readJsonLines(await readFile(events, 'utf8'), readEvent)) tell(told);
  else
    for await (const event of readDatabase(db ?? '', tenant)) {
      const read = readEvent(event);
      if ('row' in read) tell(read.row); // checked when it was received
    }
  await writeFile(out, toUseFile(uses));
  io.err(`${count} events about ${uses.size} articles\n`);
  return 0;
}

/** Events of other types say nothing about articles, which is no fault. */
function readEvent(value: unknown): { readonly row: Told } | { readonly fault: string } {
  const event = eventSchema.safeParse(value);
  if (!event.success) {
    const { field, reason } = firstIssue(event.error);
    return { fault: `${field || 'the line'} ${reason}; write one CloudEvent a line` };
  }
  const { type, data } = event.data;
  const told = readers[type]?.(data);
  if (!told) return { row: { article: '' } };
  if (told.success) return { row: told.data };
  const { field, reason } = firstIssue(told.error);
  return { fault: `data.${field} ${reason}` };
}

function toOpening({ article, from }: z.infer<typeof articleViewedSchema>): Told {
  return { article, opened: CHOSEN_FROM.has(from) ? 1 : 0 };
}

function toVote<Vote extends z.infer<typeof answerRatedSchema>>({ article = '', helpful }: Vote): Told {
  return helpful ? { article, helped: 1 } : { article, notHelped: 1 };
}

async function* readDatabase(file: string, tenant: string): AsyncGenerator<unknown> {
  await access(file).catch(() => {
    throw new SupportError('bad-input', `${file}: cannot be read; name the file that \`helplet serve --db\` keeps`);
  });
  const { openSqliteStore } = await import('../collector/sqlite/open-sqlite-store.ts');
  const store = openSqliteStore({ file });
  try {
    for (let after = 0; ; ) {
      const rows = await store.since({ tenants: [tenant], types, after, limit: PAGE });
      for (const { event } of rows) yield event;
      if (rows.length < PAGE) return;
      after = rows.at(-1)?.seq ?? after;
    }
  } finally {
    await store.close();
  }
}
