import type { Fault } from './fault.ts';

/** What came of a fault over all its seeds. */
export interface Row {
  readonly fault: Fault;
  readonly seeds: number;
  /** Seeds of which there is no complaint. */
  readonly passed: number;
  readonly submitted: number;
  readonly lost: number;
  readonly doubled: number;
  readonly untrue: number;
  /** Each thing that was wrong, with its seed. */
  readonly complaints: readonly string[];
}

/** Injects a fault once for each seed. What goes wrong is counted and kept, and the other seeds still run. */
export async function runFault(fault: Fault, seeds: readonly number[]): Promise<Row> {
  const complaints: string[] = [];
  const sums = { submitted: 0, lost: 0, doubled: 0, untrue: 0 };
  let passed = 0;
  for (const seed of seeds) {
    const before = complaints.length;
    try {
      const { submitted, lost, doubled, untrue, traces } = await fault.run(seed);
      sums.submitted += submitted;
      sums.lost += lost.length;
      sums.doubled += doubled.length;
      sums.untrue += untrue.length;
      for (const one of lost) complaints.push(`seed ${seed}: lost ${one} (${traces?.get(one) ?? 'no trace'})`);
      for (const one of doubled) complaints.push(`seed ${seed}: doubled ${one}`);
      for (const one of untrue) complaints.push(`seed ${seed}: untrue ${one}`);
    } catch (error) {
      complaints.push(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (complaints.length === before) passed += 1;
  }
  return { fault, seeds: seeds.length, passed, ...sums, complaints };
}

export function hasSurvived({ complaints }: Row): boolean {
  return complaints.length === 0;
}

/**
 * The rows as a Markdown table.
 * @param before a table of an earlier run, whose other rows stay: all faults with twenty seeds take an hour
 */
export function toTable(rows: readonly Row[], before = ''): string {
  const head = '| # | fault | seeds | submitted | lost | doubled | untrue |\n|--:|---|--:|--:|--:|--:|--:|';
  const lines = new Map(Array.from(before.matchAll(/^\| (\d+) \|.*$/gm), ([line, number]) => [Number(number), line]));
  for (const { fault, seeds, passed, submitted, lost, doubled, untrue } of rows) {
    const runs = passed === seeds ? seeds : `${passed} of ${seeds}`;
    const cells = ['', fault.number, fault.name, runs, submitted, lost, doubled, untrue, ''];
    lines.set(fault.number, cells.join(' | ').trim());
  }
  return [head, ...[...lines].sort(([a], [b]) => a - b).map(([, line]) => line)].join('\n');
}

/** The last line of a run. */
export function toVerdict(rows: readonly Row[]): string {
  const sum = (name: 'lost' | 'doubled' | 'untrue') => rows.reduce((total, row) => total + row[name], 0);
  const survived = rows.filter(hasSurvived).length;
  return `${survived}/${rows.length} survived, ${sum('lost')} lost, ${sum('doubled')} doubled, ${sum('untrue')} untrue`;
}
