import { expect, test } from 'vitest';
import { newRow } from '../support/outbox/events.ts';
import type { StoredRow } from './harness/collector.ts';
import { type Evidence, tally, untrueRequests } from './harness/tally.ts';
import { hasSurvived, runFault, toTable } from './table.ts';

const nothing = { rows: [], dead: [], receipts: [] };
const row = { ...newRow(1), seq: 1 }; // its message is "message 1"

function arrived(id: string, body: string): StoredRow {
  return { seq: 1, id, type: 'helplet.ticket.created', body };
}

function count(evidence: Partial<Evidence>) {
  const deleted = new Set<string>();
  return tally({
    messages: ['a'],
    said: [],
    answers: [],
    stored: nothing,
    deleted,
    arrived: [],
    untrue: [],
    ...evidence,
  });
}

const saved = { name: 'ticket:queued', id: row.id, durable: true } as const;

test('what was told to be saved is lost when it is nowhere, and only then', () => {
  expect(count({ said: [saved] }).lost).toEqual([row.id]);
  expect(count({ said: [saved], arrived: [arrived(row.id, 'a')] }).lost).toEqual([]);
  expect(count({ said: [saved], stored: { ...nothing, rows: [row] } }).lost).toEqual([]);
  expect(count({ said: [{ ...saved, durable: false }] }).lost).toEqual([]);
  const other = { ...saved, id: newRow(2).id };
  expect(count({ said: [saved, other], deleted: new Set([other.id]) }).lost).toEqual([row.id]);
});

test('a message that is there under two ids is doubled', () => {
  expect(count({ arrived: [arrived('1', 'a'), arrived('2', 'a')] }).doubled).toEqual(['a']);
  expect(count({ arrived: [arrived('1', 'a'), arrived('2', 'b')] }).doubled).toEqual([]);
});

test('"sent" of what is not there, "failed" and "not saved" of what is, are untrue', () => {
  const there = [arrived(row.id, 'a')];
  expect(count({ said: [{ name: 'ticket:sent', id: row.id }] }).untrue).toHaveLength(1);
  expect(count({ said: [{ name: 'ticket:failed', id: row.id }], arrived: there }).untrue).toHaveLength(1);
  const refused = [{ message: 'a', isTaken: false, sentence: 'Not saved' }];
  expect(count({ answers: refused, arrived: there }).untrue).toHaveLength(1);
  expect(count({ answers: refused }).untrue).toEqual([]);
});

test.each([
  ['Sent', false, false, 1],
  ['Sent', false, true, 0],
  ['Waiting', false, false, 1],
  ['Waiting', true, false, 0],
  ['Saved', false, true, 0],
  ['Not delivered', true, true, 1],
  ['Not delivered', true, false, 0],
  ['Keep this page open', true, false, 1],
  ['Keep this page open', false, false, 0],
])('the page says "%s"; on the device: %s, at the server: %s', (says, isStored, isThere, complaints) => {
  const message = String(row.event.data.body);
  const stored = isStored ? { ...nothing, rows: [row] } : nothing;
  const found = untrueRequests([{ message, says }], stored, isThere ? [arrived(row.id, message)] : []);
  expect(found).toHaveLength(complaints);
});

test('the table of one run takes the rows of other faults over from the one before', () => {
  const rowOf = (number: number, submitted: number) => ({
    fault: { number, name: `fault ${number}`, run: () => Promise.reject() },
    ...{ seeds: 20, passed: 20, submitted, lost: 0, doubled: 0, untrue: 0, complaints: [] },
  });
  const before = toTable([rowOf(2, 1), rowOf(11, 2)]);
  expect(toTable([rowOf(11, 3), rowOf(1, 4)], before)).toBe(toTable([rowOf(1, 4), rowOf(2, 1), rowOf(11, 3)]));
  expect(toTable([rowOf(1, 4)], 'Not run yet.')).toBe(toTable([rowOf(1, 4)]));
});

test('a run that ended early does not count as survived', async () => {
  const run = async (seed: number) => {
    if (seed === 2) throw new Error('expected otherwise');
    return { submitted: 1, lost: [], doubled: [], untrue: [] };
  };
  const row = await runFault({ number: 7, name: 'a fault', run }, [1, 2, 3]);
  expect(hasSurvived(row)).toBe(false);
  expect(toTable([row])).toContain('| 7 | a fault | 2 of 3 | 2 | 0 | 0 | 0 |');
  expect(row.complaints).toEqual(['seed 2: expected otherwise']);
});
