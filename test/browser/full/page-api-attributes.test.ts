import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ApiSite, FULL, loaded, run, STUB, soon, startApiSite } from '../support/api-site.ts';
import { launchBrowser, panel } from '../support/browser.ts';

let browser: Browser;
let site: ApiSite;
let page: Page;

/** Elements of a page that open the panel, and what is clicked in them. */
const BODY = `
<a id="a-open" href="/help.html" data-helplet-open>Help</a>
<button id="button-article" data-helplet-article="returns">Returns</button>
<button id="button-ticket" data-helplet-ticket>Write</button>
<div data-helplet-open><p>Text and <b id="nested">bold</b></p></div>
<svg width="40" height="40" data-helplet-article="sizes"><g><circle id="svg" cx="20" cy="20" r="20"/></g></svg>
<div data-helplet-open><button id="inner" data-helplet-article="hours">Hours</button></div>
<a id="a-ticket" href="/contact.html" data-helplet-ticket="order">Contact</a>
<button id="no-id" data-helplet-article>No id</button>
<form action="/elsewhere.html"><button id="submit" data-helplet-ticket>In a form</button></form>
<button id="own" data-helplet-open>The page's own</button>
<button id="plain">Plain</button>
<div id="shadow"></div>`;

/** The page's own script: keeps one click to itself, and makes an element with a shadow root. */
const SCRIPT = `${STUB}
document.addEventListener('DOMContentLoaded', () => {
  document.getElementById('own').addEventListener('click', (event) => event.preventDefault());
  const inside = document.createElement('button');
  inside.id = 'in-shadow';
  inside.textContent = 'In a component';
  inside.setAttribute('data-helplet-article', 'invoice');
  document.getElementById('shadow').attachShadow({ mode: 'open' }).append(inside);
});`;

beforeAll(async () => {
  browser = await launchBrowser();
  site = await startApiSite(browser, {
    files: {
      '/help.html': { body: 'help' },
      '/contact.html': { body: 'contact' },
      '/elsewhere.html': { body: 'elsewhere' },
      '/favicon.ico': { body: '<svg xmlns="http://www.w3.org/2000/svg"/>', type: 'image/svg+xml' },
    },
  });
});
beforeEach(async () => {
  page = await site.context.newPage();
  await site.show(page, { attributes: FULL, script: SCRIPT, body: BODY });
  await loaded(page);
});
afterEach(async () => {
  expect(site.complaints).toEqual({ violations: [], errors: [] });
  for (const open of site.context.pages()) await open.close();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const article = (title: string) => panel(page).locator('article h2', { hasText: title });
const views = {
  home: () => panel(page).locator('.home'),
  form: () => panel(page).getByRole('textbox', { name: 'Message' }),
};

describe('a click on', () => {
  test.each([
    ['a link', '#a-open', views.home],
    ['a button with an article', '#button-article', () => article('How do I return something?')],
    ['a button for the form', '#button-ticket', views.form],
    ['what lies in such an element', '#nested', views.home],
    ['a drawing', '#svg', () => article('Which size fits me?')],
    ['the inner one of two', '#inner', () => article('Opening hours')],
    ['a link with a value', '#a-ticket', views.form],
    ['a button of a form', '#submit', views.form],
    ['an element in a shadow root', '#in-shadow', () => article('Where is my invoice?')],
  ])('%s shows what it says, and leads nowhere else', async (_name, selector, view) => {
    await page.locator(selector).click();
    await view().waitFor();
    expect(page.url()).toBe(`${site.host.url}/`);
    expect(site.context.pages()).toHaveLength(1);
  });

  test('an element added later, or given the attribute later, works as well', async () => {
    await page.evaluate(() => {
      const added = document.createElement('button');
      added.id = 'added';
      added.textContent = 'Added';
      added.dataset.helpletArticle = 'refunds';
      document.body.append(added);
      document.getElementById('plain')?.setAttribute('data-helplet-article', 'delivery');
    });
    await page.locator('#added').click();
    await article('When do I get my refund?').waitFor();
    await page.locator('#plain').click();
    await article('When does my parcel arrive?').waitFor();
  });

  test('an article without an id says what is missing', async () => {
    const told: string[] = [];
    page.on('console', (message) => message.type() === 'warning' && told.push(message.text()));
    await page.locator('#no-id').click();
    await soon(() => told).toEqual(["Helplet: article needs an article's id"]);
  });
});

describe('nothing opens', () => {
  const staysClosed = async () => {
    await run(page, 'helplet.flush()'); // whatever was called is through
    expect(await panel(page).isVisible()).toBe(false);
  };

  test('where the page keeps the click to itself', async () => {
    await page.locator('#own').click();
    await staysClosed();
  });

  test('where the link is wanted in a tab of its own', async () => {
    await page.locator('#a-open').click({ modifiers: ['Control'] });
    await soon(() => site.context.pages().length).toBeGreaterThan(1);
    await staysClosed();
    expect(page.url()).toBe(`${site.host.url}/`);
  });

  test('on an element without the attribute, nor after the widget was shut down', async () => {
    await page.locator('#plain').click();
    await staysClosed();
    await run(page, 'helplet.shutdown()');
    await page.locator('#button-ticket').click();
    expect(await page.locator('helplet-widget').count()).toBe(0);
    await page.locator('#a-open').click();
    await page.waitForURL(/help\.html$/);
  });
});

test('by keyboard the element works as it does by mouse, and has the focus again afterwards', async () => {
  await page.locator('#button-article').focus();
  await page.keyboard.press('Enter');
  await article('How do I return something?').waitFor();
  await page.keyboard.press('Escape');
  await panel(page).waitFor({ state: 'hidden' });
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('button-article');
});

test('before the script is there such a link leads where it says', async () => {
  await page.route('**/helplet.js', () => new Promise<void>(() => undefined)); // never comes
  await page.goto(site.host.url, { waitUntil: 'commit' });
  await page.locator('#a-open').click();
  await page.waitForURL(/help\.html$/);
});
