import type { Envelope } from '../../../src/schema/event/envelope.ts';

/** The collector's clock in tests: 2026-03-01 12:00:00 UTC. */
export const NOW = Date.UTC(2026, 2, 1, 12);

/** The n-th event id: a valid UUIDv7. */
export function eventId(n: number): string {
  return `0195511f-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

const common = { visitor: 'v-1', channel: 'widget', lang: 'en', page: 'https://shop.example/tea' };

export function event(n: number, type: string, data: Readonly<Record<string, unknown>>): Envelope {
  return {
    specversion: '1.0',
    id: eventId(n),
    source: 'https://shop.example/',
    type,
    time: new Date(NOW - 5_000).toISOString(),
    sentat: new Date(NOW - 1_000).toISOString(),
    data: { ...common, ...data },
  };
}

export function ticket(n: number, data: Readonly<Record<string, unknown>> = {}): Envelope {
  const own = { id: `t-${n}`, kind: 'consultation', subject: `Subject ${n}`, body: 'The kettle does not boil.' };
  return event(n, 'helplet.ticket.created', { ...own, ...data });
}

export function vote(n: number, article: string, helpful: boolean): Envelope {
  return event(n, 'helplet.article.rated', { article, helpful });
}

export function csat(n: number, score: number): Envelope {
  return event(n, 'helplet.survey.answered', {
    survey: 'after-ticket',
    kind: 'csat',
    answers: { score },
    partial: false,
  });
}
