import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, launcher, type OpenedPage, openPage } from '../support/browser.ts';
import {
  allText,
  call,
  databases,
  dump,
  fillRequest,
  NO_TRACES,
  openPanel,
  otherTraces,
  type PrivacySite,
  panel,
  QUIET_MS,
  readCollector,
  sendRequest,
  startPrivacySite,
  tell,
  textsInFiles,
  visitorWho,
} from '../support/privacy-site.ts';

let browser: Browser;
let site: PrivacySite;
let open: OpenedPage[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  site = await startPrivacySite({ '/': 'data-events="on"', '/asks': 'data-consent="required"' });
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
afterEach(async () => {
  site.setWay('open');
  site.release();
  for (const { complaints, context } of open) {
    // A line that is cut is said by the browser itself.
    const errors = complaints.errors.filter((error) => !/^Failed to load resource/.test(error));
    expect({ ...complaints, errors }).toEqual({ violations: [], errors: [] });
    await context.close();
  }
  open = [];
});

async function visit(path = '/'): Promise<Page> {
  const opened = await openPage(browser, site.url + path);
  open.push(opened);
  await launcher(opened.page).waitFor();
  if (path === '/asks') await call(opened.page, 'consent', 'granted');
  await openPanel(opened.page);
  await panel(opened.page).getByRole('combobox').waitFor();
  return opened.page;
}

const stored = async (page: Page) => JSON.stringify(await dump(page));

async function eraseByHand(page: Page): Promise<void> {
  await tell(page, 'search', '');
  await panel(page).getByRole('button', { name: 'Your data on this device' }).click();
  await panel(page).getByRole('button', { name: 'Delete everything' }).click();
  await panel(page).getByRole('button', { name: 'Yes, delete everything' }).click();
}

/** Nothing of a visitor is in the collector but the mark that he was erased. */
function expectErasedThere(visitor: string, texts: readonly string[]): void {
  expect(readCollector(site).events.filter((event) => event.includes(visitor))).toEqual([]);
  expect(textsInFiles(site, [visitor, ...texts])).toEqual([]);
}

/** Sends again what was sent before, as a tab would that woke up late. */
async function sendAgain(text: string): Promise<void> {
  const late = site.sent.filter((body) => body.includes(text));
  expect(late.length).toBeGreaterThan(0);
  for (const body of late) {
    const answer = await fetch(`${site.service.url}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents-batch+json' },
      body,
    });
    const { accepted, rejected } = (await answer.json()) as { accepted: unknown[]; rejected: { reason: string }[] };
    expect(accepted).toEqual([]);
    expect(new Set(rejected.map(({ reason }) => reason))).toEqual(new Set(['erased']));
  }
}

describe('"Delete everything"', () => {
  test('takes away what was sent, what waits and what is under way, here and at the collector, for good', async () => {
    const page = await visit();
    const texts = [
      'kappa is sent',
      'lambda waits',
      'nu under way',
      'xi half written',
      'omikron asked',
      'ana@example.com',
    ];
    await sendRequest(page, 'kappa is sent', 'sent');
    await tell(page, 'article', 'hours');
    await panel(page).getByRole('button', { name: 'Yes', exact: true }).click();
    await panel(page).getByText('Thanks for telling us.').waitFor();
    await expect
      .poll(() => readCollector(site).events.filter((event) => event.includes('article.rated')).length)
      .toBe(1);
    site.setWay('down');
    await sendRequest(page, 'lambda waits', 'waiting');
    await tell(page, 'search', 'when do you open omikron asked');
    await panel(page).getByRole('option').last().click();
    await panel(page).locator('.conversation-reply').first().waitFor();
    site.setWay('hold');
    await fillRequest(page, 'nu under way');
    await panel(page).getByRole('button', { name: 'Send request' }).click();
    await expect.poll(() => textsInFiles(site, ['nu under way'])).toEqual(['nu under way']);
    await panel(page).locator('.state.sending').waitFor(); // the collector has it, the page does not know
    await tell(page, 'ticket');
    await panel(page).getByLabel('Message').fill('xi half written');
    await expect.poll(() => stored(page)).toContain('xi half written');
    const visitor = visitorWho(site, 'kappa is sent');
    expect(readCollector(site).events.filter((event) => event.includes(visitor)).length).toBeGreaterThan(2);
    expect(textsInFiles(site, ['kappa is sent', visitor])).toHaveLength(2); // the search finds what is there

    site.setWay('open');
    await eraseByHand(page);
    await panel(page).getByText('Deleted here and on our server.').waitFor();
    await expect.poll(() => databases(page)).toEqual([]);
    expect(await otherTraces(page)).toEqual(NO_TRACES);
    expectErasedThere(visitor, texts);
    const shown = await allText(page);
    expect(texts.filter((text) => shown.includes(text))).toEqual([]);

    site.release(); // the answer that was kept back, and a tab that woke up late
    for (const text of ['kappa is sent', 'nu under way']) await sendAgain(text);
    await page.waitForTimeout(QUIET_MS);
    expectErasedThere(visitor, texts);
    expect(await databases(page)).toEqual([]);
    await page.reload();
    await launcher(page).waitFor();
    await page.waitForTimeout(QUIET_MS);
    expect(await databases(page)).toEqual([]);
  });

  test('is not the end of it: who writes afterwards is somebody new', async () => {
    const page = await visit();
    await sendRequest(page, 'the old pi', 'sent');
    const before = visitorWho(site, 'the old pi');
    await eraseByHand(page);
    await expect.poll(() => databases(page)).toEqual([]);
    await sendRequest(page, 'the new pi', 'sent');
    expect(visitorWho(site, 'the new pi')).not.toBe(before);
    await tell(page, 'search', '');
    await panel(page).getByRole('button', { name: 'My requests' }).click();
    await panel(page)
      .getByRole('button', { name: /the new pi/ })
      .waitFor();
    expect(await allText(page)).not.toContain('the old pi');
    expectErasedThere(before, ['the old pi']);
    await page.waitForTimeout(QUIET_MS); // nothing of the erasure comes after the new request
    expect(await stored(page)).toContain('the new pi');
  });

  test('leaves no trace of a word typed a moment before', async () => {
    const page = await visit();
    await tell(page, 'ticket');
    await panel(page).getByLabel('Message').fill('rho, and quickly');
    const told = await page.evaluate(() => {
      const { helplet } = window as unknown as { helplet: (verb: string) => Promise<unknown> };
      return helplet('erase').then(() => 'done');
    });
    expect(told).toBe('done');
    expect(await panel(page).getByText('rho, and quickly').count()).toBe(0);
    await page.waitForTimeout(QUIET_MS); // longer than a draft waits to be written
    expect(await databases(page)).toEqual([]);
  });

  test('where there is nothing makes nothing', async () => {
    const opened = await openPage(browser, site.url);
    open.push(opened);
    const { page } = opened;
    await launcher(page).waitFor();
    const before = site.sent.length;
    await call(page, 'erase');
    await page.waitForTimeout(QUIET_MS);
    expect(await databases(page)).toEqual([]);
    expect(site.sent.slice(before)).toEqual([]);
  });

  test('leaves another visitor’s unsent requests alone, and nothing of its own beside them', async () => {
    const page = await visit();
    await call(page, 'identify', { id: 'ben' });
    site.setWay('down');
    await sendRequest(page, 'sigma of Ben', 'waiting', 'ben@example.com');
    await fillRequest(page, 'half of Ben’s sigma', 'ben@example.com');
    await expect.poll(() => stored(page)).toContain('half of Ben’s sigma');
    await call(page, 'logout');
    await call(page, 'identify', { id: 'ana' });
    site.setWay('open');
    await sendRequest(page, 'tau of Ana', 'sent');
    const ana = visitorWho(site, 'tau of Ana');
    site.setWay('down');
    await sendRequest(page, 'tau once more', 'waiting');
    site.setWay('open');
    await call(page, 'erase');
    await expect.poll(() => textsInFiles(site, ['tau of Ana', 'tau once more', ana])).toEqual([]);
    await expect.poll(async () => (await stored(page)).includes(ana)).toBe(false);
    const left = await stored(page);
    for (const text of ['tau', 'ana@example.com']) expect(left).not.toContain(text);
    expect(left).toContain('half of Ben’s sigma');
    await expect.poll(async () => bodiesWith('sigma of Ben')).toBe(1);
    await call(page, 'logout');
    await call(page, 'identify', { id: 'ben' });
    await tell(page, 'search', '');
    await panel(page).getByRole('button', { name: 'My requests' }).click();
    await panel(page)
      .getByRole('button', { name: /sigma of Ben/ })
      .waitFor();
    await tell(page, 'ticket');
    await expect.poll(() => panel(page).getByLabel('Message').inputValue()).toBe('half of Ben’s sigma');
  });

  test('leaves a draft of another visitor who has sent nothing', async () => {
    const page = await visit();
    await call(page, 'identify', { id: 'ben' });
    await fillRequest(page, 'only a draft of upsilon', 'ben@example.com');
    await expect.poll(() => stored(page)).toContain('upsilon');
    await call(page, 'logout');
    await call(page, 'identify', { id: 'ana' });
    await sendRequest(page, 'phi of Ana', 'sent');
    await call(page, 'erase');
    await expect.poll(async () => (await stored(page)).includes('phi')).toBe(false);
    await call(page, 'identify', { id: 'ben' });
    await tell(page, 'ticket');
    await expect.poll(() => panel(page).getByLabel('Message').inputValue()).toBe('only a draft of upsilon');
  });
});

test('after a withdrawal nobody is told that the server has deleted what it was never asked about', async () => {
  const page = await visit('/asks');
  await sendRequest(page, 'stigma was sent', 'sent');
  await tell(page, 'search', '');
  await panel(page).getByRole('button', { name: 'Your data on this device' }).click();
  await panel(page).getByRole('switch').click();
  await panel(page).getByText('What you sent stays with us', { exact: false }).waitFor();
  await panel(page).getByRole('button', { name: 'Delete and keep nothing' }).click();
  await expect.poll(() => panel(page).getByRole('switch').getAttribute('aria-checked')).toBe('false');
  await panel(page).getByRole('switch').click();
  await expect.poll(() => panel(page).getByRole('switch').getAttribute('aria-checked')).toBe('true');
  await panel(page).getByRole('button', { name: 'Delete everything' }).click();
  await panel(page).getByRole('button', { name: 'Yes, delete everything' }).click();
  await panel(page).getByText('Deleted here.', { exact: true }).waitFor();
  expect(textsInFiles(site, ['stigma was sent'])).toHaveLength(1);
});

describe('without a connection', () => {
  test('this device is clean at once, the page says what is still to come, and it comes', async () => {
    const page = await visit();
    await sendRequest(page, 'chi was sent', 'sent');
    const visitor = visitorWho(site, 'chi was sent');
    await page.context().setOffline(true);
    await eraseByHand(page);
    await panel(page).getByText('Deleted here. We', { exact: false }).waitFor();
    expect(await panel(page).getByText('Deleted here and on our server.').count()).toBe(0);
    const left = await stored(page);
    for (const text of ['chi was sent', 'ana@example.com']) expect(left).not.toContain(text);
    const rows = (await dump(page)).outbox ?? [];
    expect(rows.map(([, row]) => (row as { event: { type: string } }).event.type)).toEqual(['helplet.visitor.erased']);
    expect(textsInFiles(site, ['chi was sent'])).toHaveLength(1);
    await page.context().setOffline(false);
    await expect.poll(() => databases(page), { timeout: 20_000 }).toEqual([]);
    await panel(page).getByText('Deleted here and on our server.').waitFor();
    expectErasedThere(visitor, ['chi was sent']);
  });

  test.each(['/', '/asks'])('the collector’s copy goes after a reload in between, too: %s', async (path) => {
    const page = await visit(path);
    const text = `psi was sent from ${path}`;
    await sendRequest(page, text, 'sent');
    const visitor = visitorWho(site, text);
    site.setWay('down');
    await call(page, 'erase');
    expect(await stored(page)).not.toContain('psi');
    await page.reload();
    await launcher(page).waitFor();
    expect(textsInFiles(site, [text])).toHaveLength(1);
    site.setWay('open'); // nobody touches anything: what is unsent is looked for by itself
    await expect.poll(() => databases(page), { timeout: 30_000 }).toEqual([]);
    expectErasedThere(visitor, [text]);
    await page.reload();
    await launcher(page).waitFor();
    await page.waitForTimeout(QUIET_MS);
    expect(await databases(page)).toEqual([]);
  });

  test('what is written while the erasure waits is not taken with it', async () => {
    const page = await visit();
    await sendRequest(page, 'omega was sent', 'sent');
    site.setWay('down');
    await call(page, 'erase');
    await fillRequest(page, 'a new half of omega');
    await expect.poll(() => stored(page)).toContain('a new half of omega');
    site.setWay('open');
    await call(page, 'flush');
    await expect.poll(() => textsInFiles(site, ['omega was sent'])).toEqual([]);
    await page.waitForTimeout(QUIET_MS);
    await page.reload();
    await openPanel(page);
    await tell(page, 'ticket');
    await expect.poll(() => panel(page).getByLabel('Message').inputValue()).toBe('a new half of omega');
  });
});

test('a second tab shows nothing of it afterwards and does not bring the database back', async () => {
  const first = await visit();
  await sendRequest(first, 'sampi is sent', 'sent');
  await tell(first, 'search', 'when do you open sampi asked');
  await panel(first).getByRole('option').last().click();
  await panel(first).locator('.conversation-reply').first().waitFor();
  await fillRequest(first, 'sampi half written');
  await expect.poll(() => stored(first)).toContain('sampi half written');

  const second = await first.context().newPage();
  await second.goto(site.url);
  await openPanel(second);
  await tell(second, 'search', 'when do you open on holidays');
  await panel(second).getByRole('option').last().click();
  await expect.poll(() => panel(second).locator('.conversation-reply').count()).toBe(2);
  await panel(second).getByRole('textbox').fill('sampi in the composer');
  await expect.poll(() => stored(second)).toContain('sampi in the composer');
  await tell(second, 'ticket');
  await expect.poll(() => panel(second).getByLabel('Message').inputValue()).toBe('sampi half written');

  await call(first, 'erase');
  await expect.poll(() => databases(first)).toEqual([]);
  await expect.poll(() => allText(second).then((text) => text.includes('sampi'))).toBe(false);
  await second.waitForTimeout(QUIET_MS);
  expect(await databases(second)).toEqual([]);
  await second.goto('about:blank'); // what a page keeps when it is left
  await first.waitForTimeout(QUIET_MS);
  expect(await databases(first)).toEqual([]);
  await second.goto(site.url);
  await openPanel(second);
  await tell(second, 'ticket');
  await panel(second).getByLabel('Message').waitFor();
  expect(await allText(second)).not.toContain('sampi');
});

async function bodiesWith(text: string): Promise<number> {
  return (await site.service.tickets()).filter(({ data }) => data.body.includes(text)).length;
}
