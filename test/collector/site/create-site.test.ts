import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { createSite, DEMO_CSP } from '../../../src/collector/site/create-site.ts';
import { tempFolder } from '../../support/collector/temp-folder.ts';

const files = {
  'secret.txt': 'SECRET',
  'dist/helplet.js': 'widget()',
  'dist/chunks/panel.js': 'panel()',
  'dist/.env': 'SECRET',
  'dist/console/index.html': '<!doctype html><title>console</title>',
  'dist/console/assets/console.css': 'body{}',
  'demo/site/index.html': 'shop',
  'demo/site/products/tea.html': 'tea',
  'demo/site/404.html': 'lost',
};

function site(hasDemo = true) {
  const folder = tempFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  symlinkSync(join(folder, 'secret.txt'), join(folder, 'dist', 'linked.txt'));
  const demo = { folder: join(folder, 'demo', 'site'), knowledge: Uint8Array.of(1, 2, 3) };
  const answer = createSite({ distFolder: join(folder, 'dist'), ...(hasDemo ? { demo } : {}) });
  return (path: string, init?: RequestInit) => answer(new Request(`http://localhost${path}`, init));
}

describe('createSite', () => {
  it.each([
    ['/', 'shop', 'text/html; charset=utf-8'],
    ['/products/tea', 'tea', 'text/html; charset=utf-8'],
    ['/products/tea.html', 'tea', 'text/html; charset=utf-8'],
    ['/helplet/helplet.js', 'widget()', 'text/javascript; charset=utf-8'],
    ['/helplet/chunks/panel.js', 'panel()', 'text/javascript; charset=utf-8'],
    ['/kb.hkb', '\x01\x02\x03', 'application/octet-stream'],
  ])('serves %s under the demo policy', async (path, text, type) => {
    const response = await site()(path);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(text);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('content-security-policy')).toBe(DEMO_CSP);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('lets the files of a version be kept for good, and only those', async () => {
    const answer = site();
    const release = await answer(`/helplet/${packageJson.version}/chunks/panel.js`);
    expect([await release.text(), release.headers.get('cache-control')]).toEqual([
      'panel()',
      'public, max-age=31536000, immutable',
    ]);
    expect((await answer('/helplet/chunks/panel.js')).headers.get('cache-control')).toBe('no-cache');
    const missing = await answer(`/helplet/${packageJson.version}/chunks/none.js`);
    expect([missing.status, missing.headers.get('cache-control')]).toEqual([404, 'no-cache']);
  });

  it("answers a page that is not there with the shop's own", async () => {
    const response = await site()('/no/such/page');
    expect([response.status, await response.text()]).toEqual([404, 'lost']);
    expect(response.headers.get('content-security-policy')).toBe(DEMO_CSP);
  });

  it('serves the console under a policy of its own', async () => {
    const open = site();
    const response = await open('/console/');
    expect(await response.text()).toContain('<title>console</title>');
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;/,
    );
    expect((await open('/console/assets/console.css')).headers.get('content-type')).toBe('text/css; charset=utf-8');
    const redirect = await open('/console');
    expect([redirect.status, redirect.headers.get('location')]).toEqual([308, '/console/']);
  });

  it('lets other origins load the widget, and nothing but the widget and the console without --demo', async () => {
    const open = site(false);
    const widget = await open('/helplet/helplet.js');
    expect(widget.headers.get('access-control-allow-origin')).toBe('*');
    expect(widget.headers.get('content-security-policy')).toBeNull();
    expect((await open('/')).headers.get('location')).toMatch(/console\/$/); // the one page there is
    expect((await open('/about')).status).toBe(404);
    expect((await open('/kb.hkb')).status).toBe(404);
  });

  it('sends a file again only when it has changed', async () => {
    const open = site();
    const first = await open('/helplet/helplet.js');
    const etag = first.headers.get('etag') ?? '';
    const second = await open('/helplet/helplet.js', { headers: { 'if-none-match': etag } });
    expect([second.status, await second.text()]).toEqual([304, '']);
    expect((await open('/helplet/helplet.js', { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  });

  it('reads only', async () => {
    const open = site();
    expect((await open('/', { method: 'POST', body: 'x' })).status).toBe(405);
    const head = await open('/', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('never leaves its folders, however the path is written', async () => {
    const open = site();
    const piece = fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '%2E.',
      '..%2f',
      '%5c..%5c',
      '..\\',
      '',
      '/',
      'helplet',
      'secret.txt',
      '.env',
      '%00',
      '%',
      'linked.txt',
      'chunks',
      'c:',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('/helplet/', '/console/', '/'),
        fc.array(piece, { maxLength: 8 }),
        async (base, pieces) => {
          const response = await open(base + pieces.join('/'));
          expect(await response.text()).not.toContain('SECRET');
        },
      ),
      { seed: 11, numRuns: 400 },
    );
    for (const path of [
      '/helplet/linked.txt',
      '/helplet/.env',
      '/helplet/%2e%2e/secret.txt',
      '/helplet/..%2fsecret.txt',
    ]) {
      expect((await open(path)).status).toBe(404);
    }
  });
});
