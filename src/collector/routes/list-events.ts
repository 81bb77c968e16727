import { z } from '../../schema/zod.ts';
import { errorReply, jsonReply } from '../replies.ts';
import type { CollectorStore, StoredEvent } from '../store.ts';

/** Rows given when the request names no `limit`. */
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 1_000;

const wholeNumber = z.pipe(
  z.string().check(z.regex(/^\d{1,15}$/)),
  z.transform((digits) => Number(digits)),
);

const querySchema = z.object({
  limit: z._default(wholeNumber.check(z.gte(1), z.lte(MAX_LIMIT)), DEFAULT_LIMIT),
  before: z.optional(wholeNumber),
});

export interface ListEventsOptions {
  readonly store: CollectorStore;
  /** Name of the list in the answer. */
  readonly name: string;
  readonly types: readonly string[];
  readonly toItems: (rows: readonly StoredEvent[]) => Promise<readonly unknown[]>;
}

/**
 * A page of rows, newest first: `{ [name]: items, "before": number or null, "cursor": number }`. `before` asks for the
 * next page; `cursor` is where a stream has to start so that nothing is missed between the two.
 */
export function createListEvents(
  options: ListEventsOptions,
): (query: Readonly<Record<string, string>>, tenants: readonly string[]) => Promise<Response> {
  const { store, name, types, toItems } = options;
  return async (query, tenants) => {
    const parsed = querySchema.safeParse(query);
    if (!parsed.success) {
      return errorReply(400, 'query', `"limit" is a number from 1 to ${MAX_LIMIT}, "before" a row's number.`);
    }
    const { limit, before } = parsed.data;
    const cursor = await store.lastSeq(); // read first: a row that comes in between is then given twice, not never
    const rows = await store.newest({ tenants, types, limit, ...(before === undefined ? {} : { before }) });
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return jsonReply({ [name]: await toItems(rows), before: last?.seq ?? null, cursor });
  };
}
