import { open, type Story } from './stories.ts';

export const homeStories: readonly Story[] = [
  {
    page: 'shop',
    views: {
      launcher: async () => undefined,
      home: async (scene) => {
        await scene.call('update', { replyHours: 4, hours: 'Mon-Fri 9:00-18:00', timeZone: 'Europe/Amsterdam' });
        await open(scene);
        await scene.panel.locator('section .row').nth(3).waitFor();
        await scene.panel.locator('.ways .hint').nth(1).waitFor();
      },
      'home-incident': async ({ call, panel }) => {
        await call('update', {
          status: 'Parcels to Italy are two days late because of a strike.',
          statusUrl: '/strike',
        });
        await panel.locator('.incident').waitFor();
      },
      results: async ({ panel, words, call }) => {
        await call('search', words.query);
        await panel.getByRole('option').nth(1).waitFor();
        await panel.getByRole('combobox').press('ArrowDown');
        await panel.locator('[aria-selected=true]').waitFor();
      },
      'results-long': async ({ panel, words }) => {
        await panel.getByRole('combobox').fill(words.long.slice(0, 400));
        await panel.locator('.ask', { hasText: 'longword' }).waitFor();
      },
      'nothing-found': async ({ panel, words }) => {
        await panel.getByRole('combobox').fill(words.unknown);
        await panel.locator('.none', { hasText: words.unknown }).waitFor();
      },
    },
  },
  {
    page: 'broken',
    views: {
      'home-failed': async (scene) => {
        await open(scene);
        await scene.panel.getByRole('alert').waitFor();
      },
      'results-failed': async ({ panel, words }) => {
        await panel.getByRole('combobox').fill(words.query);
        await panel.locator('.ask', { hasText: words.query }).waitFor();
      },
    },
  },
  {
    page: 'nowhere',
    views: {
      'home-nowhere': async (scene) => {
        await open(scene);
        await scene.panel.locator('.none').waitFor();
      },
      'ticket-nowhere': async ({ call, panel }) => {
        await call('ticket');
        await panel.locator('.notice h2').waitFor();
      },
    },
  },
  {
    page: 'answers',
    views: {
      'home-answers': async (scene) => {
        await open(scene);
        await scene.panel.locator('section .row').first().waitFor();
      },
      'nothing-answers': async ({ panel, words }) => {
        await panel.getByRole('combobox').fill(words.unknown);
        await panel.locator('.none', { hasText: words.unknown }).waitFor();
      },
    },
  },
  {
    page: 'mail',
    views: {
      'ticket-mail': async ({ call, panel, words }) => {
        await call('ticket', { body: words.body });
        await panel.locator('a.primary').waitFor();
      },
    },
  },
  {
    page: 'shop',
    missing: /views-/,
    views: {
      'part-failed': async (scene) => {
        await scene.call('ticket');
        await scene.panel.getByRole('alert').waitFor();
      },
    },
  },
  {
    page: 'shop',
    missing: /conversation-/,
    views: {
      'conversation-failed': async (scene) => {
        await scene.call('search', scene.words.query);
        await scene.panel.getByRole('option').last().click();
        await scene.panel.getByRole('alert').waitFor();
      },
    },
  },
];
