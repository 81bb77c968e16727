import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Config, parseConfig } from '../../../src/schema/config.ts';
import { contrast, MIN_CONTRAST, type Rgb } from '../../../src/shared/colour.ts';
import { type ApiSite, FULL, loaded, run, STUB, startApiSite } from '../support/api-site.ts';
import { launchBrowser, launcher, openPanel, panel } from '../support/browser.ts';

let browser: Browser;
let site: ApiSite;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  site = await startApiSite(browser);
  page = await site.context.newPage();
  await page.emulateMedia({ reducedMotion: 'reduce' }); // places are read where they end
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** Colours as the browser draws them: text, and the nearest ground behind it. */
async function colours(locator: Locator): Promise<{ text: Rgb; ground: Rgb }> {
  const found = await locator.evaluate((element) => {
    const numbers = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
    let at: Element | null = element;
    let ground = numbers(getComputedStyle(element).backgroundColor);
    while (ground[3] === 0) {
      at = at.parentElement ?? (at.getRootNode() as ShadowRoot).host;
      ground = numbers(getComputedStyle(at).backgroundColor);
    }
    return { text: numbers(getComputedStyle(element).color), ground };
  });
  return found as unknown as { text: Rgb; ground: Rgb }; // rgb() of opaque colours has three numbers
}

async function contrastOf(locator: Locator): Promise<number> {
  const { text, ground } = await colours(locator);
  return contrast(text, ground);
}

describe('an accent', () => {
  test.each(['#ffd60a', '#ff0', '#ffffff', '#000', '#777777', '#1a7f5a', '#00e5ff', '#ff7a00'])(
    '%s can be read on and as text, in both themes',
    async (accent) => {
      for (const theme of ['light', 'dark']) {
        const attributes = `${FULL} data-accent="${accent}" data-theme="${theme}" data-launcher="text"`;
        await site.show(page, { attributes });
        await loaded(page);
        expect(await contrastOf(launcher(page)), `launcher, ${theme}`).toBeGreaterThanOrEqual(MIN_CONTRAST);
        await run(page, 'helplet.ticket()');
        const send = panel(page).getByRole('button', { name: 'Send request' });
        await send.waitFor();
        expect(await contrastOf(send), `button, ${theme}`).toBeGreaterThanOrEqual(MIN_CONTRAST);
        await run(page, 'helplet.search("")');
        const quiet = panel(page).locator('.home .ways .row .icon').first();
        await quiet.waitFor();
        expect(await contrastOf(quiet), `icon, ${theme}`).toBeGreaterThanOrEqual(3);
        await run(page, 'helplet.article("returns")');
        const related = panel(page).locator('.quiet, .rows .icon, a').first();
        await related.waitFor();
        expect(await contrastOf(related), `text, ${theme}`).toBeGreaterThanOrEqual(3);
        const text = await page.evaluate(() => {
          const root = document.querySelector('helplet-widget')?.shadowRoot;
          const element = root?.querySelector('.panel');
          const probe = document.createElement('p');
          probe.className = 'probe';
          element?.append(probe);
          probe.style.color = 'var(--accent-text)';
          const style = [getComputedStyle(probe).color, getComputedStyle(probe).getPropertyValue('--ground-soft')];
          probe.style.color = 'var(--ground-soft)';
          const soft = getComputedStyle(probe).color;
          probe.remove();
          return [style[0], soft].map((colour) => (colour?.match(/[\d.]+/g) ?? []).map(Number));
        });
        const [own, soft] = text as unknown as [Rgb, Rgb];
        expect(contrast(own, soft), `accent as text, ${theme}`).toBeGreaterThanOrEqual(MIN_CONTRAST);
      }
    },
  );

  test.each(['reddish', 'rgb(1, 2, 3)', '#12345', '#gggggg', 'url(x)', '#fff;color:red', '123456'])(
    '%s is none: the default stands, and the field is named',
    async (accent) => {
      const told = await site.show(page, { attributes: `${FULL} data-accent="${accent}"` });
      await loaded(page);
      await openPanel(page);
      expect(await colours(launcher(page))).toEqual({ text: [255, 255, 255], ground: [31, 94, 255] });
      expect(told.filter((line) => line.includes('"accent"') && line.includes(accent))).toHaveLength(1);
      expect(told).toHaveLength(1);
    },
  );
});

