import type { CollectorStore, StoredEvent } from '../store.ts';

export type TicketState = 'open' | 'solved';

/** A ticket as the reading routes give it. Times are ISO 8601, UTC, by the collector's clock. */
export interface TicketItem {
  /** Number of the row: newer tickets have higher ones. */
  readonly seq: number;
  readonly id: string;
  readonly tenant: string;
  readonly receivedAt: string;
  /** When the visitor pressed Send. */
  readonly time: string;
  readonly state: TicketState;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A vote or an answered survey. */
export interface RatingItem {
  readonly seq: number;
  readonly id: string;
  readonly tenant: string;
  readonly type: string;
  readonly receivedAt: string;
  readonly time: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A ticket was solved or opened again. */
export interface TicketStateItem {
  readonly tenant: string;
  /** `data.id` of the ticket. */
  readonly ticket: string;
  readonly state: TicketState;
}

export const ticketTypes = ['helplet.ticket.created'];
export const ratingTypes = ['helplet.survey.answered', 'helplet.article.rated', 'helplet.answer.rated'];
export const stateTypes = ['helplet.ticket.solved', 'helplet.ticket.reopened'];

export function toRatingItem(row: StoredEvent): RatingItem {
  const { seq, id, tenant, type, event } = row;
  return { seq, id, tenant, type, receivedAt: toIso(row.receivedAt), time: toIso(row.time), data: event.data };
}

export function toTicketItem(row: StoredEvent, state: TicketState): TicketItem {
  const { seq, id, tenant, event } = row;
  return { seq, id, tenant, receivedAt: toIso(row.receivedAt), time: toIso(row.time), state, data: event.data };
}

export function toTicketStateItem(row: StoredEvent): TicketStateItem {
  const state = row.type === 'helplet.ticket.solved' ? 'solved' : 'open';
  return { tenant: row.tenant, ticket: row.ticket ?? '', state };
}

/** Tickets with the state their last `ticket.solved` or `ticket.reopened` left them in. */
export async function withStates(store: CollectorStore, rows: readonly StoredEvent[]): Promise<readonly TicketItem[]> {
  const changes = await store.aboutTickets({
    tenants: [...new Set(rows.map((row) => row.tenant))],
    types: stateTypes,
    tickets: rows.flatMap((row) => row.ticket ?? []),
  });
  const states = new Map(changes.map((row) => [keyOf(row), toTicketStateItem(row).state]));
  return rows.map((row) => toTicketItem(row, states.get(keyOf(row)) ?? 'open'));
}

function keyOf(row: StoredEvent): string {
  return JSON.stringify([row.tenant, row.ticket]);
}

function toIso(ms: number): string {
  return new Date(ms).toISOString();
}
