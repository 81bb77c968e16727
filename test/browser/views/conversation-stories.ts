import type { Scene } from './scene.ts';
import { open, type Story } from './stories.ts';

/** Asks in the conversation and waits for the next reply. */
async function ask({ panel }: Scene, text: string): Promise<void> {
  const replies = panel.locator('.conversation-reply');
  const before = await replies.count();
  await panel.locator('.conversation textarea').fill(text);
  await panel.locator('.conversation textarea').press('Enter');
  await replies.nth(before).waitFor();
}

async function start(scene: Scene): Promise<void> {
  await open(scene);
  await scene.panel.getByRole('combobox').fill(scene.words.query);
  await scene.panel.getByRole('option').nth(1).waitFor();
  await scene.panel.getByRole('option').last().click();
  await scene.panel.locator('.conversation-reply').waitFor();
}

export const conversationStories: readonly Story[] = [
  {
    page: 'shop',
    views: {
      'conversation-answer': async (scene) => {
        await start(scene);
        await scene.panel.locator('.conversation-reply blockquote').waitFor();
        await scene.button('article.yes').waitFor();
      },
      'conversation-why': async ({ panel, page }) => {
        await panel.locator('.conversation summary').click();
        await panel.locator('.conversation details p').first().waitFor();
        await page.mouse.move(0, 0);
      },
      'conversation-no': async (scene) => {
        await scene.panel.locator('.conversation summary').click();
        await scene.button('article.no').click();
        await scene.button('article.reason.wrong').waitFor();
      },
      'conversation-voted': async (scene) => {
        await scene.button('article.reason.wrong').click();
        await scene.button('conversation.team').waitFor();
        await scene.panel.getByText(scene.say('article.thanks')).waitFor();
      },
      'conversation-choices': async (scene) => {
        await ask(scene, scene.words.vague);
        await scene.button('conversation.noneOfThese').waitFor();
      },
      'conversation-unsure': async (scene) => {
        await ask(scene, scene.words.unknown);
        await scene.button('conversation.team').last().waitFor();
      },
      'conversation-person': async (scene) => {
        await ask(scene, scene.words.person);
      },
      'conversation-long': async (scene) => {
        await ask(scene, scene.words.long);
        await scene.panel.locator('.conversation textarea').fill(scene.words.long.repeat(2));
      },
      'conversation-offline': async (scene) => {
        await scene.context.setOffline(true);
        await ask(scene, scene.words.query);
      },
      'conversation-handed-off': async (scene) => {
        await scene.context.setOffline(false);
        await scene.button('conversation.person').click();
        await scene.panel.locator('.attachments').waitFor();
      },
    },
  },
  {
    page: 'shop',
    views: {
      'conversation-start-over': async (scene) => {
        await start(scene);
        await scene.button('conversation.startOver').click();
        await scene.button('conversation.startOverConfirm').waitFor();
      },
      'conversation-empty': async (scene) => {
        await scene.button('conversation.startOverConfirm').click();
        await scene.panel.locator('.conversation .none').waitFor();
      },
    },
  },
];
