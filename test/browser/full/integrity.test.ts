import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { soon } from '../support/api-site.ts';
import { type Complaints, launchBrowser, launcher, openPage, openPanel, panel } from '../support/browser.ts';
import { type Host, type HostFile, pageWith, STRICT_CSP, startHost } from '../support/host.ts';

const DIST = resolve(import.meta.dirname, '../../../dist');
const FILES = readdirSync(join(DIST, 'chunks')).filter((file) => file.endsWith('.js'));
const KB: HostFile = {
  body: JSON.stringify([{ id: 'returns', title: 'How do I return something?', body: 'Within thirty days.' }]),
  headers: { 'access-control-allow-origin': '*' },
};
const ICON: HostFile = { body: '<svg xmlns="http://www.w3.org/2000/svg"/>', type: 'image/svg+xml' };
const ATTRIBUTES = 'data-kb="/kb.json" data-endpoint="/v1/events"';

let browser: Browser;
let host: Host;
let open: Awaited<ReturnType<typeof openPage>>;

beforeAll(async () => {
  browser = await launchBrowser();
});
beforeEach(() => {
  changed = {};
});
afterEach(async () => {
  await open.context.close();
  await host.close();
});
afterAll(async () => {
  await browser?.close();
});

/** Files in `chunks/` that the server gives otherwise than they were built. */
let changed: Record<string, HostFile> = {};

const fileOf = (name: string) => {
  const file = FILES.find((candidate) => candidate.startsWith(`${name}-`));
  if (!file) throw new Error(`there is no chunk ${name}`);
  return file;
};

/** A byte more in a chunk, which does something the page can see. */
function tamper(name: string): void {
  const body = `${readFileSync(join(DIST, 'chunks', fileOf(name)), 'utf8')}\nglobalThis.tampered = true;`;
  changed[`/helplet/chunks/${fileOf(name)}`] = { body, type: 'text/javascript' };
}

async function show(attributes: string): Promise<Page> {
  host = await startHost({
    files: { '/': pageWith(`${ATTRIBUTES} ${attributes}`), '/kb.json': KB, '/icon.svg': ICON, ...changed },
  });
  open = await openPage(browser, host.url);
  return open.page;
}

