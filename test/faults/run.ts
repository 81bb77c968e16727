// Injects the faults of the matrix: `npm run test:faults -- --only 7,9 --seeds 5`; or runs campaigns:
// `npm run test:faults -- --kills 300 --tickets 3000`. Exits with 1 on anything lost, doubled, untrue, or otherwise than
// the matrix expects.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bench } from './harness/bench.ts';
import { matrix } from './matrix.ts';
import type { Report } from './report.ts';
import { hasSurvived, type Row, runFault, toTable, toVerdict } from './table.ts';
import { runKillCampaign } from './wire/kill-campaign.ts';

const DOC = new URL('../../docs/reliability.md', import.meta.url);
const DEFAULT_SEEDS = 20;
const MOST_COMPLAINTS = 12;

const { values } = parseArgs({
  options: {
    /** Numbers of the faults, with commas. Default: all. */
    only: { type: 'string' },
    /** Runs of each. */
    seeds: { type: 'string' },
    /** The first seed. */
    from: { type: 'string', default: '1' },
    /** Seed 0 of each, as the tests do. */
    quick: { type: 'boolean', default: false },
    /** So many kills of the browser over at least so many tickets, instead of the matrix. */
    kills: { type: 'string' },
    tickets: { type: 'string', default: '0' },
    /** So many kills of the collector under load. */
    'collector-kills': { type: 'string' },
    /** Every await of the outbox with every fault. */
    'crash-points': { type: 'boolean', default: false },
    /** So many random inputs. */
    fuzz: { type: 'string' },
    /** A thousand clients after an outage. */
    herd: { type: 'boolean', default: false },
    /** Long and full queues in the browser, with what they cost. */
    load: { type: 'boolean', default: false },
    /** Two other queues, which must lose or double something, or this suite is blind. */
    controls: { type: 'boolean', default: false },
    /** Puts the rows into the table of the documentation, where those of other faults stay. */
    write: { type: 'boolean', default: false },
  },
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function runMatrix(): Promise<boolean> {
  const wanted = values.only?.split(',').map(Number);
  const faults = matrix.filter(({ number }) => !wanted || wanted.includes(number));
  const count = values.quick ? 1 : Number(values.seeds ?? DEFAULT_SEEDS);
  const first = values.quick ? 0 : Number(values.from);
  const seeds = Array.from({ length: count }, (_, index) => first + index);
  const rows: Row[] = [];
  for (const fault of faults) {
    const start = Date.now();
    const row = await runFault(fault, seeds);
    rows.push(row);
    if (values.write) writeTable([row]); // at once: all of them take an hour
    const seconds = ((Date.now() - start) / 1_000).toFixed(1).padStart(6);
    say(`${hasSurvived(row) ? '✓' : '✗'} ${String(fault.number).padStart(2)}  ${seconds} s  ${fault.name}`);
    for (const complaint of row.complaints.slice(0, MOST_COMPLAINTS)) say(`       ${complaint}`);
    if (row.complaints.length > MOST_COMPLAINTS) say(`       and ${row.complaints.length - MOST_COMPLAINTS} more`);
  }
  say(`\n${toTable(rows)}\n`);
  say(toVerdict(rows));
  return rows.length > 0 && rows.every(hasSurvived);
}

function writeTable(rows: readonly Row[]): void {
  const doc = readFileSync(DOC, 'utf8');
  const place = /(?<=<!-- faults:begin -->\n)[\s\S]*(?=\n<!-- faults:end -->)/;
  if (!place.test(doc)) throw new Error('docs/reliability.md has no place for the table');
  writeFileSync(
    DOC,
    doc.replace(place, (before) => toTable(rows, before)),
  );
}

/** Prints what a campaign found. */
function report({ lines, ok }: Report): boolean {
  for (const line of lines) say(line);
  return ok;
}

/** What was asked for instead of the matrix. Each brings its code with it. */
function campaigns(): readonly (() => Promise<Report>)[] {
  const { kills, tickets, 'collector-kills': collectorKills, fuzz } = values;
  const asked: (() => Promise<Report>)[] = [];
  if (kills)
    asked.push(() =>
      runKillCampaign({ kills: Number(kills), tickets: Number(tickets), from: Number(values.from), say }),
    );
  if (collectorKills)
    asked.push(async () => (await import('./collector/kill-campaign.ts')).runCollectorKills(Number(collectorKills)));
  if (values['crash-points']) asked.push(async () => (await import('./crash-points/campaign.ts')).runCrashPoints());
  if (fuzz) asked.push(async () => (await import('./fuzz.ts')).runFuzz(Number(fuzz)));
  if (values.herd) asked.push(async () => (await import('./herd/campaign.ts')).runHerd());
  if (values.load) asked.push(async () => (await import('./load/campaign.ts')).runLoad());
  if (values.controls) asked.push(async () => (await import('./controls/campaign.ts')).runControls());
  return asked;
}

async function run(): Promise<boolean> {
  const asked = campaigns();
  if (asked.length === 0) return runMatrix();
  let ok = true;
  for (const campaign of asked) ok = report(await campaign()) && ok;
  return ok;
}

// So that nothing it has started outlives it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

try {
  process.exitCode = (await run()) ? 0 : 1;
} finally {
  await bench.close();
}
