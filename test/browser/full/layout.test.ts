import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import type { Host } from '../support/host.ts';
import { openScene, type SceneOptions } from '../views/scene.ts';
import { startViewSite } from '../views/site.ts';
import { send } from '../views/stories.ts';
import { walkViews } from '../views/walk-views.ts';

let browser: Browser;
let site: Host;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), startViewSite()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const phone = { width: 360, height: 740 };
const open = (options: Partial<SceneOptions> = {}) =>
  openScene(browser, { url: site.url, lang: 'en', page: 'shop', ...options });

/** Controls a finger cannot hit, and whatever sticks out of the panel or makes the page scroll sideways. */
function problems(page: Page, smallest: number): Promise<string[]> {
  return page.evaluate((least) => {
    const root = document.querySelector('helplet-widget')?.shadowRoot;
    const frame = root?.querySelector('[role="dialog"]:not([hidden])');
    if (!root || !frame) return [];
    const found: string[] = [];
    const name = (element: Element) =>
      `${element.localName}.${element.className} "${element.textContent?.slice(0, 30)}"`;
    // Links in running text are exempt (WCAG 2.5.8, inline).
    for (const control of frame.querySelectorAll('button, input, select, textarea, summary, a:not(p a, li a)')) {
      const { width, height } = control.getBoundingClientRect();
      if (width === 0 || control.closest('label.check, .chip, [hidden]')) continue;
      if (Math.min(width, height) < least - 0.5) found.push(`small: ${name(control)} ${width}×${height}`);
    }
    const { left, right } = frame.getBoundingClientRect();
    if (left < -0.5 || right > innerWidth + 0.5) found.push(`the panel: ${left}–${right}`);
    if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways');
    const body = frame.querySelector('.body');
    if (body && body.scrollWidth > body.clientWidth) {
      const edge = body.getBoundingClientRect();
      const wide = [...body.querySelectorAll('*')].find((one) => {
        const box = one.getBoundingClientRect();
        return (
          !one.closest('.visually-hidden, .table, pre') && (box.right > edge.right + 0.5 || box.left < edge.left - 0.5)
        );
      });
      found.push(`sideways: ${wide ? name(wide) : 'something'}`);
    }
    return found;
  }, smallest);
}

// 320 px is also a window of 1280 at 400 % (WCAG 1.4.10); 256 high is what 1024 becomes.
test.each([
  { lang: 'en', viewport: phone },
  { lang: 'zh', viewport: { width: 320, height: 256 } },
  { lang: 'ar', viewport: { width: 320, height: 568 } },
] as const)(
  'everything can be hit and nothing scrolls sideways: $lang, $viewport.width px',
  async ({ lang, viewport }) => {
    const found: Record<string, string[]> = {};
    await walkViews(browser, { url: site.url, lang, context: { viewport } }, async (name, { page }) => {
      const all = await problems(page, 44);
      if (all.length > 0) found[name] = all;
    });
    expect(found).toEqual({});
  },
  180_000,
);

test('lines of an article hold at most 66 characters, also in a wide panel', async () => {
  const { panel, call, context } = await open({ context: { viewport: { width: 479, height: 900 } } });
  await call('article', 'pot');
  const paragraph = panel.locator('.markdown > p').first();
  await paragraph.waitFor();
  const longest = await paragraph.evaluate((element) => {
    element.textContent = 'the quick brown fox jumps over the lazy dog and '.repeat(12);
    const range = document.createRange();
    const text = element.firstChild as Text;
    let longest = 0;
    let start = 0;
    let top = -1;
    for (let at = 0; at < text.length; at++) {
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      const box = range.getBoundingClientRect();
      if (top >= 0 && box.top > top + 4) {
        longest = Math.max(longest, at - start);
        start = at;
      }
      top = box.top;
    }
    return longest;
  });
  expect(longest).toBeGreaterThan(30);
  expect(longest).toBeLessThanOrEqual(66);
  await context.close();
});

/** Contrast of text against what is behind it, WCAG 2.2. */
function contrasts(page: Page, selectors: readonly string[]): Promise<Record<string, number>> {
  return page.evaluate((wanted) => {
    const root = document.querySelector('helplet-widget')?.shadowRoot;
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const luminance = (colour: string) => {
      if (!canvas) throw new Error('no canvas');
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const groundOf = (element: Element | null): string => {
      for (let one = element; one; one = one.parentElement) {
        const { backgroundColor } = getComputedStyle(one);
        if (!/^rgba.*, 0\)$|transparent/.test(backgroundColor)) return backgroundColor;
      }
      return 'white';
    };
    return Object.fromEntries(
      wanted.map((selector) => {
        const element = root?.querySelector(selector) ?? null;
        if (!element) return [selector, 0];
        const [one, other] = [luminance(getComputedStyle(element).color), luminance(groundOf(element))];
        return [selector, (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)];
      }),
    );
  }, selectors);
}

test.each(['#ffd400', '#ffffff', '#000000', '#808080', '#1f5eff', '#ff0000'])(
  'the accent %s can be read in both themes',
  async (accent) => {
    const scene = await open();
    const { page, panel, call, context } = scene;
    await call('update', { accent });
    await page.mouse.move(0, 0);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await call('ticket');
      await panel.locator('.attachments').waitFor();
      const found = await contrasts(page, ['.button.primary', 'button.launcher', '.label']);
      await call('search', 'refund');
      await panel.getByRole('option').nth(1).waitFor();
      Object.assign(found, await contrasts(page, ['.ask', '.passage', 'mark']));
      for (const [what, ratio] of Object.entries(found))
        expect(ratio, `${what}, ${colorScheme}`).toBeGreaterThanOrEqual(4.5);
      await call('search', '');
    }
    await context.close();
  },
);

