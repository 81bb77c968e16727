import { describe, expect, it } from 'vitest';
import { envelopeSchema } from '../../../src/schema/event/envelope.ts';
import { firstIssue } from '../../../src/schema/zod.ts';

const envelope = {
  specversion: '1.0',
  id: '018bcfe5-6800-7000-8000-000000000001',
  source: 'https://shop.example',
  type: 'helplet.widget.opened',
  time: '2026-03-01T10:00:00.000Z',
  data: { visitor: 'v' },
};

describe('an envelope', () => {
  it('is a CloudEvent; further attributes are kept', () => {
    const full = {
      ...envelope,
      datacontenttype: 'application/json',
      sentat: '2026-03-01T10:00:01+01:00',
      traceparent: '00-1',
    };
    expect(envelopeSchema.parse(full)).toEqual(full);
    expect(envelopeSchema.parse(envelope)).toEqual(envelope);
  });

  it.each([
    { specversion: '0.3' },
    { specversion: undefined },
    { id: '018BCFE5-6800-7000-8000-000000000001' },
    { id: '018bcfe5-6800-4000-8000-000000000001' },
    { id: '018bcfe5-6800-7000-c000-000000000001' },
    { id: '018bcfe5-6800-7000-8000-000000000001\n' },
    { id: '1' },
    { source: '' },
    { source: 'x'.repeat(2_001) },
    { type: '' },
    { type: 'x'.repeat(201) },
    { time: '2026-03-01' },
    { time: '2026-03-01T10:00:00' },
    { time: '2026-13-01T10:00:00Z' },
    { time: 1_700_000_000_000 },
    { sentat: 'now' },
    { data: undefined },
    { data: null },
    { data: [] },
    { data: 'text' },
  ])('is refused with %j, and the field is named', (change) => {
    const result = envelopeSchema.safeParse({ ...envelope, ...change });
    const { field, reason } = result.success ? { field: 'none', reason: '' } : firstIssue(result.error);
    expect(field).toBe(Object.keys(change)[0]);
    expect(reason).not.toBe('');
    expect(reason).not.toBe('Invalid input');
  });
});
