import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, launcher, type OpenedPage, openPage } from '../support/browser.ts';
import {
  allText,
  call,
  dump,
  fillRequest,
  openPanel,
  type PrivacySite,
  panel,
  sendRequest,
  startPrivacySite,
  tell,
} from '../support/privacy-site.ts';

let browser: Browser;
let site: PrivacySite;
let open: OpenedPage[] = [];

const ANA = { id: 'ana-17', email: 'ana@example.com', name: 'Ana Aman' };
const BEN = { id: 'ben-42', email: 'ben@example.com', name: 'Ben Bold' };

/** What Ana leaves on the device; one word each that nobody else has. */
const HERS = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'theta', 'ana-17', 'ana@example.com', 'Ana Aman'];

beforeAll(async () => {
  browser = await launchBrowser();
  site = await startPrivacySite({ '/': '' });
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
afterEach(async () => {
  site.setWay('open');
  for (const { complaints, context } of open) {
    // A line that is cut is said by the browser itself.
    const errors = complaints.errors.filter((error) => !/^Failed to load resource/.test(error));
    expect({ ...complaints, errors }).toEqual({ violations: [], errors: [] });
    await context.close();
  }
  open = [];
});

async function visit(): Promise<Page> {
  const opened = await openPage(browser, site.url);
  open.push(opened);
  await launcher(opened.page).waitFor();
  return opened.page;
}

/** Sends, is refused, leaves half of everything behind. The line is cut afterwards. */
async function useEverything(page: Page): Promise<void> {
  await openPanel(page);
  site.setWay('open');
  await sendRequest(page, 'Where is alpha?', 'sent');
  site.setWay('refuse');
  await sendRequest(page, 'Where is gamma?', 'failed');
  site.setWay('down');
  await sendRequest(page, 'Where is beta?', 'waiting');
  await tell(page, 'article', 'hours');
  await panel(page).getByRole('button', { name: 'Yes', exact: true }).click();
  await panel(page).getByText('Thanks for telling us.').waitFor();
  await tell(page, 'rate');
  await panel(page).getByRole('radio', { name: 'Unhappy', exact: true }).click();
  await panel(page).getByLabel('Would you like to say why?').fill('Because of theta');
  await panel(page).getByRole('button', { name: 'Send rating' }).click();
  await panel(page).locator('.outcome').waitFor();
  await converse(page, 'are you open on saturday delta');
  await panel(page).getByRole('textbox').fill('And what of epsilon');
  await expect.poll(() => stored(page)).toContain('epsilon');
  await fillRequest(page, 'Half a word of zeta');
  await expect.poll(() => stored(page)).toContain('zeta');
}

async function converse(page: Page, question: string): Promise<void> {
  await tell(page, 'search', question);
  await panel(page).getByRole('option').last().click();
  await panel(page).locator('.conversation-reply').first().waitFor();
}

const stored = async (page: Page) => JSON.stringify(await dump(page));

/** Nothing of Ana's in any view, the launcher, or what the page can be given. */
async function expectNothingOfHers(page: Page, texts: readonly string[] = HERS): Promise<void> {
  const look = async (view: string) => {
    const shown = await allText(page);
    expect({ view, shown: texts.filter((text) => shown.includes(text)) }).toEqual({ view, shown: [] });
  };
  await look('as it is');
  expect(await launcher(page).getAttribute('data-badge')).toBeFalsy();
  expect(await launcher(page).getAttribute('title')).not.toContain('(');
  await tell(page, 'open');
  await tell(page, 'search', '');
  await panel(page).getByRole('combobox').waitFor();
  await look('home');
  expect(await panel(page).getByRole('button', { name: 'My requests' }).count()).toBe(0);
  await tell(page, 'ticket');
  await panel(page).getByLabel('Message').waitFor();
  await look('request form');
  await tell(page, 'article', 'hours');
  await panel(page).getByText('Did this help?').waitFor();
  expect(await panel(page).getByText('Thanks for telling us.').count()).toBe(0);
  await look('article');
  await tell(page, 'rate');
  await panel(page).getByRole('radio').first().waitFor();
  expect(await panel(page).getByRole('radio', { checked: true }).count()).toBe(0);
  await look('rating');
  await tell(page, 'search', '');
  await panel(page).getByRole('button', { name: 'Your data on this device' }).click();
  await panel(page).locator('.privacy').waitFor();
  await look('privacy');
  await tell(page, 'search', 'holidays');
  await panel(page).getByRole('option').last().click();
  await panel(page).locator('.conversation-reply').first().waitFor();
  expect(await panel(page).locator('.conversation-own').count()).toBe(1);
  await look('conversation');
  await panel(page).getByRole('button', { name: 'Start over' }).click();
  await panel(page).getByRole('button', { name: 'Delete this conversation?' }).click();
  const data = JSON.stringify(await call(page, 'export'));
  expect(texts.filter((text) => data.includes(text))).toEqual([]);
}

describe('on a shared computer', () => {
  test('who comes next sees nothing of the one before, whose rows still arrive and who finds his own again', async () => {
    const page = await visit();
    await call(page, 'identify', ANA);
    await useEverything(page);
    expect(await launcher(page).getAttribute('data-badge')).toBe('');
    await call(page, 'close');
    await call(page, 'logout');
    await expectNothingOfHers(page);
    await call(page, 'identify', BEN);
    await expectNothingOfHers(page);
    await tell(page, 'ticket');
    await expect.poll(() => panel(page).getByLabel('Your e-mail').inputValue()).toBe(BEN.email);

    const before = await betas();
    site.setWay('open');
    await call(page, 'flush');
    await expect.poll(betas).toBe(before + 1);
    const [alpha, beta] = ['alpha', 'beta'].map((word) =>
      site.service.tickets().then((all) => all.find(({ data }) => data.body.includes(word))?.data),
    );
    expect((await beta)?.visitor).toBe((await alpha)?.visitor);
    expect((await beta)?.contact).toMatchObject({ id: ANA.id });
    await expectNothingOfHers(page);
    await sendRequest(page, 'A word of Ben’s', 'sent', BEN.email);

    await call(page, 'identify', ANA);
    await tell(page, 'search', '');
    await panel(page).getByRole('button', { name: 'My requests' }).click();
    for (const word of ['alpha', 'beta', 'gamma']) await panel(page).getByRole('button', { name: word }).waitFor();
    expect(await allText(page)).not.toContain('A word of Ben’s');
    await tell(page, 'ticket');
    await expect.poll(() => panel(page).getByLabel('Message').inputValue()).toBe('Half a word of zeta');
    await tell(page, 'article', 'hours');
    await panel(page).getByText('Thanks for telling us.').waitFor();
    await converse(page, 'holidays');
    await expect.poll(() => panel(page).locator('.conversation-own').count()).toBe(2);
    expect(await panel(page).locator('.conversation-own').first().textContent()).toContain('delta');
    expect(await panel(page).getByRole('textbox').inputValue()).toBe('And what of epsilon');

    await page.reload();
    await openPanel(page);
    await panel(page).getByRole('combobox').waitFor();
    await expectNothingOfHers(page);
  });

  test('who never said who he is leaves nothing behind either, once he is logged out', async () => {
    const page = await visit();
    await useEverything(page);
    await call(page, 'logout');
    await expectNothingOfHers(page);
    await page.reload();
    await openPanel(page);
    await panel(page).getByRole('combobox').waitFor();
    await expectNothingOfHers(page);
    const before = await betas();
    site.setWay('open');
    await call(page, 'flush');
    await expect.poll(betas).toBe(before + 1);
  });

  test('a log-out called by the next page, before anything is loaded, counts as well', async () => {
    const page = await visit();
    await openPanel(page);
    await fillRequest(page, 'Half a word of zeta');
    await converse(page, 'are you open on saturday delta');
    await expect.poll(() => stored(page)).toContain('zeta');
    await page.reload();
    await launcher(page).waitFor();
    await tell(page, 'logout'); // waits for nobody: the widget was not touched on this page
    await expect.poll(() => stored(page)).not.toContain('zeta');
    await expect.poll(() => stored(page)).not.toContain('delta');
    await openPanel(page);
    await panel(page).getByRole('combobox').waitFor();
    await expectNothingOfHers(page);
  });

  test('a word typed in the moment of the log-out is kept for nobody else', async () => {
    const page = await visit();
    await call(page, 'identify', ANA);
    await openPanel(page);
    for (const word of ['zeta-one', 'zeta-two', 'zeta-three']) {
      await tell(page, 'ticket');
      await panel(page).getByLabel('Message').fill(word);
      await call(page, 'logout');
      await tell(page, 'ticket');
      await page.waitForTimeout(600); // longer than a draft waits to be written
      expect(await panel(page).getByLabel('Message').inputValue()).toBe('');
      const drafts = (await dump(page)).drafts ?? [];
      expect(drafts.filter(([key]) => key === 'ticket').map(([, draft]) => JSON.stringify(draft))).toEqual([]);
      await page.reload();
      await openPanel(page);
      await tell(page, 'ticket');
      await panel(page).getByLabel('Message').waitFor();
      expect(await allText(page)).not.toContain('zeta');
      await call(page, 'identify', ANA);
    }
  });

  test('an address the page gave with one visitor is not filled in for the next', async () => {
    const page = await visit();
    await openPanel(page); // the form was never opened
    await call(page, 'identify', ANA);
    await call(page, 'prefill', { body: 'A text about alpha' });
    await call(page, 'logout');
    await call(page, 'identify', { id: 'no-address' });
    await expectNothingOfHers(page);
    await call(page, 'identify', ANA);
    await call(page, 'identify', BEN); // without a log-out in between
    await tell(page, 'ticket');
    await expect.poll(() => panel(page).getByLabel('Your e-mail').inputValue()).toBe(BEN.email);
    await expectNothingOfHers(page);
  });

  test.each([
    { who: 'identified', user: ANA },
    { who: 'without a name', user: null },
  ])('in two tabs, a log-out in one clears the other: $who', async ({ user }) => {
    const first = await visit();
    const second = await first.context().newPage();
    await second.goto(site.url);
    for (const page of [first, second]) if (user) await call(page, 'identify', user);
    await useEverything(first);
    await openPanel(second);
    await tell(second, 'ticket');
    await expect.poll(() => panel(second).getByLabel('Message').inputValue()).toBe('Half a word of zeta');
    await tell(second, 'search', '');
    await panel(second).getByRole('button', { name: 'My requests' }).click();
    await panel(second).getByRole('button', { name: /alpha/ }).click();
    await panel(second).getByText('Where is alpha?').first().waitFor();
    await call(first, 'logout');
    await expect.poll(async () => (await allText(second)).includes('alpha')).toBe(false);
    await expectNothingOfHers(first);
    await expectNothingOfHers(second);
  });
});

/** How many requests about beta have arrived. */
async function betas(): Promise<number> {
  return (await site.service.tickets()).filter(({ data }) => data.body === 'Where is beta?').length;
}
