import { expect, test } from 'vitest';
import { toEntries } from '../../src/outbox/entries.ts';
import type { DeadRow } from '../../src/outbox/ports.ts';

test('a dead letter nobody can read is listed as such and hides no other', () => {
  const dead = [{ id: 'damaged', row: {}, reason: null, diedAt: 1 }] as unknown as DeadRow[];
  const context = { hindrances: new Map(), mode: 'indexed-db', now: 2 } as const;
  expect(toEntries({ rows: [], dead, receipts: [] }, context)).toMatchObject([
    { id: 'damaged', type: 'unknown', state: 'failed' },
  ]);
});
