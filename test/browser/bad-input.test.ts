import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, launcher, openPage, openPanel, panel } from './support/browser.ts';
import { type Host, type HostFile, pageWith, startHost } from './support/host.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

const icon: HostFile = { body: '<svg xmlns="http://www.w3.org/2000/svg"/>', type: 'image/svg+xml' };

async function withHost(
  files: Parameters<typeof startHost>[0]['files'],
  run: (host: Host) => Promise<void>,
): Promise<void> {
  const host = await startHost({ files: { '/icon.svg': icon, ...files } });
  try {
    await run(host);
  } finally {
    await host.close();
  }
}

/** What the widget said to the site's developer. */
function warnings(page: import('playwright-core').Page): string[] {
  const lines: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'warning') lines.push(message.text());
  });
  return lines;
}

describe('the knowledge base', () => {
  test.each([
    ['is not there', { status: 404, body: 'no' }],
    ['is a page of HTML', { body: '<!doctype html><p>Sign in</p>', type: 'text/html' }],
    ['is cut off', { body: '[{"id":"a","title":"A","body":"B"' }],
    ['is of a newer format', { body: new Uint8Array([0x48, 0x4b, 0x42, 0x31, 255, 255, 255, 255]) }],
  ] satisfies [string, HostFile][])('%s: the panel says so, and the form works', async (_name, file) => {
    await withHost(
      { '/': pageWith('data-kb="/kb.json" data-endpoint="/v1/events"'), '/kb.json': file },
      async (host) => {
        const { page, context, complaints } = await openPage(browser, host.url);
        const lines = warnings(page);
        await openPanel(page);
        const notice = panel(page).getByRole('alert');
        await expect
          .poll(() => notice.textContent())
          .toContain("The help articles couldn't be loaded. You can still write to us.");
        await panel(page).getByRole('button', { name: 'Write to us' }).click();
        await panel(page).getByLabel('Message').fill('Still here');
        expect(lines.filter((line) => line.includes('knowledge base could not be loaded'))).toHaveLength(1);
        expect(complaints.violations).toEqual([]);
        await context.close();
      },
    );
  });

  test('that holds no article is said to hold none', async () => {
    await withHost({ '/': pageWith('data-kb="/kb.jsonl"'), '/kb.jsonl': { body: '' } }, async (host) => {
      const { page, context } = await openPage(browser, host.url);
      await openPanel(page);
      await panel(page).getByText('This site has no help articles.').waitFor();
      await context.close();
    });
  });

  test('answers after "Try again" once the file is there', async () => {
    let isThere = false;
    const files = {
      '/': pageWith('data-kb="/kb.json"'),
      '/kb.json': (_request: unknown, response: import('node:http').ServerResponse) => {
        response.writeHead(isThere ? 200 : 500, { 'content-type': 'application/json' });
        response.end(JSON.stringify([{ id: 'a', title: 'Opening hours', body: 'Nine to five.' }]));
      },
    };
    await withHost(files, async (host) => {
      const { page, context } = await openPage(browser, host.url);
      await openPanel(page);
      await panel(page).getByRole('alert').waitFor();
      isThere = true;
      await panel(page).getByRole('button', { name: 'Try again' }).click();
      await panel(page).getByRole('button', { name: 'Opening hours' }).waitFor();
      expect(await panel(page).getByRole('alert').count()).toBe(0);
      await context.close();
    });
  });

  test('one bad line costs one article, and the developer is told which', async () => {
    const lines = [
      '{"id":"a","title":"Opening hours","body":"Nine to five."}',
      '{"id":"b"',
      '{"id":"c","title":"Prices","body":"Low."}',
    ];
    await withHost({ '/': pageWith('data-kb="/kb.jsonl"'), '/kb.jsonl': { body: lines.join('\n') } }, async (host) => {
      const { page, context } = await openPage(browser, host.url);
      const told = warnings(page);
      await openPanel(page);
      await panel(page).getByRole('button', { name: 'Opening hours' }).waitFor();
      await panel(page).getByRole('button', { name: 'Prices' }).waitFor();
      expect(told.join('\n')).toMatch(/knowledge base.*line 2/i);
      await context.close();
    });
  });

  test('an article with scripts, handlers and script links is shown as harmless text', async () => {
    const body = [
      '<script>document.title="owned"</script>',
      '<img src=x onerror="document.title=\'owned\'">',
      '[click me](javascript:document.title="owned")',
      '[tab](java\tscript:alert(1)) [data](data:text/html,<script>alert(1)</script>) ![x](javascript:alert(1))',
      '<a href="javascript:alert(1)" onmouseover="document.title=\'owned\'">hover</a>',
      '| broken | table\n|--\n| <b onclick=alert(1)>cell</b> |',
      '**unclosed [link](',
      '[fine](https://example.com/path) and [mail](mailto:a@example.com)',
    ].join('\n\n');
    const kb = JSON.stringify([{ id: 'x', title: 'Title with <img src=x onerror=alert(1)>', body }]);
    await withHost({ '/': pageWith('data-kb="/kb.json"'), '/kb.json': { body: kb } }, async (host) => {
      const { page, context, complaints } = await openPage(browser, host.url);
      await openPanel(page);
      await page.evaluate(() =>
        (window as unknown as { helplet: (...args: unknown[]) => void }).helplet('article', 'x'),
      );
      await panel(page).locator('article').waitFor();
      const elements = await panel(page)
        .locator('article')
        .evaluate((article) =>
          [...article.querySelectorAll('*')].flatMap((element) =>
            element.getAttributeNames().map((name) => `${name}=${element.getAttribute(name)}`),
          ),
        );
      expect(elements.filter((attribute) => /^on|javascript:|data:|vbscript:/i.test(attribute))).toEqual([]);
      expect(await panel(page).locator('article script, article iframe, article [style]').count()).toBe(0);
      expect(
        await panel(page)
          .locator('article a')
          .evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
      ).toEqual(['https://example.com/path', 'mailto:a@example.com']);
      for (const link of await panel(page).locator('article a, article p').all()) await link.hover();
      expect(await page.title()).toBe('A page');
      expect(complaints).toEqual({ violations: [], errors: [] });
      await context.close();
    });
  });
});

