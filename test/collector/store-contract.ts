import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CollectorStore, ERASURE_TYPE, type NewEvent, TOMBSTONE_MS } from '../../src/collector/store.ts';
import { event, NOW, ticket } from '../support/collector/events.ts';

function row(n: number, change: Partial<NewEvent> = {}): NewEvent {
  const event = ticket(n);
  return {
    tenant: 'default',
    id: event.id,
    type: event.type,
    visitor: 'v-1',
    hash: `hash-${n}`,
    receivedAt: NOW,
    time: NOW - 4_000,
    ticket: `t-${n}`,
    event,
    ...change,
  };
}

/** A ticket of a visitor. */
function rowOf(n: number, visitor: string, change: Partial<NewEvent> = {}): NewEvent {
  return row(n, { event: ticket(n, { visitor }), visitor, ...change });
}

function erasure(n: number, visitor: string, change: Partial<NewEvent> = {}): NewEvent {
  const wish = event(n, ERASURE_TYPE, { visitor });
  return row(n, { event: wish, type: wish.type, ticket: null, visitor, ...change });
}

const scope = { tenants: ['default'], types: ['helplet.ticket.created'] };

/** What every store of the collector must do. `open` gives a fresh, empty store. */
export function describeStoreContract(name: string, open: () => CollectorStore | Promise<CollectorStore>): void {
  describe(`${name} as a collector store`, () => {
    it('gives back what it accepted', async () => {
      const store = await open();
      const { hash, visitor, ...kept } = row(1);
      expect([hash, visitor]).toEqual(['hash-1', 'v-1']);
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

    it('erases what there is of a visitor, of that tenant only, and keeps no row of the wish', async () => {
      const store = await open();
      await store.append([rowOf(1, 'ann'), rowOf(2, 'bo'), rowOf(3, 'ann'), rowOf(1, 'ann', { tenant: 'other' })]);
      expect(await store.append([erasure(9, 'ann')])).toEqual(['accepted']);
      const tenants = ['default', 'other'];
      const types = ['helplet.ticket.created', ERASURE_TYPE];
      const left = await store.newest({ tenants, types, limit: 10 });
      expect(left.map(({ tenant, ticket: of }) => [tenant, of])).toEqual([
        ['other', 't-1'],
        ['default', 't-2'],
      ]);
      expect(await store.since({ tenants, types, after: 0, limit: 10 })).toHaveLength(2);
      expect(await store.aboutTickets({ tenants, types, tickets: ['t-1', 't-3'] })).toMatchObject([
        { tenant: 'other' },
      ]);
    });

    it('calls a repeated wish a duplicate, under the same id or another', async () => {
      const store = await open();
      expect(await store.append([erasure(1, 'ann'), erasure(1, 'ann')])).toEqual(['accepted', 'duplicate']);
      expect(await store.append([erasure(1, 'ann'), erasure(2, 'ann')])).toEqual(['duplicate', 'duplicate']);
      expect(await store.append([erasure(3, 'ann', { tenant: 'other' })])).toEqual(['accepted']);
    });

    it('refuses what comes of an erased visitor later, repeated or new', async () => {
      const store = await open();
      await store.append([rowOf(1, 'ann')]);
      expect(await store.append([rowOf(2, 'ann'), erasure(9, 'ann'), rowOf(1, 'ann'), rowOf(3, 'ann')])).toEqual([
        'accepted',
        'accepted',
        'erased',
        'erased',
      ]);
      expect(await store.append([rowOf(4, 'ann'), rowOf(5, 'bo'), rowOf(4, 'ann', { tenant: 'other' })])).toEqual([
        'erased',
        'accepted',
        'accepted',
      ]);
      expect(await store.newest({ ...scope, limit: 10 })).toHaveLength(1);
    });

    it('never gives the number of an erased row to another', async () => {
      const store = await open();
      await store.append([rowOf(1, 'ann'), rowOf(2, 'ann')]);
      const last = await store.lastSeq();
      await store.append([erasure(9, 'ann'), rowOf(3, 'bo')]);
      expect(await store.lastSeq()).toBeGreaterThan(last);
    });

    it('remembers an erasure for 400 days from the last time it was wished', async () => {
      const store = await open();
      const at = (ms: number) => ({ receivedAt: NOW + ms });
      await store.append([erasure(1, 'ann'), erasure(2, 'bo')]);
      await store.append([erasure(3, 'bo', at(1_000))]);
      expect(await store.append([rowOf(4, 'ann', at(TOMBSTONE_MS))])).toEqual(['erased']);
      const late = at(TOMBSTONE_MS + 1);
      expect(await store.append([rowOf(5, 'ann', late), rowOf(6, 'bo', late)])).toEqual(['accepted', 'erased']);
    });

    it('erases exactly the visitor that is named, and tells his later events, for any history', async () => {
      // Names that SQL, JSON or a lax comparison could take for each other.
      const visitors = fc.constantFrom(
        'v',
        'V',
        'v ',
        'v%',
        '"v"',
        '\\',
        "v'",
        'v\u0000',
        'v\u0000x',
        'é',
        'e\u0301',
        '茶🍵',
      );
      const step = fc.record({
        isErasure: fc.boolean(),
        visitor: visitors,
        tenant: fc.constantFrom('default', 'other'),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { maxLength: 6 }), async (calls) => {
          const store = await open();
          const erased = new Set<string>();
          let kept: { readonly key: string; readonly n: number }[] = [];
          let n = 0;
          for (const call of calls) {
            const expected: string[] = [];
            const rows = call.map(({ isErasure, visitor, tenant }) => {
              n += 1;
              const key = JSON.stringify([tenant, visitor]);
              const isGone = erased.has(key);
              if (isErasure) {
                expected.push(isGone ? 'duplicate' : 'accepted');
                erased.add(key);
                kept = kept.filter((one) => one.key !== key);
                return erasure(n, visitor, { tenant });
              }
              expected.push(isGone ? 'erased' : 'accepted');
              if (!isGone) kept.push({ key, n });
              return rowOf(n, visitor, { tenant });
            });
            expect(await store.append(rows)).toEqual(expected);
          }
          const found = await store.since({ ...scope, tenants: ['default', 'other'], after: 0, limit: 100 });
          expect(found.map((one) => one.ticket)).toEqual(kept.map((one) => `t-${one.n}`));
        }),
        { numRuns: 40, seed: 6 },
      );
    }, 30_000);

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
