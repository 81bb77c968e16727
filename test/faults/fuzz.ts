import { configuration, script } from './fuzz/configuration.ts';
import { masking } from './fuzz/masking.ts';
import { retryAfter } from './fuzz/retry-after.ts';
import { serialiser } from './fuzz/serialiser.ts';
import { stateMachine } from './fuzz/state-machine.ts';
import type { Target } from './fuzz/target.ts';
import type { Report } from './report.ts';

const targets: readonly Target[] = [stateMachine, serialiser, retryAfter, configuration, script, masking];

/**
 * Random input for everything that reads what others wrote, and for the outbox as a whole.
 * @param cases in total, shared among the targets
 */
export async function runFuzz(cases: number, seed = Date.now() % 2 ** 31): Promise<Report> {
  const lines: string[] = [];
  let total = 0;
  let failures = 0;
  for (const { name, perMille, run } of targets) {
    const count = Math.ceil((cases * perMille) / 1_000);
    const start = performance.now();
    try {
      await run(count, seed);
    } catch (error) {
      failures += 1;
      lines.push(`  ${name}: ${toText(error)}`);
    }
    total += count;
    const seconds = ((performance.now() - start) / 1_000).toFixed(1);
    lines.push(`fuzz, ${name}: ${count} cases, seed ${seed}, ${seconds} s`);
  }
  lines.push(`fuzz: ${total} cases, ${failures} failures`);
  return { lines, ok: failures === 0 };
}

/** fast-check says which input failed, and keeps what was wrong with it as the cause. */
function toText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}\n${error.cause.message}` : error.message;
}
