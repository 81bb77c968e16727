import type { Submission } from '../../../src/outbox/outbox.ts';
import type { Destination, OutboxRow } from '../../../src/outbox/ports.ts';
import type { Envelope } from '../../../src/schema/event/envelope.ts';

export const COLLECTOR: Destination = { adapter: 'collector', url: 'https://support.example/v1/events' };
export const OTHER: Destination = { adapter: 'http', url: 'https://other.example/hook' };

/** A well-formed id; the number makes it unique. */
export function eventId(number: number): string {
  return `018bcfe5-6800-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

export function ticketEvent(number: number, body = `message ${number}`): Envelope {
  return {
    specversion: '1.0',
    id: eventId(number),
    source: 'https://shop.example',
    type: 'helplet.ticket.created',
    time: '2023-11-14T22:13:20.000Z',
    data: { visitor: 'v1', channel: 'web', lang: 'en', id: `t${number}`, kind: 'consultation', subject: 's', body },
  };
}

export function submission(number: number, overrides: Partial<Submission> = {}): Submission {
  return { event: ticketEvent(number), dest: COLLECTOR, keepCopy: true, ...overrides };
}

export function newRow(number: number, overrides: Partial<OutboxRow> = {}): Omit<OutboxRow, 'seq'> {
  const event = ticketEvent(number);
  return {
    v: 1,
    id: event.id,
    event,
    createdAt: 1_700_000_000_000,
    attempts: 0,
    nextAt: 0,
    lease: null,
    state: 'ready',
    dest: COLLECTOR,
    bytes: 100,
    keepCopy: true,
    ...overrides,
  };
}