const preloads = (page: Page) =>
  page
    .locator('link[rel=modulepreload]')
    .evaluateAll((links) =>
      (links as HTMLLinkElement[]).map((link) => [link.href.replace(/^.*\//, ''), link.integrity] as const),
    );
const note = (page: Page) => page.locator('helplet-widget output').textContent();
const isTampered = (page: Page) => page.evaluate(() => 'tampered' in globalThis);
const hashOf = (file: string) =>
  `sha256-${createHash('sha256')
    .update(readFileSync(join(DIST, 'chunks', file)))
    .digest('base64')}`;
const CLEAN: Complaints = { violations: [], errors: [] };

describe('with data-integrity', () => {
  test('everything works under the strict policy, each chunk held to the hash of what was built', async () => {
    const page = await show('data-integrity');
    await launcher(page).waitFor();
    expect(await preloads(page)).toEqual([]); // nothing before the visitor touches it
    await openPanel(page);
    await panel(page).getByRole('combobox').fill('return');
    await panel(page).getByRole('option', { name: 'How do I return something?' }).click();
    await panel(page).locator('article h2').waitFor();
    await page.evaluate(() => (window as unknown as { helplet: (verb: string) => unknown }).helplet('rate'));
    await panel(page).getByRole('radio').first().waitFor();
    const held = await preloads(page);
    for (const [file, integrity] of held) expect(integrity, file).toBe(hashOf(file));
    // Every chunk there is: those of the npm entry alone are none of ours.
    // But for the engine's own, which a worker imports.
    const own = FILES.filter((file) => !/^(zh|compile|language)-/.test(file)).sort();
    expect([...new Set(held.map(([file]) => file))].sort()).toEqual(own);
    expect(host.requests.filter(({ path }) => path.includes('retry='))).toEqual([]);
    expect(open.complaints).toEqual(CLEAN);
  });

  test.each(['core', 'shared', 'panel', 'views', 'engine', 'sending', 'create-collector-transport', 'checked'])(
    'a changed %s is never run; the launcher says so, and the page lives',
    async (name) => {
      tamper(name);
      const page = await show('data-integrity');
      await launcher(page).click();
      await soon(() => note(page)).toContain("couldn't be loaded");
      expect(await launcher(page).getAttribute('aria-busy')).toBe('false');
      expect(await isTampered(page)).toBe(false);
      expect(await panel(page).count()).toBe(0);
      await page.locator('h1').click();
      expect(await page.evaluate(() => document.title)).toBe('A page');
      // Chromium says for each what it did not match.
      expect(open.complaints.violations).toEqual([]);
      expect(open.complaints.errors.every((error) => /integrity/i.test(error))).toBe(true);
    },
  );

  test('a connection that comes back brings the panel, still held to its hashes', async () => {
    const page = await show('data-integrity');
    await page.route('**/chunks/**', (route) => route.abort());
    await launcher(page).click();
    await soon(() => note(page)).toContain("couldn't be loaded");
    await page.unroute('**/chunks/**');
    await launcher(page).click();
    await panel(page).waitFor();
    expect(await note(page)).toBe('');
    expect((await preloads(page)).every(([file, integrity]) => integrity === hashOf(file))).toBe(true);
  });
});

describe('without it', () => {
  test('nothing is preloaded, and the hashes are not even asked for', async () => {
    const page = await show('');
    await openPanel(page);
    await panel(page).getByRole('combobox').fill('return');
    await panel(page).getByRole('option', { name: 'How do I return something?' }).waitFor();
    expect(await preloads(page)).toEqual([]);
    expect(host.requests.filter(({ path }) => path.includes('/checked-'))).toEqual([]);
    expect(open.complaints).toEqual(CLEAN);
  });

  test('a changed chunk does run: these tests would see it', async () => {
    tamper('panel');
    const page = await show('');
    await openPanel(page);
    expect(await isTampered(page)).toBe(true);
  });
});

describe('from another origin', () => {
  /** A host of Helplet's files alone, and a page elsewhere that takes them from there. */
  async function showFromCdn(headers: Readonly<Record<string, string>>, attributes: string) {
    const files = Object.fromEntries(
      readdirSync(DIST, { recursive: true, encoding: 'utf8', withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => ({ ...entry, path: `/helplet${join(entry.parentPath, entry.name).slice(DIST.length)}` }))
        .filter(({ path }) => /^\/helplet\/(helplet\.js|worker\.js|chunks\/|locales\/)/.test(path))
        .map(({ path, name, parentPath }) => {
          const type = path.endsWith('.json') ? 'application/json' : 'text/javascript';
          return [path, { body: readFileSync(join(parentPath, name)), type, headers }] as const;
        }),
    );
    const cdn = await startHost({ files: { ...files, ...changed } });
    const csp = STRICT_CSP.replace("script-src 'self'", `script-src 'self' ${cdn.url}`).replace(
      "connect-src 'self'",
      `connect-src 'self' ${cdn.url}`,
    );
    const { body } = pageWith(`${ATTRIBUTES} ${attributes}`);
    host = await startHost({
      csp,
      files: {
        '/': { body: String(body).replace('src="/helplet', `src="${cdn.url}/helplet`) },
        '/kb.json': KB,
        '/icon.svg': ICON,
      },
    });
    open = await openPage(browser, host.url);
    return { page: open.page, cdn };
  }
  const CORS = { 'access-control-allow-origin': '*' };

  test.each(['', 'crossorigin="anonymous"'])('it works, held to its hashes (tag with "%s")', async (attribute) => {
    const { page, cdn } = await showFromCdn(CORS, `data-integrity ${attribute}`);
    await openPanel(page);
    await panel(page).getByRole('combobox').fill('return');
    await panel(page).getByRole('option', { name: 'How do I return something?' }).waitFor();
    const held = await preloads(page);
    expect(held.length).toBeGreaterThan(10);
    for (const [file, integrity] of held) expect(integrity).toBe(hashOf(file));
    // One request a file: the import takes what was preloaded.
    const asked = cdn.requests.map(({ path }) => path).filter((path) => path.includes('/chunks/'));
    expect(asked.filter((path, index) => asked.indexOf(path) !== index)).toEqual([]);
    expect(open.complaints).toEqual(CLEAN);
    await cdn.close();
  });

  test('a changed chunk is not run there either', async () => {
    tamper('panel');
    changed = Object.fromEntries(Object.entries(changed).map(([path, file]) => [path, { ...file, headers: CORS }]));
    const { page, cdn } = await showFromCdn(CORS, 'data-integrity');
    await launcher(page).click();
    await soon(() => note(page)).toContain("couldn't be loaded");
    expect(await isTampered(page)).toBe(false);
    await cdn.close();
  });

  test('without CORS the launcher says that the rest could not be loaded', async () => {
    const { page, cdn } = await showFromCdn({}, 'data-integrity');
    await launcher(page).click();
    await soon(() => note(page)).toContain("couldn't be loaded");
    await cdn.close();
  });
});
