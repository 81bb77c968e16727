/** The four streams a request can belong to. Apart from the schema, so that the page's form need not carry it. */
export const ticketKinds = ['communication', 'consultation', 'complaint', 'refund'] as const;

export type TicketKind = (typeof ticketKinds)[number];

/** The longest message, in UTF-16 code units; the outbox also caps the event's bytes. */
export const MAX_TICKET_BODY = 32_000;
