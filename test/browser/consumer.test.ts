import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage, openPanel, panel } from './support/browser.ts';
import { type HostFile, STRICT_CSP, startHost } from './support/host.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const VITE = join(ROOT, 'node_modules/vite/bin/vite.js');
const folder = mkdtempSync(join(tmpdir(), 'helplet-consumer-'));
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(ROOT, join(folder, 'node_modules/helplet'), 'dir');
  writeFileSync(join(folder, 'package.json'), '{"name":"consumer","type":"module","private":true}');
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Builds an app whose whole code is `code`, as a site with a bundler would; its files by path. */
function buildApp(code: string): Record<string, HostFile> {
  const out = mkdtempSync(join(folder, 'out-'));
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><html lang="en"><title>App</title><script type="module" src="./main.js"></script>',
  );
  writeFileSync(join(folder, 'main.js'), code);
  writeFileSync(
    join(folder, 'vite.config.js'),
    `export default { logLevel: 'error', worker: { format: 'es' }, build: { outDir: ${JSON.stringify(out)}, modulePreload: { polyfill: false } } };`,
  );
  // A process of its own: inside the test runner Vite would build for the test runner.
  const { NODE_ENV: _env, VITEST: _vitest, ...env } = process.env;
  execFileSync(process.execPath, [VITE, 'build', folder], { cwd: folder, env, stdio: 'inherit' });
  const files = readdirSync(out, { recursive: true, encoding: 'utf8', withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const found = files.map((entry) => join(entry.parentPath, entry.name));
  const byPath = Object.fromEntries(found.map((file) => [file.slice(out.length), { body: readFileSync(file) }]));
  return { ...byPath, '/': byPath['/index.html'] ?? { body: '' } };
}

const KB: HostFile = { body: JSON.stringify([{ id: 'a', title: 'Opening hours', body: 'Nine to five.' }]) };
const ICON: HostFile = { body: '<svg xmlns="http://www.w3.org/2000/svg"/>', type: 'image/svg+xml' };

const WITH_WORKER = `
import { createHelplet } from 'helplet';
createHelplet({
  kb: '/kb.json',
  locale: 'zh',
  createWorker: () => new Worker(new URL('helplet/worker', import.meta.url), { type: 'module' }),
});`;

test('a bundled app gets widget, worker and a second language from the package', async () => {
  const files = buildApp(WITH_WORKER);
  // The worker is made by the site's own code, so the site's own Trusted Types policy would have to allow it.
  const csp = STRICT_CSP.replace(/; require-trusted-types-for.*/, '');
  const host = await startHost({ csp, files: { ...files, '/kb.json': KB, '/favicon.ico': ICON } });
  const { page, context, complaints } = await openPage(browser, host.url);
  await openPanel(page);
  await panel(page).getByRole('combobox', { name: '提问或搜索' }).fill('opening');
  await expect.poll(() => panel(page).getByRole('option').first().textContent()).toContain('Opening hours');
  expect(page.workers()).toHaveLength(1);
  expect(complaints).toEqual({ violations: [], errors: [] });
  await context.close();
  await host.close();
});

const WITHOUT_WORKER = `
import { createHelplet } from 'helplet';
const helplet = createHelplet({ kb: '/kb.json' });
await helplet.ready();
document.title = 'ready';`;

test('without a worker the same app answers on its own thread, under the strictest policy', async () => {
  const files = buildApp(WITHOUT_WORKER);
  const host = await startHost({ files: { ...files, '/kb.json': KB, '/favicon.ico': ICON } });
  const { page, context, complaints } = await openPage(browser, host.url);
  await expect.poll(() => page.title()).toBe('ready');
  await openPanel(page);
  await panel(page).getByRole('combobox').fill('opening');
  await expect.poll(() => panel(page).getByRole('option').first().textContent()).toContain('Opening hours');
  expect(page.workers()).toHaveLength(0);
  expect(complaints).toEqual({ violations: [], errors: [] });
  await context.close();
  await host.close();
});

test('on a server the package can be imported and does nothing', async () => {
  const { createHelplet } = (await import(
    '../../dist/index.js' as string
  )) as typeof import('../../src/entries/index.ts');
  const helplet = createHelplet({ kb: '/kb.json' });
  await helplet.open();
  expect(typeof helplet.on('open', () => undefined)).toBe('function');
});
