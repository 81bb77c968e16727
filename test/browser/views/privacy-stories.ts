import { open, type Story, send } from './stories.ts';

export const privacyStories: readonly Story[] = [
  {
    page: 'shop',
    views: {
      privacy: async (scene) => {
        await send(scene, scene.words.body);
        await scene.panel.locator('.request .state.sent').waitFor();
        await scene.button('panel.back').click();
        await scene.panel.locator('.ways .row').last().click();
        await scene.panel.locator('.privacy').waitFor();
      },
      'privacy-keep-off': async (scene) => {
        await scene.panel.getByRole('switch').click();
        await scene.button('privacy.keepOffYes').waitFor();
      },
      'privacy-erase': async (scene) => {
        await scene.button('privacy.cancel').click();
        await scene.button('privacy.eraseButton').click();
        await scene.button('privacy.eraseYes').waitFor();
        await scene.button('privacy.eraseYes').scrollIntoViewIfNeeded();
      },
      'privacy-pending': async (scene) => {
        scene.answer('fail');
        await scene.button('privacy.eraseYes').click();
        await scene.panel.getByText(scene.say('privacy.erasePending')).waitFor();
      },
    },
  },
  {
    page: 'shop',
    views: {
      'privacy-erased-here': async (scene) => {
        await open(scene);
        await scene.panel.locator('.ways .row').last().click();
        await scene.button('privacy.eraseButton').click();
        await scene.button('privacy.eraseYes').click();
        await scene.panel.getByText(scene.say('privacy.erasedHere'), { exact: true }).waitFor();
      },
      'privacy-erased': async (scene) => {
        await send(scene, scene.words.body);
        await scene.panel.locator('.request .state.sent').waitFor();
        await scene.button('panel.back').click();
        await scene.panel.locator('.ways .row').last().click();
        await scene.button('privacy.eraseButton').click();
        await scene.button('privacy.eraseYes').click();
        await scene.panel.getByText(scene.say('privacy.erased')).waitFor();
      },
    },
  },
  {
    page: 'gate',
    views: {
      gate: async (scene) => {
        await open(scene);
        await scene.button('consent.allow').waitFor();
      },
      'home-denied': async (scene) => {
        await scene.button('consent.deny').click();
        await scene.panel.locator('section .row').first().waitFor();
      },
      'ticket-denied': async (scene) => {
        await scene.call('ticket');
        await scene.button('ticket.allowAndSend').waitFor();
        await scene.button('ticket.allowAndSend').scrollIntoViewIfNeeded();
      },
      'privacy-denied': async (scene) => {
        await scene.button('panel.back').click();
        await scene.panel.locator('.ways .row').last().click();
        await scene.panel.getByText(scene.say('privacy.keptNothing')).waitFor();
      },
    },
  },
];
