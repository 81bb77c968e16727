import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Schedule } from '../shared/clock.ts';
import type { Random } from '../shared/random.ts';
import type { ConsoleApi } from './console-api.ts';
import type { ServerSentEvent } from './event-parser.ts';
import { followStream, type LiveState } from './live-stream.ts';
import {
  type RatingRecord,
  ratingRecordSchema,
  type TicketRecord,
  ticketRecordSchema,
  ticketStateSchema,
} from './records.ts';
import type { Session } from './session.ts';
import { type RatingSummary, summariseRatings } from './summarise-ratings.ts';

/** `refused`: the token opens nothing. `failed`: the collector did not answer. `busy`: it is being asked. */
export type SignedOutReason = 'first' | 'refused' | 'failed' | 'busy';

export type ConsolePhase =
  | { readonly kind: 'signed-out'; readonly reason: SignedOutReason }
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed' };

export interface ConsoleState {
  readonly phase: ReadonlySignal<ConsolePhase>;
  readonly live: ReadonlySignal<LiveState>;
  /** Newest first. */
  readonly tickets: ReadonlySignal<readonly TicketRecord[]>;
  readonly ratings: ReadonlySignal<readonly RatingRecord[]>;
  readonly summary: ReadonlySignal<RatingSummary>;
  /** Rows that came over the stream since the page was opened, by row number. */
  readonly arrived: ReadonlySignal<ReadonlySet<number>>;
  readonly older: ReadonlySignal<'none' | 'more' | 'loading' | 'failed'>;
  signIn(token: string): Promise<void>;
  signOut(): void;
  retry(): Promise<void>;
  loadOlder(): Promise<void>;
  /** Ends the stream. */
  stop(): void;
}

export interface ConsoleStateOptions {
  readonly connect: (token: string) => ConsoleApi;
  readonly session: Session;
  readonly schedule: Schedule;
  readonly random: Random;
}

/** What the console knows and can do, without a face. */
export function createConsoleState(options: ConsoleStateOptions): ConsoleState {
  const { connect, session, schedule, random } = options;
  const phase = signal<ConsolePhase>({ kind: 'signed-out', reason: 'first' });
  const live = signal<LiveState>('connecting');
  const tickets = signal<readonly TicketRecord[]>([]);
  const ratings = signal<readonly RatingRecord[]>([]);
  const arrived = signal<ReadonlySet<number>>(new Set());
  const older = signal<'none' | 'more' | 'loading' | 'failed'>('none');
  let api: ConsoleApi | null = null;
  let olderThan: number | null = null;
  let stopStream = () => {};

  const leave = (reason: SignedOutReason) => {
    stopStream();
    session.forget();
    api = null;
    tickets.value = [];
    ratings.value = [];
    arrived.value = new Set();
    phase.value = { kind: 'signed-out', reason };
  };

  const take = (event: ServerSentEvent): void => {
    const row = parseJson(event.data);
    if (event.name === 'ticket') {
      const parsed = ticketRecordSchema.safeParse(row);
      if (!parsed.success) return;
      tickets.value = addNewest(tickets.value, parsed.data);
      arrived.value = new Set(arrived.value).add(parsed.data.seq);
    } else if (event.name === 'rating') {
      const parsed = ratingRecordSchema.safeParse(row);
      if (!parsed.success) return;
      ratings.value = addNewest(ratings.value, parsed.data);
      arrived.value = new Set(arrived.value).add(parsed.data.seq);
    } else if (event.name === 'ticket-state') {
      const parsed = ticketStateSchema.safeParse(row);
      if (!parsed.success) return;
      const { tenant, ticket, state } = parsed.data;
      tickets.value = tickets.value.map((item) =>
        item.tenant === tenant && item.data.id === ticket ? { ...item, state } : item,
      );
    }
  };

  const load = async (current: ConsoleApi, meanwhile: ConsolePhase, otherwise: ConsolePhase): Promise<boolean> => {
    phase.value = meanwhile;
    const [ticketPage, ratingPage] = await Promise.all([current.tickets(), current.ratings()]);
    if (api !== current) return false; // signed out, or in again, meanwhile
    if (ticketPage.kind === 'unauthorized' || ratingPage.kind === 'unauthorized') {
      leave('refused');
      return false;
    }
    if (ticketPage.kind !== 'ok' || ratingPage.kind !== 'ok') {
      phase.value = otherwise;
      return false;
    }
    tickets.value = ticketPage.value.items;
    ratings.value = ratingPage.value.items;
    olderThan = ticketPage.value.before;
    older.value = olderThan === null ? 'none' : 'more';
    phase.value = { kind: 'ready' };
    stopStream = followStream({
      open: current.stream,
      after: Math.min(ticketPage.value.cursor, ratingPage.value.cursor),
      onEvent: take,
      onState: (state) => {
        live.value = state;
      },
      onUnauthorized: () => leave('refused'),
      schedule,
      random,
    });
    return true;
  };

  const signIn = async (token: string): Promise<void> => {
    stopStream();
    const current = connect(token);
    api = current;
    const busy: ConsolePhase = { kind: 'signed-out', reason: 'busy' };
    if (await load(current, busy, { kind: 'signed-out', reason: 'failed' })) session.keep(token);
  };

  const state: ConsoleState = {
    phase,
    live,
    tickets,
    ratings,
    summary: computed(() => summariseRatings(ratings.value)),
    arrived,
    older,
    signIn,
    signOut: () => leave('first'),
    async retry() {
      if (api) await load(api, { kind: 'loading' }, { kind: 'failed' });
    },
    async loadOlder() {
      const current = api;
      if (!current || olderThan === null || older.value === 'loading') return;
      older.value = 'loading';
      const page = await current.tickets(olderThan);
      if (api !== current) return;
      if (page.kind === 'unauthorized') return leave('refused');
      if (page.kind === 'failed') {
        older.value = 'failed';
        return;
      }
      tickets.value = [...tickets.value, ...page.value.items];
      olderThan = page.value.before;
      older.value = olderThan === null ? 'none' : 'more';
    },
    stop: () => stopStream(),
  };
  if (session.token !== null) {
    api = connect(session.token);
    void load(api, { kind: 'loading' }, { kind: 'failed' });
  }
  return state;
}

function addNewest<Row extends { readonly seq: number }>(rows: readonly Row[], row: Row): readonly Row[] {
  return rows.some((other) => other.seq === row.seq) ? rows : [row, ...rows];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // no schema takes it
  }
}
