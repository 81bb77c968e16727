import { fillDisk, type Story } from './stories.ts';

const FIELDS = [
  { name: 'order', label: { en: 'Order number', zh: '订单号' }, type: 'number', required: true },
  { name: 'shop', label: { en: 'Which shop?', zh: '哪家店？' }, type: 'select', options: ['Utrecht', 'Online'] },
  {
    name: 'gift',
    label: { en: 'It was a gift, and the one it was for knows nothing of it', zh: '这是一份礼物' },
    type: 'checkbox',
  },
];

export const ticketStories: readonly Story[] = [
  {
    page: 'shop',
    views: {
      ticket: async ({ call, panel }) => {
        await call('ticket');
        await panel.locator('.attachments').waitFor();
      },
      'ticket-errors': async ({ panel }) => {
        await panel.locator('.form [type=submit]').click();
        await panel.locator('.field-error').nth(1).waitFor();
        await panel.locator('[name=email]:focus').waitFor();
      },
      'ticket-fields': async ({ call, panel }) => {
        await call('update', { fields: FIELDS });
        await panel.locator('.check').waitFor();
        await panel.locator('.form [type=submit]').click();
        await panel.locator('.field').nth(2).scrollIntoViewIfNeeded();
      },
      'ticket-masked': async ({ call, panel, words }) => {
        await call('update', { unmask: 'allow' });
        await panel.locator('[name=email]').fill('ana@example.com');
        await panel.locator('[name=body]').fill(words.body);
        await panel.locator('button.chip').nth(1).waitFor();
        await panel.locator('.preview').evaluate((preview) => preview.scrollIntoView({ block: 'end' }));
      },
      'ticket-unmasked': async ({ panel }) => {
        await panel.locator('button.chip').last().click();
        await panel.locator('.preview .choices .button').waitFor();
        await panel.locator('.preview').evaluate((preview) => preview.scrollIntoView({ block: 'end' }));
      },
      'ticket-files': async ({ page, panel }) => {
        const picture = Buffer.from((await page.screenshot({ type: 'png' })).buffer);
        await panel.locator('input[type=file]').setInputFiles([
          { name: 'the broken pot, seen from above.png', mimeType: 'image/png', buffer: picture },
          { name: `${'a-very-long-name-'.repeat(6)}.txt`, mimeType: 'text/plain', buffer: Buffer.from('Order 2041') },
          { name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<p>') },
        ]);
        await panel.locator('.attachments .rows > li').nth(1).waitFor();
        await panel.locator('.attachments .rows[aria-busy=false]').waitFor();
        await panel.locator('.attachments .field-error p').waitFor();
        await panel.locator('.attachments').evaluate((files) => files.scrollIntoView({ block: 'end' }));
      },
      'ticket-hide-parts': async ({ page, panel }) => {
        await panel.locator('.attachments-row .quiet').click();
        await panel.locator('.attachments-image:not([width="1"])').focus(); // the picture is there
        await page.keyboard.press('Enter');
        await page.keyboard.press('Enter');
        await page.keyboard.press('ArrowDown');
      },
      'ticket-file-removed': async (scene) => {
        await scene.page.keyboard.press('Escape');
        await scene.panel.locator('dialog').waitFor({ state: 'detached' });
        await scene.panel.locator('.attachments-row .icon-button').last().click();
        await scene.button('attachments.undo').waitFor();
      },
      'ticket-not-saved': async (scene) => {
        const { panel } = scene;
        await fillDisk(scene);
        await panel.locator('[inputmode=decimal]').fill('2041');
        await panel.locator('.form [type=submit]').click();
        await panel.locator('.notice.error').waitFor();
      },
    },
  },
];
