import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, openPage } from '../support/browser.ts';
import type { Host } from '../support/host.ts';
import { startHostPages } from '../support/host-pages.ts';
import { launcherIn, panelIn, stateText, waitForState, writeRequest } from '../support/main-path.ts';
import { type Service, startService } from '../support/service.ts';

let browser: Browser;
let service: Service;
let host: Host;

beforeAll(async () => {
  [browser, service] = await Promise.all([launchBrowser(), startService()]);
  host = await startHostPages({ service });
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([host?.close(), service?.dispose()]);
});

const bodies = async () => (await service.tickets()).map(({ data }) => data.body);

describe('on a page with polluted prototypes', () => {
  test('nothing of the visitor is filled in, named or stored by what they say', async () => {
    const { page, context, complaints } = await openPage(browser, `${host.url}/pages/polluted.html`);
    await launcherIn(page).click();
    const panel = panelIn(page);
    await page.evaluate(() => {
      (window as unknown as { helplet: (...args: unknown[]) => void }).helplet('identify', { id: 7 });
    });
    await panel.getByRole('button', { name: 'Write to us' }).click();
    expect(await panel.getByLabel('Your e-mail').inputValue()).toBe('');
    expect(await panel.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('');
    expect(await panel.getByText('evil').count()).toBe(0);
    await panel.getByRole('textbox', { name: 'Message' }).fill('Never sent');
    await panel.getByRole('button', { name: 'Send request' }).click();
    await panel.getByText('Enter an e-mail address').waitFor();
    expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([
      'helplet:default',
    ]);
    expect(complaints).toEqual({ violations: [], errors: [] });
    await context.close();
  });

  test('a site that has configured nothing has no knowledge base and no endpoint', async () => {
    const { page, context, complaints } = await openPage(browser, `${host.url}/pages/polluted-bare.html`);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await launcherIn(page).click();
    await panelIn(page).getByText('This site has no help articles.').waitFor();
    expect(await panelIn(page).getByRole('button', { name: 'Write to us' }).count()).toBe(0);
    expect(await panelIn(page).getByRole('combobox').count()).toBe(0);
    expect(asked.filter((url) => !url.startsWith(`${host.url}/helplet/`))).toEqual([]);
    expect(complaints).toEqual({ violations: [], errors: [] });
    await context.close();
  });
});

describe.concurrent('where the page has replaced fetch before us', () => {
  const ways = ['throws', 'rejects', 'never', 'undefined', 'synchronous', 'fake', 'proof'];
  test.for(ways)(
    'by one that is "%s", a request is kept, said to be, and sent from the next page',
    async (way, { expect }) => {
      const { page, context, complaints } = await openPage(browser, `${host.url}/pages/fetch-first.html?${way}`);
      const message = `Kept although fetch is "${way}"`;
      await launcherIn(page).click();
      await writeRequest(page, message);
      await waitForState(page, way === 'never' ? 'Sending' : "We couldn't reach the server yet");
      const said: string[] = [];
      for (const end = Date.now() + 3_000; Date.now() < end; await page.waitForTimeout(100)) {
        said.push(await stateText(page));
      }
      expect(said.filter((text) => text.includes('Sent'))).toEqual([]);
      expect(await bodies()).not.toContain(message);
      await page.goto(`${host.url}/pages/plain.html`);
      await launcherIn(page).click();
      await panelIn(page).getByRole('button', { name: 'My requests' }).click();
      await panelIn(page).getByRole('button', { name: message }).click();
      await waitForState(page, 'Sent.');
      expect((await bodies()).filter((body) => body === message)).toHaveLength(1);
      expect(complaints).toEqual({ violations: [], errors: [] });
      await context.close();
    },
  );

  test('the articles that cannot be had are said to be missing, also where no answer ever comes', async () => {
    // In Chinese, whose texts do not come either: English has to do.
    const { page, context } = await openPage(browser, `${host.url}/pages/fetch-first.html?never`, { locale: 'zh-CN' });
    await launcherIn(page).click();
    await panelIn(page).getByText("The help articles couldn't be loaded.").waitFor({ timeout: 25_000 });
    await context.close();
  });
});

describe('where the page listens to keys', () => {
  test('what is typed in the panel triggers none of its shortcuts', async () => {
    const { page, context, complaints } = await openPage(browser, `${host.url}/pages/shortcuts.html`);
    const title = await page.title();
    await page.locator('h1').click();
    await page.keyboard.press('j');
    expect(await page.title()).toBe(`${title} keydown:j keypress:j keyup:j`); // they do work
    await launcherIn(page).click();
    const panel = panelIn(page);
    await panel.getByRole('combobox').click();
    await page.keyboard.type('hours / ? j');
    await panel.getByRole('option', { name: /Opening hours/ }).waitFor();
    await panel.getByRole('button', { name: 'Clear', exact: true }).click();
    await panel.getByRole('button', { name: 'Write to us' }).click();
    await panel.getByRole('textbox', { name: 'Message' }).click();
    await page.keyboard.type('gg dd ?');
    expect(await panel.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('gg dd ?');
    expect(await page.title()).toBe(`${title} keydown:j keypress:j keyup:j`);
    await page.locator('#editor').click();
    await page.keyboard.type('more ');
    expect(await page.locator('#editor').textContent()).toContain('more');
    expect(complaints).toEqual({ violations: [], errors: [] });
    await context.close();
  });
});
