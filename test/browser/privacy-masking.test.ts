import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launchBrowser, launcher, type OpenedPage, openPage } from './support/browser.ts';
import {
  call,
  dump,
  openPanel,
  type PrivacySite,
  panel,
  startPrivacySite,
  tell,
  textsInFiles,
} from './support/privacy-site.ts';

let browser: Browser;
let site: PrivacySite;
let open: OpenedPage[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  site = await startPrivacySite({ '/': '', '/shows': 'data-unmask="allow"' });
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
afterEach(async () => {
  for (const { complaints, context } of open) {
    expect(complaints).toEqual({ violations: [], errors: [] });
    await context.close();
  }
  open = [];
});

async function visit(path: string): Promise<Page> {
  const opened = await openPage(browser, site.url + path);
  open.push(opened);
  await launcher(opened.page).waitFor();
  await openPanel(opened.page);
  await panel(opened.page).getByRole('combobox').waitFor();
  return opened.page;
}

const CARD = '4111 1111 1111 1111';
const EMAIL = 'bob.private@mail.example';
const PHONE = '+44 20 7946 0958';
/** Every way they may be written down, whole or the part that gives them away. */
const RAW = [CARD, '4111111111111111', '1111 1111', 'bob.private', EMAIL, PHONE, '7946 0958', '79460958'];

/** A text with all three; `word` tells it from the others. */
const secret = (word: string) => `${word}: my card ${CARD}, my mail ${EMAIL}, my phone ${PHONE}.`;
const masked = (word: string) => `${word}: my card [card], my mail [email], my phone [phone].`;

const stored = async (page: Page) => JSON.stringify(await dump(page));

/** What of the raw numbers is on the device, was on the wire, or lies in the collector's files. */
async function found(page: Page, raw = RAW) {
  const here = await stored(page);
  const sent = site.sent.join('\n');
  return {
    here: raw.filter((text) => here.includes(text)),
    sent: raw.filter((text) => sent.includes(text)),
    there: textsInFiles(site, raw),
  };
}

const NOWHERE = { here: [], sent: [], there: [] };

test('a card, an address and a phone number are hidden before anything is stored or sent, whatever they stand in', async () => {
  const page = await visit('/');
  await call(page, 'update', { fields: [{ name: 'order', type: 'text' }] });

  await tell(page, 'search', secret('Asked'));
  await panel(page).getByRole('option').last().click();
  await panel(page).locator('.conversation-reply').first().waitFor();
  expect(await panel(page).locator('.conversation-own').first().textContent()).toContain(masked('Asked'));
  await panel(page).getByRole('textbox').fill(secret('Composed'));
  await expect.poll(() => stored(page)).toContain(masked('Composed'));
  expect(await found(page)).toEqual(NOWHERE);
  await panel(page).getByRole('button', { name: 'Write to a person' }).click();

  await panel(page).getByLabel('Your e-mail').fill('contact@shop.example');
  await panel(page).getByLabel('order').fill(secret('Field'));
  const message = panel(page).getByLabel('Message');
  await message.fill('');
  await message.pressSequentially(secret('Typed'), { delay: 15 });
  await expect.poll(() => stored(page)).toContain(masked('Typed'));
  expect(await found(page)).toEqual(NOWHERE);
  const preview = panel(page).locator('section.preview');
  expect(await preview.locator('.chip').allTextContents()).toEqual([
    'card •••• 1111',
    'e-mail b•••@mail.example',
    'phone ••• 58',
  ]);
  for (const said of ['a card number', 'an e-mail address', 'a phone number'])
    expect(await preview.getByRole('status').textContent()).toContain(`We hid what looks like ${said}.`);
  expect(await preview.getByRole('button').allTextContents()).toEqual([]);
  await panel(page).getByRole('button', { name: 'Send request' }).click();
  await panel(page).locator('.state.sent').waitFor();

  await panel(page).getByLabel('Add a message').fill(secret('Added'));
  await panel(page).getByRole('button', { name: 'Send', exact: true }).click();
  await expect.poll(() => stored(page)).toContain(masked('Added'));
  await expect.poll(() => textsInFiles(site, [masked('Added')]), { timeout: 15_000 }).toHaveLength(1);

  await tell(page, 'rate');
  await panel(page).getByRole('radio', { name: 'Neither', exact: true }).click();
  await panel(page).getByLabel('Would you like to say why?').fill(secret('Rated'));
  await panel(page).getByRole('button', { name: 'Send rating' }).click();
  await panel(page).locator('.outcome').waitFor();
  await expect.poll(() => textsInFiles(site, [masked('Rated')])).toHaveLength(1);

  const [ticket] = await site.service.tickets();
  expect(ticket?.data).toMatchObject({
    subject: expect.stringContaining('Typed: my card [card]'),
    body: masked('Typed'),
    contact: { email: 'contact@shop.example' },
    fields: { order: masked('Field') },
  });
  expect(JSON.stringify(ticket?.data.transcript)).toContain(masked('Asked'));
  expect(await found(page)).toEqual(NOWHERE);
  await page.reload(); // what is kept when a page is left
  expect(await found(page)).toEqual(NOWHERE);
});

test('where the site allows it, the one part that the visitor shows arrives, and the others do not', async () => {
  const page = await visit('/shows');
  await tell(page, 'ticket');
  await panel(page).getByLabel('Your e-mail').fill('contact@shop.example');
  await panel(page).getByLabel('Message').fill(secret('Shown'));
  const chip = panel(page)
    .locator('section.preview')
    .getByRole('button', { name: /^phone ••• 58/ });
  await chip.click();
  expect(await panel(page).locator('section.preview .message').textContent()).toContain(PHONE);
  await expect.poll(() => stored(page)).toContain(masked('Shown')); // a draft hides it all the same
  await panel(page)
    .getByRole('button', { name: `Hide ${PHONE} again` })
    .click();
  await chip.waitFor();
  await chip.click();
  await panel(page).getByRole('button', { name: 'Send request' }).click();
  await panel(page).locator('.state.sent').waitFor();
  const [ticket] = await site.service.tickets();
  expect(ticket?.data.body).toBe(`Shown: my card [card], my mail [email], my phone ${PHONE}.`);
  const others = RAW.filter((text) => !PHONE.includes(text) && text !== '79460958');
  expect(await found(page, others)).toEqual(NOWHERE);
  expect(textsInFiles(site, [PHONE])).toEqual([PHONE]);
});
