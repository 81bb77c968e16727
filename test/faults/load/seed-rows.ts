import type { Page } from 'playwright-core';
import { ticket } from '../../support/collector/events.ts';
import { plantRows, toRow } from '../harness/plant.ts';

/** Numbers given so far: one collector sees each ticket once. */
let seeded = 0;

/**
 * Puts tickets of about 220 bytes of text into the widget's database.
 * @param page any page of the widget's origin without the widget
 * @returns the ids
 */
export async function seedRows(page: Page, count: number, endpoint: string): Promise<readonly string[]> {
  const rows = Array.from({ length: count }, () => {
    const number = ++seeded;
    return toRow(ticket(number, { body: `Message ${number}: ${'the kettle does not boil. '.repeat(8)}` }), endpoint);
  });
  await plantRows(page, rows);
  return rows.map(({ id }) => id);
}