test('the panel opens within 180 ms; under reduced motion nothing moves', async () => {
  for (const reducedMotion of ['no-preference', 'reduce'] as const) {
    const scene = await open({ context: { reducedMotion } });
    const { page, panel, call, context } = scene;
    await page.evaluate(() => {
      const seen: number[] = [];
      Object.assign(window, { seen });
      const watch = () => {
        const { shadowRoot } = document.querySelector('helplet-widget') ?? {};
        for (const one of shadowRoot?.getAnimations() ?? []) {
          const { duration = 0, delay = 0 } = one.effect?.getTiming() ?? {};
          if (one instanceof CSSAnimation && one.animationName !== 'appear') seen.push(Number(duration) + delay);
        }
        requestAnimationFrame(watch);
      };
      watch();
    });
    await call('open');
    await panel.locator('section .row').first().waitFor();
    await send(scene, 'Where is it?');
    await panel.locator('.composer textarea').fill('The blue one.');
    await panel.locator('.composer textarea').press('Enter');
    await panel.locator('.undo').waitFor();
    const seen = await page.evaluate(() => (window as unknown as { seen: number[] }).seen);
    const opening = seen.filter((ms) => ms < 5_000); // the undo's line runs as long as the undo
    if (reducedMotion === 'reduce') expect(seen.filter((ms) => ms > 1)).toEqual([]);
    else expect(Math.max(...opening)).toBeLessThanOrEqual(180);
    await context.close();
  }
});

/** Shrinks the visual viewport alone, as an on-screen keyboard does. */
async function showKeyboard(page: Page, height: number): Promise<void> {
  await page.evaluate((visible) => {
    Object.defineProperty(VisualViewport.prototype, 'height', { get: () => visible, configurable: true });
    visualViewport?.dispatchEvent(new Event('resize'));
  }, height);
}

test('above an on-screen keyboard the composer stays in sight, and the form can be scrolled to its button', async () => {
  const { page, panel, call, context } = await open({ context: { viewport: phone, hasTouch: true, isMobile: true } });
  await call('search', 'when is my refund paid');
  await panel.getByRole('option').nth(1).waitFor();
  await panel.getByRole('option').last().click();
  await panel.locator('.conversation-reply').waitFor();
  await showKeyboard(page, 380);
  const bottomOf = (selector: string) => panel.locator(selector).evaluate((one) => one.getBoundingClientRect().bottom);
  await expect.poll(() => bottomOf('.conversation textarea')).toBeLessThanOrEqual(380);
  expect(
    await panel.locator('.conversation textarea').evaluate((one) => one.getBoundingClientRect().top),
  ).toBeGreaterThan(56);
  await call('ticket');
  await panel.locator('[type=submit]').scrollIntoViewIfNeeded();
  await expect.poll(() => bottomOf('[type=submit]')).toBeLessThanOrEqual(380);
  await context.close();
});

test('a notch and a home bar take nothing from the panel', async () => {
  const { page, panel, call, context } = await open({ context: { viewport: phone } });
  const session: CDPSession = await context.newCDPSession(page);
  const insets = { top: 47, bottom: 34, left: 0, right: 0 };
  await session.send('Emulation.setSafeAreaInsetsOverride', { insets });
  await call('open');
  await panel.waitFor();
  const { header, body } = await panel.evaluate((frame) => ({
    header: frame.querySelector('.header')?.getBoundingClientRect().top,
    body: frame.querySelector('.body')?.getBoundingClientRect().bottom,
  }));
  expect(header).toBe(47);
  expect(body).toBe(phone.height - 34);
  await context.close();
});

test('from right to left the panel, its way back and its rows are mirrored', async () => {
  const { panel, call, context } = await open({ lang: 'ar' });
  await call('article', 'pot');
  await panel.locator('.back').waitFor();
  const middle = async (selector: string) => {
    const box = await panel.locator(selector).first().boundingBox();
    return (box?.x ?? 0) + (box?.width ?? 0) / 2;
  };
  expect((await panel.boundingBox())?.x).toBeLessThan(100);
  expect(await middle('.back')).toBeGreaterThan(await middle('.header [aria-label="Close"]'));
  expect(await panel.locator('.back .icon').evaluate((icon) => getComputedStyle(icon).transform)).toContain(
    'matrix(-1',
  );
  await call('open');
  await panel.locator('.back').click();
  await panel.locator('section .row').first().waitFor();
  expect(await middle('.row > .icon:first-child')).toBeGreaterThan(await middle('.row > .icon:last-child'));
  await context.close();
});

test('in forced colours buttons have borders and the focus a ring', async () => {
  const { page, panel, call, context } = await open({ context: { forcedColors: 'active' } });
  await call('ticket');
  await panel.locator('.attachments').waitFor();
  const bare = await panel.locator('.button').evaluateAll((buttons) =>
    buttons
      .filter((button) => {
        const { borderTopWidth, borderTopStyle, borderTopColor, backgroundColor } = getComputedStyle(button);
        return borderTopWidth === '0px' || borderTopStyle === 'none' || borderTopColor === backgroundColor;
      })
      .map((button) => button.textContent),
  );
  expect(bare).toEqual([]);
  await panel.locator('[name=email]').focus();
  for (let step = 0; step < 5; step++) {
    await page.keyboard.press('Tab');
    const ring = await page.evaluate(() => {
      const active = document.querySelector('helplet-widget')?.shadowRoot?.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(active ?? document.body);
      return { outlineStyle, isWide: Number.parseFloat(outlineWidth) >= 2 };
    });
    expect(ring).toEqual({ outlineStyle: 'solid', isWide: true });
  }
  await context.close();
});
