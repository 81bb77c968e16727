import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';

const RIGHT = 'width: 440px; object-fit: cover; object-position: right bottom';

/** Puts the twelve pictures of each view on one sheet: phone above, the desktop's corner with the panel below. */
export async function makeSheets(browser: Browser, folder: string, names: readonly string[]): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 2720, height: 1600 } });
  for (const name of names) {
    const row = (size: string, style: string) =>
      ['en', 'zh', 'ar'].flatMap((lang) =>
        ['light', 'dark'].map((scheme) => {
          const file = join(folder, `${name}.${lang}.${size}.${scheme}.jpeg`);
          const corner = lang === 'ar' ? style.replace('right', 'left') : style;
          return `<img style="${corner}" src="data:image/jpeg;base64,${readFileSync(file).toString('base64')}">`;
        }),
      );
    const images = [...row('phone', 'width: 360px'), '<hr>', ...row('desktop', RIGHT)].join('');
    await page.setContent(
      `<style>body{margin:8px;background:#888;display:flex;flex-wrap:wrap;gap:8px}hr{flex:1 0 100%;border:0}img{height:740px}</style>${images}`,
    );
    await page.screenshot({ path: join(folder, `${name}.sheet.jpeg`) });
  }
  await page.close();
}