/** A value nobody can use, for every field. */
const wrong: Readonly<Record<keyof Config, unknown>> = {
  kb: 'javascript:alert(1)',
  endpoint: 'ftp://shop.example/',
  adapter: 'pigeon',
  locale: '!!',
  theme: 'purple',
  accent: 'reddish',
  email: 'nobody',
  name: '',
  label: 'x'.repeat(61),
  launcher: 'maybe',
  position: 'middle',
  offsetX: '-20',
  offsetY: 'far',
  zIndex: 'top',
  avoid: 'a{}',
  radius: '99',
  font: 'Arial; color: red',
  instance: 'my shop',
  intentModel: 'javascript:alert(1)',
  worker: 'javascript:alert(1)',
  consent: 'perhaps',
  unmask: 'always',
  retention: '0',
  events: 'some',
  surveys: 7,
  fields: [{}],
  attachments: 'yes',
  status: '',
  statusUrl: 'mailto:a@example.com',
  replyHours: '1.5',
  hours: 'sometimes',
  timeZone: 'Mars & Venus',
  limits: { maxRows: 'many' },
  leaveGuard: 'please',
  integrity: 7,
  suggest: [1],
};

test('all fields wrong at once: each is named once, and the widget comes up as if nothing was said', async () => {
  await site.show(page);
  await loaded(page);
  await openPanel(page);
  const look = async () => {
    await panel(page).locator('.home').waitFor();
    return {
      launcher: await launcher(page).boundingBox(),
      panel: await panel(page).boundingBox(),
      zIndex: await page.locator('helplet-widget').evaluate((element) => getComputedStyle(element).zIndex),
      ground: (await colours(panel(page))).ground,
      lang: await panel(page).getAttribute('lang'),
      text: await panel(page).innerText(),
    };
  };
  const usual = await look();
  const told = await site.show(page, {
    // The instance of the tag would hide the wrong one.
    attributes: 'data-instance="default"',
    script: `${STUB}\nhelplet("boot", ${JSON.stringify(wrong)})`,
  });
  await loaded(page);
  // The words of the launcher are the site's own; too many of them are cut by nobody before the code is there.
  await launcher(page).click();
  await panel(page).waitFor();
  expect(await look()).toEqual(usual);
  expect(Object.keys(wrong).sort()).toEqual(Object.keys(parseConfig({}).config).sort());
  expect(told.filter((line, index) => told.indexOf(line) !== index)).toEqual([]);
  for (const field of Object.keys(wrong)) {
    const own = told.filter((line) => line.startsWith(`Helplet: Config: "${field}" must`));
    expect(own.length, field).toBe(1);
  }
  expect(site.complaints.violations).toEqual([]);
});

test('a selector the browser cannot read is told, and nothing is stayed clear of', async () => {
  const told = await site.show(page, { attributes: `${FULL} data-avoid="##bar"` });
  await loaded(page);
  await openPanel(page);
  expect(told).toEqual(['Helplet: no selector: ##bar']);
  expect((await launcher(page).boundingBox())?.y).toBe(800 - 20 - 56);
});

test('with every distance the panel stands beside its launcher and inside the window', async () => {
  for (const [x, y] of [
    [0, 0],
    [20, 20],
    [120, 200],
    [500, 500],
  ]) {
    await site.show(page, { attributes: `${FULL} data-offset-x="${x}" data-offset-y="${y}"` });
    await loaded(page);
    await openPanel(page);
    const [button, box] = [await launcher(page).boundingBox(), await panel(page).boundingBox()];
    if (!button || !box) throw new Error('nothing is drawn');
    expect([1280 - button.x - button.width, 800 - button.y - button.height]).toEqual([x, y]);
    expect(1280 - box.x - box.width).toBe(x);
    expect(box.y + box.height).toBeLessThanOrEqual(button.y);
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.height).toBeGreaterThan(150);
  }
});
