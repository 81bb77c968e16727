import { open, type Story } from './stories.ts';

export const articleStories: readonly Story[] = [
  {
    page: 'shop',
    views: {
      article: async ({ call, panel }) => {
        await call('article', 'pot');
        await panel.locator('.vote').waitFor();
      },
      'article-contents': async ({ panel }) => {
        await panel.locator('.contents summary').click();
        await panel.locator('.contents a').first().waitFor();
      },
      'article-image': async ({ panel }) => {
        await panel.locator('.contents summary').click();
        await panel.locator('.zoom').scrollIntoViewIfNeeded();
        await panel.locator('.zoom img').evaluate((image: HTMLImageElement) => image.decode());
      },
      'article-zoom': async ({ panel }) => {
        await panel.locator('.zoom').click();
        await panel.locator('.zoomed').waitFor();
      },
      'article-table': async ({ panel, page }) => {
        await page.keyboard.press('Escape');
        await panel.locator('.zoomed').waitFor({ state: 'detached' });
        await panel.locator('.table').evaluate((table) => table.scrollIntoView());
      },
      'article-end': async ({ panel }) => {
        await panel.locator('.article footer').evaluate((footer) => footer.scrollIntoView({ block: 'end' }));
      },
      'article-why': async (scene) => {
        await scene.button('article.no').click();
        await scene.button('article.skip').waitFor();
        await scene.panel.locator('.article footer').evaluate((footer) => footer.scrollIntoView({ block: 'end' }));
      },
      'article-voted': async (scene) => {
        await scene.button('article.reason.unclear').click();
        await scene.button('article.ask').waitFor();
        await scene.panel.locator('.article footer').evaluate((footer) => footer.scrollIntoView({ block: 'end' }));
      },
    },
  },
  {
    page: 'shop',
    views: {
      'article-missing': async (scene) => {
        await open(scene);
        await scene.call('article', 'not-here');
        await scene.panel.getByRole('alert').waitFor();
      },
    },
  },
];
