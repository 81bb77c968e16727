import { expect, test } from 'vitest';
import type { Destination } from '../../src/outbox/ports.ts';
import { createTransport } from '../../src/transports/create-transport.ts';
import { COLLECTOR, OTHER } from '../support/outbox/events.ts';

const deps = { fetch, clock: () => 0 };

test('a destination gets the transport of its adapter', () => {
  expect(createTransport(COLLECTOR, deps)).toMatchObject({ idempotency: 'key', maxBatchRows: 100 });
  expect(createTransport(OTHER, deps)).toMatchObject({ idempotency: 'none', maxBatchRows: 1 });
});

test('an adapter of a later version is refused by name', () => {
  const dest = { adapter: 'pigeon', url: 'https://x.example' } as unknown as Destination;
  expect(() => createTransport(dest, deps)).toThrow(/"pigeon"/);
});
