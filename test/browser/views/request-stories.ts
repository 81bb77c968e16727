import type { Scene } from './scene.ts';
import { type Story, send } from './stories.ts';

/** A request that stays in this state. */
const story = (state: string, prepare: (scene: Scene) => Promise<void> | void, rest: Story['views'] = {}): Story => ({
  page: 'shop',
  views: {
    [`request-${state}`]: async (scene) => {
      await prepare(scene);
      await send(scene, scene.words.body);
      const line = scene.panel.locator('.request p.state');
      await (state === 'offline'
        ? line.getByText(scene.say('state.offline'))
        : line.and(scene.panel.locator(`.${state}`))
      ).waitFor();
    },
    ...rest,
  },
});

const followUp = async ({ panel, words }: Scene, text = words.more) => {
  const messages = panel.locator('.thread > li');
  const before = await messages.count();
  await panel.locator('.composer textarea').fill(text);
  await panel.locator('.composer textarea').press('Enter');
  await messages.nth(before).waitFor();
};

export const requestStories: readonly Story[] = [
  story('sent', () => undefined, {
    'request-undo': async (scene) => {
      await followUp(scene);
      await scene.button('request.undo').waitFor();
    },
    'request-follow-ups': async (scene) => {
      await scene.pass(6_000);
      await followUp(scene, scene.words.long);
      await scene.panel.locator('.composer').scrollIntoViewIfNeeded();
    },
    'requests-many': async (scene) => {
      for (const body of [scene.words.query, scene.words.long, scene.words.more]) await send(scene, body);
      await scene.button('panel.back').click();
      await scene.panel.locator('.ways .row').first().click();
      await scene.panel.locator('.requests .row').nth(3).waitFor();
    },
  }),
  story('sending', ({ answer }) => answer('hold')),
  story('waiting', ({ answer }) => answer('fail')),
  story('paused', ({ answer }) => answer('close')),
  story('offline', async (scene) => {
    await scene.call('ticket');
    await scene.panel.locator('.attachments').waitFor(); // all of the form's code is there
    scene.answer('drop');
    await scene.context.setOffline(true);
  }),
  { ...story('saved', () => undefined), missing: /sending-/ },
  story('held', async ({ page, answer }) => {
    answer('fail');
    // As in a window that keeps nothing.
    await page.evaluate(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('not here', 'SecurityError');
      };
    });
  }),
  story('failed', ({ answer }) => answer('refuse'), {
    'home-attention': async (scene) => {
      await scene.button('panel.back').click();
      await scene.panel.locator('.ways .dot').waitFor();
    },
    'requests-failed': async ({ panel }) => {
      await panel.locator('.ways .row').first().click();
      await panel.locator('.requests .dot').waitFor();
    },
    'request-discard': async (scene) => {
      await scene.panel.locator('.requests .row').click();
      await scene.button('request.discard').click();
      await scene.button('request.discardConfirm').waitFor();
    },
    'requests-empty': async (scene) => {
      await scene.button('request.discardConfirm').click();
      await scene.panel.locator('.requests .none').waitFor();
    },
  }),
];
