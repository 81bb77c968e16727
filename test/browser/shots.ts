// Renders every view in its main states into test/browser/shots/: `npm run shots`. Look at them all.
import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser, openPage, openPanel, panel } from './support/browser.ts';
import { pageWith, startHost } from './support/host.ts';
import { startService } from './support/service.ts';

const FOLDER = resolve(import.meta.dirname, 'shots');

const sizes = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } } as const;
const schemes = ['light', 'dark'] as const;
const languages = {
  en: { path: '/', locale: 'en-GB', query: 'my parcel is late', article: 'delivery-times-costs' },
  zh: { path: '/zh/', locale: 'zh-CN', query: '包裹一直没到', article: 'delivery-times-costs' },
  // No messages and no articles in Arabic yet: this shows the layout from right to left.
  ar: { path: '/', locale: 'ar', query: 'refund', article: 'delivery-times-costs' },
} as const;

type Call = (...args: unknown[]) => Promise<void>;

/** Calls a verb as a page would. */
function verb(page: Page, ...args: unknown[]): Promise<void> {
  return page.evaluate((values) => (window as unknown as { helplet: Call }).helplet(...values), args);
}

async function shootViews(browser: Browser, url: string): Promise<void> {
  for (const [lang, { path, locale, query, article }] of Object.entries(languages)) {
    for (const [size, viewport] of Object.entries(sizes)) {
      for (const colorScheme of schemes) {
        const options: BrowserContextOptions = { viewport, colorScheme, locale, reducedMotion: 'reduce' };
        const { page, context } = await openPage(browser, url + path, options);
        const shoot = async (view: string) => {
          await page.waitForTimeout(250);
          await page.screenshot({ path: resolve(FOLDER, `${view}.${lang}.${size}.${colorScheme}.png`) });
        };
        if (lang === 'ar') await verb(page, 'setLocale', 'ar');
        await shoot('0-launcher');
        await openPanel(page);
        await panel(page).locator('.row').nth(4).waitFor();
        await shoot('1-home');
        await panel(page).getByRole('combobox').fill(query);
        await panel(page).getByRole('option').nth(1).waitFor();
        await panel(page).getByRole('combobox').press('ArrowDown');
        await shoot('2-results');
        await panel(page).getByRole('combobox').fill('qqqzzz');
        await panel(page).locator('.none').waitFor();
        await shoot('2-nothing-found');
        await verb(page, 'article', article);
        await panel(page).locator('article').waitFor();
        await shoot('3-article');
        await panel(page).locator('.vote .button').nth(1).click();
        await panel(page).locator('.vote').scrollIntoViewIfNeeded();
        await shoot('3-article-why');
        await verb(page, 'ticket');
        await panel(page).locator('[type=submit]').click();
        await shoot('5-form-errors');
        await panel(page).locator('[name=email]').fill('a.very.long.address.of.somebody@a-rather-long-domain.example');
        await panel(page)
          .locator('[name=body]')
          .fill(`${query} ${'🚚 longwordwithoutanyspace'.repeat(6)}\n\n${query}`);
        await shoot('5-form');
        await context.setOffline(true);
        await panel(page).locator('[type=submit]').click();
        await panel(page).locator('.state').waitFor();
        await shoot('6-offline');
        await context.setOffline(false);
        await panel(page).locator('.state.sent').waitFor();
        await shoot('6-sent');
        await panel(page).locator('.back').click();
        await panel(page).locator('.ways .row').first().click();
        await shoot('7-requests');
        await verb(page, 'rate');
        await panel(page).locator('.face').nth(4).click();
        await shoot('8-rating');
        await panel(page).locator('[type=submit]').click();
        await shoot('8-rated');
        await context.close();
      }
    }
  }
}

async function shootFailures(browser: Browser): Promise<void> {
  const host = await startHost({
    files: {
      '/broken': pageWith('data-kb="/nothing.json" data-endpoint="/v1/events"'),
      '/alone': pageWith('data-email="help@example.org"'),
      '/nowhere': pageWith(''),
    },
  });
  for (const colorScheme of schemes) {
    for (const name of ['broken', 'alone', 'nowhere']) {
      const { page, context } = await openPage(browser, `${host.url}/${name}`, { viewport: sizes.phone, colorScheme });
      await openPanel(page);
      await page.waitForTimeout(400);
      await page.screenshot({ path: resolve(FOLDER, `9-${name}-home.${colorScheme}.png`) });
      await verb(page, 'ticket', { body: 'Where is my parcel?' });
      await page.waitForTimeout(250);
      await page.screenshot({ path: resolve(FOLDER, `9-${name}-ticket.${colorScheme}.png`) });
      await context.close();
    }
  }
  await host.close();
}

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const [browser, service] = await Promise.all([launchBrowser(), startService()]);
try {
  await shootViews(browser, service.url);
  await shootFailures(browser);
} finally {
  await browser.close();
  await service.dispose();
}
