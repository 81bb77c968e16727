import { expect, test } from 'vitest';
import { outages } from '../faults/herd/campaign.ts';
import { simulateOutage } from '../faults/herd/simulate-outage.ts';

const CLIENTS = 1_000;

test.each(outages)(
  `${CLIENTS} clients come back evenly after ten minutes without a server: %j`,
  async (outage) => {
    const { recovered, peak, mean } = await simulateOutage({
      clients: CLIENTS,
      outageMs: 600_000,
      ...outage,
      seed: 1,
    });
    expect(recovered).toBe(CLIENTS);
    expect(peak).toBeLessThanOrEqual(2 * mean);
  },
  30_000,
);
