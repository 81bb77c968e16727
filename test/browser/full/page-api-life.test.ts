import type { ServerResponse } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ApiSite, FULL, loaded, run, STUB, soon, startApiSite } from '../support/api-site.ts';
import { launchBrowser, launcher, openPage, openPanel, panel } from '../support/browser.ts';
import { buildConsumerApp } from '../support/consumer-app.ts';
import { startHost } from '../support/host.ts';

let browser: Browser;
let site: ApiSite;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  site = await startApiSite(browser);
});
beforeEach(async () => {
  site.answer = 'accept';
  site.events.length = 0;
  page = await site.context.newPage();
});
afterEach(async () => {
  await page.close();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const widgets = () => page.locator('helplet-widget').count();
const heard = () => run(page, 'window.heard') as Promise<string[]>;
const LISTEN = `${STUB}
window.heard = [];
for (const name of ['ready', 'open', 'close', 'error', 'sync']) helplet('on', name, () => heard.push(name));`;

/** Holds back every request for files of this name until the result is called. */
async function hold(name: string): Promise<() => void> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(`**/chunks/${name}-*`, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

describe('the life of the widget', () => {
  test('shut down and started again it works as before, and listeners and configuration have stayed', async () => {
    const told = await site.show(page, { attributes: FULL, script: LISTEN });
    await loaded(page);
    await run(page, 'helplet.update({ label: "Ask us" })');
    for (let round = 0; round < 3; round++) {
      await openPanel(page);
      await panel(page).getByRole('combobox').fill('parcel');
      await panel(page).getByRole('option', { name: 'When does my parcel arrive?' }).waitFor();
      await run(page, 'helplet.shutdown()');
      expect(await widgets()).toBe(0);
      await run(page, '(async () => { await helplet.open(); await helplet.search("x"); await helplet.show() })()');
      expect(await widgets()).toBe(0); // there is nothing to open
      await run(page, 'helplet.boot()');
      expect(await widgets()).toBe(1);
      expect(await launcher(page).getAttribute('title')).toBe('Ask us');
    }
    expect((await heard()).filter((name) => name === 'open')).toHaveLength(3);
    expect((await heard()).filter((name) => name === 'ready')).toHaveLength(4);
    expect(told).toEqual([]);
    expect(site.complaints).toEqual({ violations: [], errors: [] });
  });

  test('what a visitor sent before is still sent after it, and a draft is still there', async () => {
    site.answer = 'busy';
    await site.show(page, { attributes: FULL });
    await loaded(page);
    await run(page, 'helplet.ticket({ email: "ana@example.com", body: "sent before" })');
    await panel(page).getByRole('button', { name: 'Send request' }).click();
    await panel(page).getByText('keep trying').first().waitFor();
    await run(page, 'helplet.ticket()');
    await panel(page).getByRole('textbox', { name: 'Message' }).fill('half written');
    await run(page, 'helplet.shutdown()');
    site.answer = 'accept';
    await run(page, '(async () => { await helplet.boot(); await helplet.ticket() })()');
    await soon(() => panel(page).getByRole('textbox', { name: 'Message' }).inputValue()).toBe('half written');
    await run(page, 'helplet.flush()');
    await soon(() => site.events.map(({ type }) => type)).toEqual(['helplet.ticket.created']);
  });

  test.each(['core', 'panel'])('shut down while its %s is loading it is gone at once, and stays so', async (chunk) => {
    const told = await site.show(page, { attributes: FULL, script: LISTEN });
    await loaded(page);
    const release = await hold(chunk);
    const asked = page.waitForRequest(new RegExp(`/chunks/${chunk}-`));
    await run(page, 'void helplet.open()');
    await asked;
    await run(page, 'void helplet.shutdown()');
    await soon(widgets).toBe(0);
    release();
    await run(page, 'helplet.shutdown()');
    await page.waitForLoadState('networkidle');
    expect(await widgets()).toBe(0);
    expect((await heard()).filter((name) => name !== 'sync')).toEqual(['ready']);
    await run(page, '(async () => { await helplet.boot(); await helplet.open() })()');
    await panel(page).waitFor();
    expect(await widgets()).toBe(1);
    expect(told).toEqual([]);
  });

  test('destroyed it does not come back', async () => {
    await site.show(page, { attributes: FULL, script: LISTEN });
    await loaded(page);
    await openPanel(page);
    await run(page, 'helplet.destroy()');
    await run(page, '(async () => { await helplet.boot({ label: "Again" }); await helplet.open() })()');
    await page.waitForTimeout(300); // its element returns after 100 ms where it is to
    expect(await widgets()).toBe(0);
    expect((await heard()).filter((name) => name === 'ready')).toHaveLength(1);
  });

  test('the visitor and the open panel stay when a running widget has to start anew', async () => {
    await site.show(page, { attributes: FULL });
    await loaded(page);
    await run(page, '(async () => { await helplet.identify({ id: "u-1", name: "Ada" }); await helplet.open() })()');
    await soon(() => panel(page).locator('.greeting').textContent()).toContain(', Ada');
    await run(page, 'helplet.update({ events: "on" })');
    await soon(() => panel(page).locator('.greeting').textContent()).toContain(', Ada');
    expect(await panel(page).isVisible()).toBe(true);
    expect(await page.locator('helplet-widget [role=dialog]').count()).toBe(1);
  });
});

describe('opening', () => {
  test('is not undone by what it waits for: closed meanwhile, the panel stays closed', async () => {
    await site.show(page, { attributes: FULL, script: LISTEN });
    await loaded(page);
    const release = await hold('panel');
    const asked = page.waitForRequest(/\/chunks\/panel-/);
    await run(page, 'window.opening = helplet.open(), undefined');
    await asked;
    await run(page, 'void helplet.close()');
    release();
    await run(page, 'window.opening');
    await page.waitForLoadState('networkidle');
    expect(await panel(page).isVisible()).toBe(false);
    expect(await heard()).not.toContain('open');
    await run(page, 'helplet.open()');
    expect(await panel(page).isVisible()).toBe(true);
  });

  test('twice at once opens one panel, once', async () => {
    await site.show(page, { attributes: FULL, script: LISTEN });
    await loaded(page);
    await run(page, 'Promise.all([helplet.open(), helplet.open(), helplet("open")]).then(() => undefined)');
    expect(await page.locator('helplet-widget [role=dialog]').count()).toBe(1);
    expect((await heard()).filter((name) => name === 'open')).toHaveLength(1);
  });

  test('by two fast clicks leaves it open', async () => {
    await site.show(page, { attributes: FULL });
    await loaded(page);
    await launcher(page).dblclick();
    await panel(page).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await panel(page).isVisible()).toBe(true);
  });

  test('right before the page is left does nobody harm', async () => {
    await site.show(page, {
      attributes: FULL,
      script: `${STUB}\naddEventListener('pagehide', () => void helplet('open'));`,
    });
    await loaded(page);
    await run(page, 'void helplet.open()');
    const told = await site.show(page, { attributes: FULL });
    await loaded(page);
    await openPanel(page);
    expect(told).toEqual([]);
    expect(site.complaints).toEqual({ violations: [], errors: [] });
  });
});

describe('ready', () => {
  test('is told when the launcher is in the page, also to the document, while the page is still coming', async () => {
    let finish: () => void = () => undefined;
    const host = await startHost({
      files: {
        '/': (_request: unknown, response: ServerResponse) => {
          response.writeHead(200, { 'content-type': 'text/html' });
          response.write(
            `<!doctype html><title>Slow</title><link rel="icon" href="/icon.svg"><script src="/page.js"></script><script src="/helplet/helplet.js"></script><p>${' '.repeat(2_000)}`,
          );
          finish = () => response.end('the rest');
        },
        '/icon.svg': { body: '<svg xmlns="http://www.w3.org/2000/svg"/>', type: 'image/svg+xml' },
        '/page.js': {
          body: `${STUB}
window.heard = [];
const note = (way) => () => heard.push(way + ' ' + (document.querySelector('helplet-widget') !== null));
helplet('on', 'ready', note('on'));
document.addEventListener('helplet:ready', note('document'));`,
          type: 'text/javascript',
        },
      },
    });
    await page.goto(host.url, { waitUntil: 'commit' });
    await loaded(page);
    expect(await heard()).toEqual([]);
    finish();
    await soon(heard).toEqual(expect.arrayContaining(['on true', 'document true']));
    expect(await heard()).toHaveLength(2);
    await host.close();
  });
});

describe('the guard', () => {
  /** Whether the browser would ask before it leaves this page. */
  const asks = () => run(page, '!dispatchEvent(new Event("beforeunload", { cancelable: true }))');
  const NO_STORAGE = 'IDBFactory.prototype.open = () => { throw new DOMException("no storage", "SecurityError") };';
  const send = async () => {
    await run(page, 'helplet.ticket({ email: "ana@example.com", body: "not to be lost" })');
    expect(await asks()).toBe(false); // what is only written is kept as a draft, or is the page's own affair
    await panel(page).getByRole('button', { name: 'Send request' }).click();
    await panel(page).locator('.request .state').first().waitFor();
  };

  test('asks while a message is only in this page, and no longer than that', async () => {
    site.answer = 'busy';
    await site.show(page, { attributes: `${FULL} data-leave-guard="on"`, script: `${STUB}\n${NO_STORAGE}` });
    await loaded(page);
    await send();
    await soon(asks).toBe(true);
    const asked = page.waitForEvent('dialog');
    const leaving = page.goto('about:blank').catch(() => null); // refused
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await leaving;
    expect(page.url()).toBe(`${site.host.url}/`);
    site.answer = 'accept';
    await run(page, 'helplet.flush()');
    await soon(asks).toBe(false);
    expect(site.events).toHaveLength(1);
  });

  test.each([
    ['where the message is on the device', 'data-leave-guard="on"', ''],
    ['where the site has not asked for it', '', NO_STORAGE],
  ])('is quiet %s', async (_name, attributes, script) => {
    site.answer = 'busy';
    await site.show(page, { attributes: `${FULL} ${attributes}`, script: `${STUB}\n${script}` });
    await loaded(page);
    await send();
    await page.waitForLoadState('networkidle');
    expect(await asks()).toBe(false);
  });

  test('ends with the widget', async () => {
    site.answer = 'busy';
    await site.show(page, { attributes: `${FULL} data-leave-guard="on"`, script: `${STUB}\n${NO_STORAGE}` });
    await loaded(page);
    await send();
    await soon(asks).toBe(true);
    await run(page, 'helplet.shutdown()');
    expect(await asks()).toBe(false);
  });
});

const APP = `
import { createHelplet } from 'helplet';
window.own = createHelplet({ kb: '/kb.json', endpoint: '/v1/events', instance: 'bundled', label: 'Bundled' });
window.heard = [];
own.on('open', () => heard.push('open'));
await own.ready();
document.title = 'ready';`;

test('an app with a bundler gets the same verbs, and they do the same', async () => {
  const built = buildConsumerApp(APP);
  const host = await startHost({
    files: {
      ...built,
      '/': built['/index.html'] ?? { body: '' },
      '/kb.json': { body: JSON.stringify([{ id: 'returns', title: 'Returns', body: 'Send it back.' }]) },
      '/favicon.ico': { body: '<svg xmlns="http://www.w3.org/2000/svg"/>', type: 'image/svg+xml' },
    },
  });
  await site.show(page);
  await loaded(page);
  const verbs = await run(page, 'Object.keys(helplet).sort()');
  const { page: app, context, complaints } = await openPage(browser, host.url);
  await soon(() => app.title()).toBe('ready');
  expect(await run(app, 'Object.keys(own).sort()')).toEqual(verbs);
  expect(await run(app, '"helplet" in window')).toBe(false); // the global is the script tag's
  expect(await launcher(app).getAttribute('title')).toBe('Bundled');
  await run(app, 'own.article("returns")');
  await panel(app).locator('article h2', { hasText: 'Returns' }).waitFor();
  await run(app, 'own("setTheme", "dark")');
  expect(await panel(app).getAttribute('data-theme')).toBe('dark');
  await run(app, 'own.close()');
  await run(app, 'own.hide()');
  expect(await launcher(app).isVisible()).toBe(false);
  await run(app, '(async () => { await own.shutdown(); await own.boot(); await own.ticket({ body: "Hello" }) })()');
  expect(await panel(app).getByRole('textbox', { name: 'Message' }).inputValue()).toBe('Hello');
  await run(app, 'own("fly")');
  await run(app, 'own.destroy()');
  expect(await app.locator('helplet-widget').count()).toBe(0);
  expect(await run(app, 'heard')).toEqual(['open', 'open']);
  expect(complaints).toEqual({ violations: [], errors: [] });
  await context.close();
  await host.close();
});
