import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ofVisitor, ownership, visitorOf } from '../../src/outbox/visitors.ts';
import { eventId, newRow } from '../support/outbox/events.ts';

const row = { ...newRow(1), seq: 1 };
const reason = { code: 'corrupt', message: 'cannot be read' } as const;

describe('whose a stored value is', () => {
  test.each([
    ['a row', row, 'v1'],
    ['a dead row', { id: 'x', row, reason, diedAt: 1 }, 'v1'],
    ['a damaged row that still says it', { id: 'x', row: null, raw: { event: row.event }, reason, diedAt: 1 }, 'v1'],
    ['a damaged row not yet buried', { event: { data: { visitor: 'v1' } } }, 'v1'],
    ['a row of a later format', { ...row, v: 2, state: 'new' }, 'v1'],
    ['a receipt with a copy', { id: 'x', event: row.event }, 'v1'],
    ['a receipt without one', { id: 'x', visitor: 'v1' }, 'v1'],
    ['a receipt of an earlier version', { id: 'x' }, undefined],
    ['a damaged row', { id: 'x', row: null, raw: { event: 'not an event' }, reason, diedAt: 1 }, undefined],
    ['a row whose visitor is no text', { event: { data: { visitor: 7 } } }, undefined],
  ])('%s', (_, stored, visitor) => {
    expect(visitorOf(stored)).toBe(visitor);
  });

  test('no value makes the question throw', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const shapes = [value, { raw: value }, { row: value }, { event: value }, { event: { data: value } }];
        for (const shape of shapes) expect(['string', 'undefined']).toContain(typeof visitorOf(shape));
      }),
      { seed: 3 },
    );
  });
});

test('each thing is exactly one visitor’s, except what nobody signed where several are', () => {
  const names = ['ann', 'bo', 'cy'];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...names, undefined), { maxLength: 8 }), (owners) => {
      const present = new Set(owners.filter((owner) => owner !== undefined));
      for (const owner of owners) {
        const claimants = names.filter((name) => ownership(owners, name)(owner));
        if (owner !== undefined) expect(claimants).toEqual([owner]);
        else if (present.size > 1) expect(claimants).toEqual([]);
        else if (present.size === 1) expect(claimants).toEqual([...present]);
        else expect(claimants).toEqual(names);
      }
    }),
    { seed: 4 },
  );
});

test('a visitor’s part of a snapshot', () => {
  const own = { id: eventId(1), type: 't', seq: 1, createdAt: 1, sentAt: 1, visitor: 'v1' };
  const unsigned = { id: eventId(2), type: 't', seq: 2, createdAt: 1, sentAt: 1 };
  const dead = { id: eventId(3), row: { ...row, event: { ...row.event, data: { visitor: 'v2' } } }, reason, diedAt: 1 };
  const snapshot = { rows: [row], dead: [dead], receipts: [own, unsigned] };
  expect(ofVisitor(snapshot, 'v1')).toEqual({ rows: [row], dead: [], receipts: [own] });
  expect(ofVisitor(snapshot, 'v2')).toEqual({ rows: [], dead: [dead], receipts: [] });
  expect(ofVisitor({ ...snapshot, dead: [] }, 'v1').receipts).toEqual([own, unsigned]);
});
