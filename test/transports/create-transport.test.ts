import { expect, test } from 'vitest';
import type { Destination } from '../../src/outbox/ports.ts';
import { createTransport } from '../../src/transports/create-transport.ts';
import { COLLECTOR, OTHER } from '../support/outbox/events.ts';

const deps = { fetch, clock: () => 0 };

test('a destination gets the transport of its adapter', async () => {
  expect(await createTransport(COLLECTOR, deps)).toMatchObject({ idempotency: 'key', maxBatchRows: 100 });
  expect(await createTransport(OTHER, deps)).toMatchObject({ idempotency: 'none', maxBatchRows: 1 });
});

test('an adapter of a later version is refused by name', async () => {
  const dest = { adapter: 'pigeon', url: 'https://x.example' } as unknown as Destination;
  await expect(createTransport(dest, deps)).rejects.toThrow(/"pigeon"/);
});
