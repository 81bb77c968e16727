import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage, openPanel, panel } from './support/browser.ts';
import { type Service, startService } from './support/service.ts';

let browser: Browser;
let service: Service;

beforeAll(async () => {
  [browser, service] = await Promise.all([launchBrowser(), startService()]);
});
afterAll(async () => {
  await browser?.close();
  await service?.dispose();
});

test('a request and a vote made in the widget appear in the open console within a second', async () => {
  const team = await openPage(browser, `${service.url}/console/#token=${service.token}`);
  await team.page.getByRole('heading').first().waitFor();
  expect(new URL(team.page.url()).hash).toBe(''); // the token leaves the address bar
  await expect.poll(() => team.page.getByText('Live', { exact: true }).count()).toBeGreaterThan(0);

  const visitor = await openPage(browser, service.url);
  await openPanel(visitor.page);
  await visitor.page.evaluate(() =>
    (window as unknown as { helplet: (...args: unknown[]) => void }).helplet('ticket', {
      email: 'ana@example.com',
      body: 'Seen by the team at once',
    }),
  );
  await panel(visitor.page).getByRole('button', { name: 'Send request' }).click();
  await expect.poll(() => panel(visitor.page).locator('.state').textContent()).toContain('Sent.');
  await team.page.getByText('Seen by the team at once').first().waitFor({ timeout: 1_000 });

  expect(team.complaints).toEqual({ violations: [], errors: [] });
  expect(visitor.complaints).toEqual({ violations: [], errors: [] });
  await Promise.all([team.context.close(), visitor.context.close()]);
});

test('a wrong token is refused and shows nothing', async () => {
  const { page, context } = await openPage(browser, `${service.url}/console/#token=wrong`);
  await expect.poll(() => page.getByRole('textbox').or(page.locator('input')).count()).toBeGreaterThan(0);
  expect(await page.textContent('body')).not.toContain('ana@example.com');
  await context.close();
});
