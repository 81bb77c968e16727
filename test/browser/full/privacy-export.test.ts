import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, launcher, openPage } from '../support/browser.ts';
import {
  call,
  dump,
  fillRequest,
  openPanel,
  type PrivacySite,
  panel,
  sendRequest,
  startPrivacySite,
  tell,
  visitorWho,
} from '../support/privacy-site.ts';

let browser: Browser;
let site: PrivacySite;

beforeAll(async () => {
  browser = await launchBrowser();
  site = await startPrivacySite({ '/': '' });
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** What somebody leaves here: a request that arrived, one that waits, a vote, a conversation, half a message. */
async function leaveTraces(page: Page, word: string, email: string): Promise<void> {
  site.setWay('open');
  await sendRequest(page, `${word} was sent`, 'sent', email);
  site.setWay('down');
  await sendRequest(page, `${word} waits`, 'waiting', email);
  await tell(page, 'article', 'hours');
  await panel(page).getByRole('button', { name: 'Yes', exact: true }).click();
  await panel(page).getByText('Thanks for telling us.').waitFor();
  await tell(page, 'search', `when do you open ${word} asked`);
  await panel(page).getByRole('option').last().click();
  await panel(page).locator('.conversation-reply').first().waitFor();
  await fillRequest(page, `${word} half written`, email);
  await expect.poll(async () => JSON.stringify(await dump(page))).toContain(`${word} half written`);
}

const TEXTS = ['was sent', 'waits', 'asked', 'half written'];

test('the verb and the button give what is the visitor’s own, all of it, and nothing of anybody else', async () => {
  const { page, context, complaints } = await openPage(browser, site.url);
  await launcher(page).waitFor();
  await openPanel(page);
  await leaveTraces(page, 'nobody', 'nobody@example.com');
  const nobody = visitorWho(site, 'nobody was sent');
  await call(page, 'identify', { id: 'ben', email: 'ben@example.com' });
  await leaveTraces(page, 'ben', 'ben@example.com');
  const ben = visitorWho(site, 'ben was sent');
  await call(page, 'identify', { id: 'ana', email: 'ana@example.com' });
  await leaveTraces(page, 'ana', 'ana@example.com');
  const ana = visitorWho(site, 'ana was sent');
  expect(new Set([nobody, ben, ana]).size).toBe(3);
  const everything = JSON.stringify(await dump(page));
  for (const word of ['nobody', 'ben', 'ana'])
    for (const text of TEXTS) expect(everything).toContain(`${word} ${text}`);

  const given = await call(page, 'export');
  await tell(page, 'search', '');
  await panel(page).getByRole('button', { name: 'Your data on this device' }).click();
  const downloading = page.waitForEvent('download');
  await panel(page).getByRole('button', { name: 'Save as file' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^helplet-\d{4}-\d\d-\d\d\.json$/);
  const saved: unknown = JSON.parse(await readFile(await download.path(), 'utf8'));

  for (const data of [given, saved]) {
    expect(data).toMatchObject({ instance: 'default', visitor: ana });
    expect(Date.parse((data as { exportedAt: string }).exportedAt)).toBeGreaterThan(Date.now() - 60_000);
    const text = JSON.stringify(data);
    for (const part of TEXTS) expect(text).toContain(`ana ${part}`);
    for (const other of [ben, nobody, 'ben@example.com', 'nobody@example.com', 'ben was', 'ben half', 'nobody half'])
      expect(text).not.toContain(other);
  }
  expect(still(saved)).toEqual(still(given));

  await call(page, 'identify', { id: 'cy' }); // has left nothing
  const empty = JSON.stringify(await call(page, 'export'));
  for (const word of ['nobody', 'ben', 'ana']) for (const text of TEXTS) expect(empty).not.toContain(`${word} ${text}`);
  for (const id of [nobody, ben, ana]) expect(empty).not.toContain(id);
  const errors = complaints.errors.filter((error) => !/^Failed to load resource/.test(error));
  expect({ ...complaints, errors }).toEqual({ violations: [], errors: [] });
  await context.close();
});

/** Data without what moves while rows wait for their server. */
function still(data: unknown): unknown {
  const moving = /^(exportedAt|lease|nextAt|notBefore|waitSince|attempts|state)$/;
  return JSON.parse(JSON.stringify(data, (key, value) => (moving.test(key) ? undefined : value)));
}
