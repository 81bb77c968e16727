import { describe, expect, test } from 'vitest';
import { createPicker, type PickOptions } from '../../src/outbox/pick-rows.ts';
import type { OutboxRow, OutboxStore, Receipt, RowPicker, Transition } from '../../src/outbox/ports.ts';
import { COLLECTOR, eventId, newRow, OTHER } from '../support/outbox/events.ts';

const NOW = 1_700_000_000_000;
const ROOM = { maxRows: 1_000, maxBytes: 1_000_000 };

function picker(overrides: Partial<PickOptions> = {}): () => RowPicker {
  const options = {
    now: NOW,
    owner: 'a',
    leaseMs: 1_000,
    maxRows: 100,
    maxBytes: 1_000_000,
    longestWaitMs: 86_400_000,
  };
  return () => createPicker({ ...options, ...overrides });
}

function receiptOf(row: OutboxRow): Receipt {
  return { id: row.id, type: row.event.type, seq: row.seq, createdAt: row.createdAt, sentAt: NOW, event: row.event };
}

/** What every store of the outbox does. `stored` is what it answers to a row it keeps. */
export function describeStore(name: string, open: () => OutboxStore | Promise<OutboxStore>, stored: 'stored' | 'held') {
  async function withRows(...numbers: readonly number[]): Promise<OutboxStore> {
    const store = await open();
    for (const number of numbers) await store.add(newRow(number), ROOM);
    return store;
  }

  describe(name, () => {
    test('keeps rows in the order they were added', async () => {
      const store = await open();
      for (const number of [3, 1, 2]) expect(await store.add(newRow(number), ROOM)).toBe(stored);
      const claim = await store.claim(COLLECTOR, picker());
      expect(claim.rows.map(({ id }) => id)).toEqual([3, 1, 2].map(eventId));
      expect(claim.rows.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    });

    test('adds an id only once, also after it was delivered or given up', async () => {
      const store = await withRows(1, 2, 3);
      const { rows } = await store.claim(COLLECTOR, picker());
      const [first, second] = rows;
      if (!first || !second) throw new Error('nothing was claimed');
      const reason = { code: 'rejected', message: 'no' } as const;
      await store.apply([
        { kind: 'settle', held: first, receipt: receiptOf(first) },
        { kind: 'bury', held: second, dead: { id: second.id, row: second, reason, diedAt: NOW } },
      ]);
      for (const number of [1, 2, 3]) expect(await store.add(newRow(number), ROOM)).toBe('known');
      expect((await store.list()).rows).toHaveLength(1);
    });

    test('refuses what would pass the limits and makes room when a row leaves', async () => {
      const store = await open();
      const limits = { maxRows: 3, maxBytes: 250 };
      expect(await store.add(newRow(1), limits)).toBe(stored);
      expect(await store.add(newRow(2), limits)).toBe(stored);
      expect(await store.add(newRow(3), limits)).toBe('full');
      expect(await store.add(newRow(3, { bytes: 10 }), limits)).toBe(stored);
      expect(await store.add(newRow(4, { bytes: 10 }), limits)).toBe('full');
      await store.remove(eventId(1), () => NOW);
      expect(await store.add(newRow(4), limits)).toBe(stored);
    });

    test('names each destination once', async () => {
      const store = await open();
      for (const [number, dest] of [COLLECTOR, OTHER, COLLECTOR, OTHER].entries())
        await store.add(newRow(number, { dest }), ROOM);
      const found = await store.destinations();
      expect(found).toHaveLength(2);
      expect(found).toEqual(expect.arrayContaining([COLLECTOR, OTHER]));
    });

    test('claims only rows of the destination, and only those free and due', async () => {
      const store = await withRows(1);
      await store.add(newRow(2, { dest: OTHER }), ROOM);
      await store.add(newRow(3, { nextAt: NOW + 500 }), ROOM);
      expect((await store.claim(COLLECTOR, picker())).rows.map(({ id }) => id)).toEqual([eventId(1)]);
      expect(await store.claim(COLLECTOR, picker({ owner: 'b' }))).toEqual({ rows: [], nextAt: NOW + 500 });
      const later = await store.claim(COLLECTOR, picker({ owner: 'b', now: NOW + 1_000 }));
      expect(later.rows.map(({ id, lease }) => [id, lease?.owner, lease?.epoch])).toEqual([
        [eventId(1), 'b', 2],
        [eventId(3), 'b', 1],
      ]);
    });

    test('claims no more than the picker takes, however many there are', async () => {
      const store = await withRows(...Array.from({ length: 250 }, (_, index) => index));
      const seen: string[] = [];
      for (let round = 0; round < 4; round++) {
        const { rows } = await store.claim(COLLECTOR, picker({ maxRows: 70 }));
        seen.push(...rows.map(({ id }) => id));
      }
      expect(seen).toEqual(Array.from({ length: 250 }, (_, index) => eventId(index)));
    });

    test('confirms only leases that still hold', async () => {
      const store = await withRows(1, 2);
      const { rows } = await store.claim(COLLECTOR, picker());
      expect(await store.confirm(rows)).toEqual(rows);
      await store.claim(COLLECTOR, picker({ owner: 'b', now: NOW + 2_000, maxRows: 1 }));
      expect((await store.confirm(rows)).map(({ id }) => id)).toEqual([eventId(2)]);
    });

    test('settles by deleting the row and leaving the receipt, even when the lease was lost', async () => {
      const store = await withRows(1);
      const { rows } = await store.claim(COLLECTOR, picker());
      await store.claim(COLLECTOR, picker({ owner: 'b', now: NOW + 2_000 }));
      const applied = await store.apply(rows.map((held) => ({ kind: 'settle', held, receipt: receiptOf(held) })));
      expect(applied).toEqual([eventId(1)]);
      const { rows: left, receipts } = await store.list();
      expect(left).toEqual([]);
      expect(receipts).toMatchObject([{ id: eventId(1), sentAt: NOW }]);
    });

    test('a delivery that was confirmed late takes a row back from the dead', async () => {
      const store = await withRows(1);
      const { rows } = await store.claim(COLLECTOR, picker());
      const [held] = rows;
      if (!held) throw new Error('nothing was claimed');
      const reason = { code: 'expired', message: 'old' } as const;
      await store.apply([{ kind: 'bury', held, dead: { id: held.id, row: held, reason, diedAt: NOW } }]);
      await store.apply([{ kind: 'settle', held, receipt: receiptOf(held) }]);
      expect(await store.list()).toMatchObject({ rows: [], dead: [], receipts: [{ id: eventId(1) }] });
    });

    test('does not write back or bury a row whose lease another took', async () => {
      const store = await withRows(1, 2);
      const { rows } = await store.claim(COLLECTOR, picker());
      await store.claim(COLLECTOR, picker({ owner: 'b', now: NOW + 2_000 }));
      const reason = { code: 'rejected', message: 'no' } as const;
      const applied = await store.apply(
        rows.map((held, index) =>
          index === 0
            ? { kind: 'keep', held, row: { ...held, lease: null } }
            : { kind: 'bury', held, dead: { id: held.id, row: held, reason, diedAt: NOW } },
        ),
      );
      expect(applied).toEqual([]);
      expect((await store.list()).rows.map(({ lease }) => lease?.owner)).toEqual(['b', 'b']);
    });

    test('an erased row leaves no receipt when its delivery is confirmed afterwards', async () => {
      const store = await withRows(1);
      const { rows } = await store.claim(COLLECTOR, picker());
      await store.clear();
      expect(await store.apply(rows.map((held) => ({ kind: 'settle', held, receipt: receiptOf(held) })))).toEqual([]);
      expect(await store.list()).toEqual({ rows: [], dead: [], receipts: [] });
    });

    test('puts a dead row back and counts its room again', async () => {
      const store = await withRows(1);
      const { rows } = await store.claim(COLLECTOR, picker());
      const reason = { code: 'rejected', message: 'no' } as const;
      await store.apply(
        rows.map((held) => ({ kind: 'bury', held, dead: { id: held.id, row: held, reason, diedAt: NOW } })),
      );
      expect((await store.list()).dead).toMatchObject([{ id: eventId(1), reason }]);
      expect(await store.revive(eventId(1), (row) => ({ ...row, lease: null, attempts: 0 }))).toBe(true);
      expect(await store.revive(eventId(1), (row) => row)).toBe(false);
      expect((await store.list()).rows).toMatchObject([{ id: eventId(1), attempts: 0 }]);
      expect(await store.add(newRow(2), { maxRows: 9, maxBytes: 150 })).toBe('full');
    });

    test('removes a waiting or dead row but not one being sent', async () => {
      const store = await withRows(1, 2);
      await store.claim(COLLECTOR, picker({ maxRows: 1 }));
      expect(await store.remove(eventId(1), () => NOW)).toBe(false);
      expect(await store.remove(eventId(1), () => NOW + 2_000)).toBe(true);
      expect(await store.remove(eventId(2), () => NOW)).toBe(true);
      expect(await store.remove(eventId(2), () => NOW)).toBe(false);
    });

    test('rewrites rows of one destination or of all', async () => {
      const store = await withRows(1);
      await store.add(newRow(2, { dest: OTHER }), ROOM);
      await store.update(OTHER, (row) => ({ ...row, nextAt: 5 }));
      await store.update(null, (row) => (row.nextAt === 5 ? null : { ...row, nextAt: 7 }));
      const { rows } = await store.list();
      expect(Object.fromEntries(rows.map(({ id, nextAt }) => [id, nextAt]))).toEqual({
        [eventId(1)]: 7,
        [eventId(2)]: 5,
      });
    });

    test.each([
      [1, [250]],
      [120, Array.from({ length: 120 }, (_, index) => 131 + index)],
      [250, Array.from({ length: 250 }, (_, index) => 1 + index)],
      [300, Array.from({ length: 250 }, (_, index) => 1 + index)],
    ])('gives the newest rows, and no more than were asked for (%i)', async (count, expected) => {
      const store = await withRows(...Array.from({ length: 250 }, (_, index) => index + 1));
      const rows = await store.newest(count);
      expect(rows.map(({ id }) => id).toSorted()).toEqual(expected.map(eventId));
      expect(rows.find(({ id }) => id === eventId(250))?.event).toEqual(newRow(250).event);
    });

    test('has no newest row where there is none', async () => {
      expect(await (await open()).newest(5)).toEqual([]);
    });

    test('remembers pauses by destination', async () => {
      const store = await open();
      const pause = { dest: COLLECTOR, reason: 'gone', message: 'HTTP 404', since: NOW, probeAt: NOW + 5 } as const;
      await store.setPause(pause);
      await store.setPause({ ...pause, dest: OTHER });
      await store.setPause({ ...pause, probeAt: NOW + 9 });
      await store.clearPause(OTHER);
      expect(await store.pauses()).toEqual([{ ...pause, probeAt: NOW + 9 }]);
    });

    test('sweeps receipts past their time: those with a copy later than the others', async () => {
      const store = await withRows(1, 2);
      const { rows } = await store.claim(COLLECTOR, picker());
      await store.apply(
        rows.map((held, index) => {
          const { event, ...bare } = receiptOf(held);
          return { kind: 'settle', held, receipt: index === 0 ? { ...bare, event: held.event } : bare };
        }),
      );
      await store.sweep({ now: NOW, copiesBefore: NOW, restBefore: NOW + 1 });
      expect((await store.list()).receipts.map(({ id }) => id)).toEqual([eventId(1)]);
      await store.sweep({ now: NOW, copiesBefore: NOW + 1, restBefore: NOW + 1 });
      expect((await store.list()).receipts).toEqual([]);
    });

    describe('one visitor of several', () => {
      /** A live row, a dead one, a receipt with a copy and one without, for each visitor. */
      async function withVisitors(...visitors: readonly string[]): Promise<OutboxStore> {
        const store = await open();
        for (const [index, visitor] of visitors.entries()) {
          for (const number of [1, 2, 3, 4]) await store.add(rowOf(index * 10 + number, visitor), ROOM);
        }
        const { rows } = await store.claim(COLLECTOR, picker());
        const reason = { code: 'rejected', message: 'no' } as const;
        await store.apply(
          rows.flatMap((held): Transition[] => {
            const kind = (held.seq - 1) % 4;
            const { event, ...bare } = receiptOf(held);
            const visitor = String(event?.data.visitor);
            if (kind === 1) return [{ kind: 'bury', held, dead: { id: held.id, row: held, reason, diedAt: NOW } }];
            if (kind === 2) return [{ kind: 'settle', held, receipt: receiptOf(held) }];
            return kind === 3 ? [{ kind: 'settle', held, receipt: { ...bare, visitor } }] : [];
          }),
        );
        return store;
      }

      function rowOf(number: number, visitor: string) {
        const row = newRow(number);
        return { ...row, event: { ...row.event, data: { ...row.event.data, visitor } } };
      }

      async function idsIn(store: OutboxStore): Promise<string[]> {
        const { rows, dead, receipts } = await store.list();
        return [...rows, ...dead, ...receipts].map(({ id }) => id).sort();
      }

      test('is forgotten without touching the others, and his room is free again', async () => {
        const store = await withVisitors('ann', 'bo');
        expect(await store.hasOthers('ann')).toBe(true);
        await store.clear('ann');
        expect(await idsIn(store)).toEqual([11, 12, 13, 14].map(eventId));
        expect(await store.hasOthers('bo')).toBe(false);
        expect(await store.hasOthers('ann')).toBe(true);
        expect(await store.add(rowOf(99, 'ann'), { maxRows: 2, maxBytes: 200 })).toBe(stored);
        expect(await store.add(rowOf(100, 'ann'), { maxRows: 3, maxBytes: 299 })).toBe('full');
      });

      test('is told apart by his whole id', async () => {
        const store = await withVisitors('ann');
        await store.clear('an');
        await store.clear('');
        expect(await idsIn(store)).toHaveLength(4);
      });

      test('owns what does not say whose it is, but only where nobody else has anything', async () => {
        const unsigned = { id: eventId(50), type: 't', seq: 9, createdAt: 1, sentAt: 1 };
        for (const [others, isLeft] of [
          [[], false],
          [['bo'], true],
        ] as const) {
          const store = await withVisitors('ann', ...others);
          await store.add(rowOf(50, 'ann'), ROOM);
          const [held] = (await store.list()).rows.filter(({ id }) => id === unsigned.id);
          if (!held) throw new Error('the row is not there');
          await store.apply([{ kind: 'settle', held, receipt: unsigned }]);
          await store.clear('ann');
          expect((await idsIn(store)).includes(unsigned.id)).toBe(isLeft);
        }
      });

      test('keeps pauses, which are about destinations', async () => {
        const store = await withVisitors('ann');
        const pause = { dest: COLLECTOR, reason: 'gone', message: 'HTTP 404', since: NOW, probeAt: NOW + 5 } as const;
        await store.setPause(pause);
        await store.clear('ann');
        expect(await store.pauses()).toEqual([pause]);
      });

      test('who erases his rows leaves no receipt of what was being sent', async () => {
        const store = await withVisitors('ann', 'bo');
        const held = (await store.list()).rows;
        await store.clear('ann');
        const transitions = held.map((row) => ({ kind: 'settle', held: row, receipt: receiptOf(row) }) as const);
        expect(await store.apply(transitions)).toEqual([eventId(11)]);
        expect(await store.hasOthers('bo')).toBe(false);
      });
    });

    test('gives values that no caller can change behind its back', async () => {
      const store = await open();
      const row = newRow(1);
      await store.add(row, ROOM);
      row.event.data.body = 'changed';
      const [listed] = (await store.list()).rows;
      if (listed) listed.event.data.body = 'changed too';
      expect((await store.list()).rows[0]?.event.data.body).toBe('message 1');
    });
  });
}
