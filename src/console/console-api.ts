import { z } from '../schema/zod.ts';
import { type RatingRecord, ratingRecordSchema, type TicketRecord, ticketRecordSchema } from './records.ts';

/** A page of rows, newest first. `before` asks for the next one; `cursor` is where a stream goes on. */
export interface RecordPage<Item> {
  readonly items: readonly Item[];
  readonly before: number | null;
  readonly cursor: number;
}

/** `unauthorized`: the token opens nothing. `failed`: the collector cannot be reached or is unwell. */
export type ApiResult<Value> =
  | { readonly kind: 'ok'; readonly value: Value }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'failed' };

export interface ConsoleApi {
  tickets(before?: number): Promise<ApiResult<RecordPage<TicketRecord>>>;
  ratings(): Promise<ApiResult<RecordPage<RatingRecord>>>;
  /** Opens the stream of what comes after row `after`. */
  stream(after: number, signal: AbortSignal): Promise<ApiResult<ReadableStream<Uint8Array>>>;
}

export interface ConsoleApiOptions {
  /** The collector's address, ending in `/v1/`. */
  readonly baseUrl: string;
  readonly token: string;
  readonly fetch: typeof globalThis.fetch;
}

/** Tickets on a page of the list. */
export const TICKETS_PER_PAGE = 100;
/** Ratings the figures are computed from: the newest ones. */
export const RATINGS_LOADED = 1_000;

const pageFields = { before: z.nullable(z.int()), cursor: z.int() };
const ticketPageSchema = z.object({ ...pageFields, tickets: z.array(z.unknown()) });
const ratingPageSchema = z.object({ ...pageFields, ratings: z.array(z.unknown()) });

/** The collector's reading routes. No call throws. */
export function createConsoleApi(options: ConsoleApiOptions): ConsoleApi {
  const { baseUrl, token, fetch } = options;

  const request = async (
    path: string,
    init: { signal?: AbortSignal; headers?: Record<string, string> } = {},
  ): Promise<ApiResult<Response>> => {
    try {
      const headers = { ...init.headers, authorization: `Bearer ${token}` };
      const response = await fetch(new URL(path, baseUrl).href, { ...init, headers, cache: 'no-store' });
      if (response.ok) return { kind: 'ok', value: response };
      return { kind: response.status === 401 ? 'unauthorized' : 'failed' };
    } catch {
      return { kind: 'failed' }; // no network, or a token that no header can carry
    }
  };

  const requestPage = async <Page extends { before: number | null; cursor: number }, Item>(
    path: string,
    parse: (body: unknown) => Page,
    toItems: (page: Page) => readonly Item[],
  ): Promise<ApiResult<RecordPage<Item>>> => {
    const result = await request(path);
    if (result.kind !== 'ok') return result;
    try {
      const page = parse(await result.value.json());
      return { kind: 'ok', value: { items: toItems(page), before: page.before, cursor: page.cursor } };
    } catch {
      return { kind: 'failed' }; // the connection broke, or something else than a collector answered
    }
  };

  return {
    tickets: (before) =>
      requestPage(
        `tickets?limit=${TICKETS_PER_PAGE}${before === undefined ? '' : `&before=${before}`}`,
        (body) => ticketPageSchema.parse(body),
        (page) => readable(page.tickets, ticketRecordSchema),
      ),
    ratings: () =>
      requestPage(
        `ratings?limit=${RATINGS_LOADED}`,
        (body) => ratingPageSchema.parse(body),
        (page) => readable(page.ratings, ratingRecordSchema),
      ),
    async stream(after, signal) {
      const result = await request('stream', { signal, headers: { 'last-event-id': String(after) } });
      if (result.kind !== 'ok') return result;
      return result.value.body ? { kind: 'ok', value: result.value.body } : { kind: 'failed' };
    },
  };
}

/** The rows this console can read; a newer collector may have others. */
function readable<Item>(
  rows: readonly unknown[],
  schema: { safeParse(row: unknown): { success: true; data: Item } | { success: false } },
): readonly Item[] {
  return rows.flatMap((row) => {
    const parsed = schema.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  });
}
