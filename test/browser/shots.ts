// Renders every view in its main states into test/browser/shots/: `npm run shots [pattern of names]`. Look at them all.
import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { launchBrowser } from './support/browser.ts';
import { makeSheets } from './views/make-sheets.ts';
import { type Lang, langs, startViewSite } from './views/site.ts';
import { walkViews } from './views/walk-views.ts';

const FOLDER = resolve(import.meta.dirname, 'shots');
const sizes = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } } as const;
const schemes = ['light', 'dark'] as const;
/** Walks at the same time. */
const WIDTH = 3;
/** Of a desktop only the corner with the panel, where nothing else is shown. */
const WIDE = /inline|hide-parts/;

const only = new RegExp(process.argv[2] ?? '.');
rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const [browser, site] = await Promise.all([launchBrowser(), startViewSite()]);
const names = new Set<string>();

async function shoot(lang: Lang, size: keyof typeof sizes): Promise<void> {
  const options = { url: site.url, lang, only, context: { viewport: sizes[size] } };
  await walkViews(browser, options, async (name, { page }) => {
    names.add(name);
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({
        path: resolve(FOLDER, `${name}.${lang}.${size}.${colorScheme}.jpeg`),
        quality: 92,
        ...(size === 'desktop' &&
          !WIDE.test(name) && { clip: { x: lang === 'ar' ? 0 : 840, y: 0, width: 440, height: 800 } }),
      });
    }
  });
}

try {
  const walks = langs.flatMap((lang) => (['phone', 'desktop'] as const).map((size) => () => shoot(lang, size)));
  await Promise.all(
    Array.from({ length: WIDTH }, async () => {
      for (let walk = walks.shift(); walk; walk = walks.shift()) await walk();
    }),
  );
  await makeSheets(browser, FOLDER, [...names]);
} finally {
  await browser.close();
  await site.close();
}
