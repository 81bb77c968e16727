import type { Report } from '../report.ts';
import { scenarios } from './scenarios.ts';
import { sweep } from './sweep.ts';

/** Sweeps every point of every scenario with every fault that can happen there. */
export async function runCrashPoints(): Promise<Report> {
  const lines: string[] = [];
  const failures: string[] = [];
  let points = 0;
  let runs = 0;
  for (const scenario of scenarios) {
    const swept = await sweep(scenario);
    const count = Object.values(swept.points).reduce((sum, one) => sum + one, 0);
    const kinds = Object.entries(swept.points).map(([kind, number]) => `${number} ${kind}`);
    lines.push(`crash points, ${scenario.name}: ${count} (${kinds.join(', ')}), ${swept.runs} runs`);
    points += count;
    runs += swept.runs;
    failures.push(...swept.failures);
  }
  lines.push(...failures.map((failure) => `  ${failure}`));
  lines.push(`crash points: ${points} of ${points} awaits, ${runs} runs, ${failures.length} failures`);
  return { lines, ok: failures.length === 0 };
}
