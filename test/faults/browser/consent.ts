import type { Page } from 'playwright-core';
import { panel, tell } from '../../browser/support/privacy-site.ts';

/** Answers the question before the first view with a yes. */
export async function allow(page: Page): Promise<void> {
  await tell(page, 'open');
  const yes = panel(page).getByRole('button', { name: 'Allow', exact: true });
  await yes.click();
  await yes.waitFor({ state: 'hidden' });
}
