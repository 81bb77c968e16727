// A collector in a process of its own, for tests that kill it. Arguments: the database file.
import { createCollector } from '../../../src/collector/create-collector.ts';
import { openSqliteStore } from '../../../src/collector/sqlite/open-sqlite-store.ts';
import { startServer } from '../../../src/collector/start-server.ts';
import { systemClock, systemSchedule } from '../../../src/shared/clock.ts';

const [file = ''] = process.argv.slice(2);
const store = openSqliteStore({ file });
const limits = { requestBurst: 1e9, requestsPerSecond: 1e9 };
const collector = createCollector({ store, clock: systemClock, tokens: [], limits });
const server = await startServer({
  fetch: (request, env) => collector.app.fetch(request, env),
  host: '127.0.0.1',
  port: 0,
  schedule: systemSchedule,
});
process.once('SIGTERM', async () => {
  collector.closeStreams();
  await server.stop();
  await collector.drain();
  await store.close();
});
process.stdout.write(`${server.url}\n`);