describe('the configuration', () => {
  test('a wrong value is named once with its field, and the widget comes up with the default', async () => {
    const attributes =
      'data-kb="/kb.json" data-theme="purple" data-accent="reddish" data-endpiont="/v1" data-endpoint="javascript:alert(1)" data-locale="!!"';
    const kb = JSON.stringify([{ id: 'a', title: 'Opening hours', body: 'Nine to five.' }]);
    await withHost({ '/': pageWith(attributes), '/kb.json': { body: kb } }, async (host) => {
      const { page, context, complaints } = await openPage(browser, host.url);
      const told = warnings(page);
      await openPanel(page);
      await panel(page).getByRole('button', { name: 'Opening hours' }).waitFor();
      for (const [field, value] of [
        ['theme', 'purple'],
        ['accent', 'reddish'],
        ['endpoint', 'javascript:alert(1)'],
        ['locale', '!!'],
      ]) {
        const lines = told.filter((line) => line.includes(`"${field}"`) && line.includes(`"${value}"`));
        expect(lines, `${field}: ${JSON.stringify(told)}`).toHaveLength(1);
      }
      expect(told.filter((line) => line.includes('"endpiont"'))).toHaveLength(1);
      expect(complaints).toEqual({ violations: [], errors: [] });
      await context.close();
    });
  });

  test('wrong calls warn and never throw into the page', async () => {
    await withHost({ '/': pageWith('') }, async (host) => {
      const { page, context, complaints } = await openPage(browser, host.url);
      const told = warnings(page);
      await launcher(page).waitFor();
      const thrown = await page.evaluate(async () => {
        const { helplet } = window as unknown as { helplet: (...args: unknown[]) => unknown };
        const errors: string[] = [];
        for (const call of [
          ['fly'],
          ['fly'],
          ['article'],
          ['search', { toString: 1 }],
          ['prefill', 7],
          ['suggest', 'x'],
          ['setTheme', 'loud'],
          ['ticket', null],
          ['on', 'nothing', () => 0],
        ]) {
          try {
            await helplet(...call);
          } catch (error) {
            errors.push(`${call[0]}: ${error}`);
          }
        }
        return errors;
      });
      expect(thrown).toEqual([]);
      expect(told.filter((line) => line.includes('unknown verb "fly"'))).toHaveLength(1);
      expect(complaints.errors).toEqual([]);
      await context.close();
    });
  });
});

describe('the network', () => {
  test('a launcher that cannot load the rest says so, and the next click tries again', async () => {
    await withHost({ '/': pageWith('') }, async (host) => {
      const { page, context } = await openPage(browser, host.url);
      await page.route('**/chunks/**', (route) => route.abort());
      await launcher(page).click();
      await expect
        .poll(() => page.locator('helplet-widget output.launcher').textContent(), { timeout: 10_000 })
        .toContain("couldn't be loaded");
      await page.unroute('**/chunks/**');
      await launcher(page).click();
      await panel(page).waitFor();
      expect(await page.locator('helplet-widget output.launcher').textContent()).toBe('');
      await context.close();
    });
  });

  test('without a worker the same answers come from the main thread', async () => {
    const kb = JSON.stringify([{ id: 'a', title: 'Opening hours', body: 'Nine to five.' }]);
    await withHost(
      {
        '/': pageWith('data-kb="/kb.json"'),
        '/kb.json': { body: kb },
        '/helplet/worker.js': { status: 404, body: '' },
      },
      async (host) => {
        const { page, context } = await openPage(browser, host.url);
        await openPanel(page);
        await panel(page).getByRole('combobox').fill('opening');
        await expect.poll(() => panel(page).getByRole('option').first().textContent()).toContain('Opening hours');
        expect(page.workers()).toHaveLength(0);
        await context.close();
      },
    );
  });
});
