import type { Report } from '../report.ts';
import { BIN_MS, type Outage, simulateOutage } from './simulate-outage.ts';

const CLIENTS = 1_000;
const OUTAGE_MS = 600_000;

/** Ways in which an outage can look to clients. */
export const outages: readonly Pick<Outage, 'start' | 'retryAfterSeconds'>[] = [
  { start: 'spread', retryAfterSeconds: null },
  { start: 'together', retryAfterSeconds: null },
  { start: 'spread', retryAfterSeconds: 60 },
  { start: 'together', retryAfterSeconds: 60 },
];

/** A crowd of clients after an outage of ten minutes: nobody may be met by a herd. */
export async function runHerd(seeds = 5): Promise<Report> {
  const lines: string[] = [];
  let isOk = true;
  for (const outage of outages) {
    let worst = { ratio: 0, peak: 0, mean: 0, seconds: 0, during: 0 };
    for (let seed = 1; seed <= seeds; seed++) {
      const { recovered, peak, mean, bins, during } = await simulateOutage({
        clients: CLIENTS,
        outageMs: OUTAGE_MS,
        ...outage,
        seed,
      });
      isOk &&= recovered === CLIENTS && peak <= 2 * mean;
      const seconds = (bins.length * BIN_MS) / 1_000;
      if (peak / mean > worst.ratio) worst = { ratio: peak / mean, peak, mean, seconds, during };
    }
    const { ratio, peak, mean, seconds, during } = worst;
    const answer = outage.retryAfterSeconds === null ? 'no answer' : `Retry-After ${outage.retryAfterSeconds}`;
    lines.push(
      `herd, ${CLIENTS} clients, ${OUTAGE_MS / 60_000} min, ${answer}, ${outage.start}: peak ${peak}, mean ${mean.toFixed(1)} in 5 s, ` +
        `ratio ${ratio.toFixed(2)} (worst of ${seeds} seeds), over after ${seconds} s, ${during} requests before`,
    );
  }
  return { lines, ok: isOk };
}
