import type { Report } from '../report.ts';
import { type Mishap, runControl } from './run-control.ts';

const controls = [
  { name: 'workbox-background-sync', scripts: { page: 'workbox-page.ts', worker: 'workbox-worker.ts' } },
  { name: '@sentry/browser offline transport', scripts: { page: 'sentry-page.ts' } },
] as const;
const mishaps: readonly Mishap[] = ['server errors', 'killed in flight', 'answer lost'];

/** Two well-known queues in our harness. It has to find what is known to be lost there, or it is blind. */
export async function runControls(): Promise<Report> {
  const lines: string[] = [];
  let isSeeing = true;
  for (const { name, scripts } of controls) {
    let found = 0;
    for (const mishap of mishaps) {
      const { kept, lost, sentTwice } = await runControl(scripts, mishap);
      found += lost;
      lines.push(`control, ${name}, ${mishap}: ${kept} kept, ${lost} lost, ${sentTwice} sent twice`);
    }
    isSeeing &&= found > 0;
  }
  lines.push(
    isSeeing ? 'controls: each lost something, as it is known to' : 'controls: nothing was lost: the harness is blind',
  );
  return { lines, ok: isSeeing };
}
