import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage, panel } from './support/browser.ts';
import { type Service, startService } from './support/service.ts';

let browser: Browser;
let service: Service;

beforeAll(async () => {
  [browser, service] = await Promise.all([launchBrowser(), startService()]);
});
afterAll(async () => {
  await browser?.close();
  await service?.dispose();
});

/** Accessible name or text of what has the focus inside the widget; null when the focus is elsewhere. */
function focused(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const active = document.querySelector('helplet-widget')?.shadowRoot?.activeElement;
    if (!active) return null;
    const label =
      active.id && active.getRootNode() instanceof ShadowRoot
        ? (active.getRootNode() as ShadowRoot).querySelector(`label[for="${active.id}"]`)?.textContent
        : null;
    return active.getAttribute('aria-label') ?? label ?? active.textContent;
  });
}

/** Presses Tab until the wanted control has the focus; a control that cannot be reached fails the test. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let press = 0; press < 60; press++) {
    if ((await focused(page))?.includes(name)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`"${name}" was not reached by Tab; the focus is on "${await focused(page)}"`);
}

test('search, article, vote, request and rating go by keyboard alone, and the focus is never lost', async () => {
  const { page, context, complaints } = await openPage(browser, service.url);
  await tabTo(page, 'Help');
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('Ask or search');

  await page.keyboard.type('return a cracked cup');
  await expect.poll(() => panel(page).getByRole('option').count()).toBeGreaterThan(2);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  const active = await panel(page).getByRole('combobox').getAttribute('aria-activedescendant');
  expect(active).toBe('helplet-option-0');
  const title = await panel(page).locator('#helplet-option-0 .result-title').textContent();
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe(title);

  await tabTo(page, 'Yes');
  await page.keyboard.press('Enter');
  await expect.poll(() => panel(page).locator('.vote').textContent()).toContain('Thanks');
  expect(await focused(page)).not.toBeNull();

  await tabTo(page, 'Back');
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('Ask or search');
  expect(await panel(page).getByRole('combobox').inputValue()).toBe('return a cracked cup');

  await page.keyboard.press('ArrowUp'); // the last row: ask the team, with the text
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('Write to us');
  await tabTo(page, 'Send request');
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('Your e-mail'); // the first field that is wrong
  await page.keyboard.type('ana@example.com');
  await page.keyboard.press('Enter');
  await expect.poll(() => panel(page).locator('.state').textContent()).toContain('Sent.');
  expect(await focused(page)).toBe('return a cracked cup');

  await tabTo(page, 'Rate your experience');
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('How was your experience with our help?');
  await tabTo(page, 'Neither');
  await page.keyboard.press('ArrowRight');
  expect(await panel(page).locator('[aria-checked="true"]').count()).toBe(0); // moving is not choosing
  await page.keyboard.press('Space');
  expect(await panel(page).locator('[aria-checked="true"]').textContent()).toBe('Happy');
  await tabTo(page, 'Send rating');
  await page.keyboard.press('Enter');
  await expect.poll(() => panel(page).locator('.outcome').textContent()).toContain('Thank you.');
  expect(await focused(page)).not.toBeNull();

  await page.keyboard.press('Escape');
  await expect.poll(() => panel(page).count()).toBe(1);
  await expect.poll(() => panel(page).isVisible()).toBe(false);
  expect(await focused(page)).toBe('Help');
  expect(complaints).toEqual({ violations: [], errors: [] });
  await context.close();
});

test('on a phone the panel keeps Tab inside, and Escape gives the page back', async () => {
  const { page, context } = await openPage(browser, service.url, { viewport: { width: 360, height: 740 } });
  await tabTo(page, 'Help');
  await page.keyboard.press('Enter');
  await panel(page).waitFor();
  expect(await panel(page).getAttribute('aria-modal')).toBe('true');
  for (let press = 0; press < 25; press++) {
    await page.keyboard.press('Tab');
    expect(await focused(page)).not.toBeNull();
  }
  await page.keyboard.press('Escape');
  await expect.poll(() => focused(page)).toBe('Help');
  await context.close();
});

test('the focus goes back to the button of the page that opened the panel', async () => {
  const { page, context } = await openPage(browser, service.url);
  const opener = page.locator('main ~ * [data-helplet-open], main [data-helplet-open]').first();
  await opener.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('Ask or search');
  await page.keyboard.press('Escape');
  await expect.poll(() => opener.evaluate((button) => document.activeElement === button)).toBe(true);
  await context.close();
});
