import type { Scene } from './scene.ts';
import type { Story } from './stories.ts';

const card = ({ page }: Scene) => page.locator('.survey-root');

/** The survey over the page's corner. */
const inCorner = (id: string) => async (scene: Scene) => {
  await scene.call('survey', id);
  await card(scene).locator(`form`).waitFor();
};

export const surveyStories: readonly Story[] = [
  {
    page: 'surveys',
    views: {
      rating: async ({ call, panel }) => {
        await call('rate');
        await panel.getByRole('radio').nth(4).waitFor();
      },
      'rating-missing': async ({ panel, say }) => {
        await panel.locator('.survey [type=submit]').click();
        await panel.getByText(say('rating.choose')).waitFor();
      },
      'rating-chosen': async ({ panel, words }) => {
        await panel.getByRole('radio').nth(3).click();
        await panel.locator('.survey textarea').fill(words.long);
      },
      'rating-sent': async ({ panel }) => {
        await panel.locator('.survey [type=submit]').click();
        await panel.locator('.outcome').waitFor();
      },
      nps: async ({ call, panel }) => {
        await call('survey', 'nps');
        await panel.getByRole('radio').nth(10).waitFor();
      },
      ces: async ({ call, panel }) => {
        await call('survey', 'ces');
        await panel.getByRole('radio').nth(7).waitFor({ state: 'detached' });
        await panel.getByRole('radio').nth(5).click();
      },
    },
  },
  {
    page: 'surveys',
    views: {
      'card-csat': inCorner('csat'),
      'card-nps': inCorner('nps'),
      'card-stars': async (scene) => {
        await inCorner('stars')(scene);
        await card(scene).locator('.survey-stars [role=radio]').nth(3).click();
      },
      'card-thumbs': inCorner('thumbs'),
      'card-choice': inCorner('choice'),
      'card-text': inCorner('text'),
      'card-inline': async (scene) => {
        await scene.call('survey', 'inline');
        await scene.page.locator('#place .survey-inline form').waitFor();
      },
      'card-sent': async (scene) => {
        await inCorner('thumbs')(scene);
        await card(scene).getByRole('radio').first().click();
        await card(scene).locator('[type=submit]').click();
        await card(scene).locator('.survey-outcome').waitFor();
        await card(scene).hover(); // or it goes by itself
      },
    },
  },
];
