import { describe, expect, it } from 'vitest';
import type { CollectorStore, NewEvent } from '../../src/collector/store.ts';
import { NOW, ticket } from '../support/collector/events.ts';

function row(n: number, change: Partial<NewEvent> = {}): NewEvent {
  const event = ticket(n);
  return {
    tenant: 'default',
    id: event.id,
    type: event.type,
    hash: `hash-${n}`,
    receivedAt: NOW,
    time: NOW - 4_000,
    ticket: `t-${n}`,
    event,
    ...change,
  };
}

const scope = { tenants: ['default'], types: ['helplet.ticket.created'] };

/** What every store of the collector must do. `open` gives a fresh, empty store. */
export function describeStoreContract(name: string, open: () => CollectorStore | Promise<CollectorStore>): void {
  describe(`${name} as a collector store`, () => {
    it('gives back what it accepted', async () => {
      const store = await open();
      const { hash, ...kept } = row(1);
      expect(hash).toBe('hash-1');
      expect(await store.append([row(1)])).toEqual(['accepted']);
      const [stored] = await store.newest({ ...scope, limit: 10 });
      expect(stored).toEqual({ ...kept, seq: expect.any(Number) });
    });

    it('keeps a key once and tells a repetition from another body', async () => {
      const store = await open();
      await store.append([row(1)]);
      expect(await store.append([row(1), row(2), row(1, { hash: 'other' })])).toEqual([
        'duplicate',
        'accepted',
        'conflict',
      ]);
      expect(await store.append([row(1)])).toEqual(['duplicate']); // the conflict has not replaced the first hash
      expect(await store.newest({ ...scope, limit: 10 })).toHaveLength(2);
    });

    it('judges a key that occurs twice in one call in order', async () => {
      const store = await open();
      expect(await store.append([row(1), row(1), row(1, { hash: 'other' })])).toEqual([
        'accepted',
        'duplicate',
        'conflict',
      ]);
    });

    it('keeps the same id apart for two tenants', async () => {
      const store = await open();
      expect(await store.append([row(1), row(1, { tenant: 'other', hash: 'other' })])).toEqual([
        'accepted',
        'accepted',
      ]);
      const found = await store.newest({ ...scope, tenants: ['other'], limit: 10 });
      expect(found.map((event) => event.tenant)).toEqual(['other']);
    });

    it('pages backwards without gap or repetition', async () => {
      const store = await open();
      await store.append([1, 2, 3, 4, 5].map((n) => row(n)));
      const seen: string[] = [];
      let before: number | undefined;
      for (let page = 0; page < 3; page++) {
        const rows = await store.newest({ ...scope, limit: 2, ...(before === undefined ? {} : { before }) });
        seen.push(...rows.map((event) => event.ticket ?? ''));
        before = rows.at(-1)?.seq;
      }
      expect(seen).toEqual(['t-5', 't-4', 't-3', 't-2', 't-1']);
    });

    it('goes forward from a row number, of the wished types only', async () => {
      const store = await open();
      await store.append([row(1), row(2, { type: 'helplet.widget.opened' }), row(3)]);
      const [first] = await store.since({ ...scope, after: 0, limit: 1 });
      const rest = await store.since({ ...scope, after: first?.seq ?? 0, limit: 10 });
      expect(first?.ticket).toBe('t-1');
      expect(rest.map((event) => event.ticket)).toEqual(['t-3']);
    });

    it('finds what was told about a ticket, oldest first', async () => {
      const store = await open();
      const solved = { type: 'helplet.ticket.solved', ticket: 't-1' };
      await store.append([row(1), row(2, solved), row(3), row(4, { ...solved, type: 'helplet.ticket.reopened' })]);
      const found = await store.aboutTickets({
        tenants: ['default'],
        types: ['helplet.ticket.solved', 'helplet.ticket.reopened'],
        tickets: ['t-1', 't-3'],
      });
      expect(found.map((event) => event.type)).toEqual(['helplet.ticket.solved', 'helplet.ticket.reopened']);
    });

    it('numbers rows upwards from an empty store at 0', async () => {
      const store = await open();
      expect(await store.lastSeq()).toBe(0);
      await store.append([row(1)]);
      const first = await store.lastSeq();
      await store.append([row(1)]); // a duplicate adds no row
      expect(await store.lastSeq()).toBe(first);
      await store.append([row(2)]);
      expect(await store.lastSeq()).toBeGreaterThan(first);
    });

    it('keeps text of every kind as it came', async () => {
      const store = await open();
      const body = 'zero \u0000, half a pair \ud800, 茶 🍵, \u202e, "quoted"; DROP TABLE events; --';
      const event = ticket(1, { body });
      await store.append([row(1, { event })]);
      const [stored] = await store.newest({ ...scope, limit: 1 });
      expect(stored?.event.data.body).toBe(body);
    });
  });
}
