// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { Ticket } from '../../../../src/ui/views/ticket/Ticket.tsx';
import { renderView } from '../../../support/app/render-view.tsx';

const CARD = '4242 4242 4242 4242';
const BODY = '[name="body"]';

async function renderForm(unmask: 'never' | 'allow' = 'never') {
  const page = await renderView(<Ticket />, { config: { unmask } });
  return {
    ...page,
    preview: () => page.find('.preview'),
    chips: () => page.findAll('.chip').map(({ textContent }) => textContent),
    async submit() {
      await page.type('[name="email"]', 'ada@example.org');
      page.find('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
      await page.settle();
      return (await page.saved('ticket.created'))[0]?.body;
    },
  };
}

describe('what will be sent', () => {
  it('is not shown twice where nothing is hidden', async () => {
    const { type, preview } = await renderForm();
    await type(BODY, 'The cup is late.');
    expect(preview().hidden).toBe(true);
    expect(preview().textContent).toBe('');
  });

  it('is shown with what was hidden as chips, which say what they are and no more', async () => {
    const { type, preview, chips, find, submit } = await renderForm();
    await type(BODY, `I paid with ${CARD}, write to ada.lovelace@example.org`);
    expect(preview().hidden).toBe(false);
    expect(find('h3').textContent).toBe('This is what we will see');
    expect(chips()).toEqual(['card •••• 4242', 'e-mail a•••@example.org']);
    expect(find('.preview .message').textContent).toBe('I paid with card •••• 4242, write to e-mail a•••@example.org');
    expect(preview().textContent).not.toContain(CARD);
    expect(await submit()).toBe('I paid with [card], write to [email]');
  });

  it('is said politely, once for each kind', async () => {
    const { type, find } = await renderForm();
    await type(BODY, `${CARD} and 5555 5555 5555 4444`);
    const status = find('.preview [role="status"]');
    expect(status.textContent).toBe('We hid what looks like a card number.');
    await type(BODY, `${CARD} and ada@example.org`);
    expect(find('.preview [role="status"]')).toBe(status); // a status has to be there before it speaks
    expect(status.textContent).toBe('We hid what looks like a card number. We hid what looks like an e-mail address.');
    await type(BODY, 'nothing of that');
    expect(status.textContent).toBe('');
  });

  it('cannot be changed where the site does not allow it, whatever the draft holds', async () => {
    const { type, app, findAll, submit, text, settle } = await renderForm();
    await type(BODY, `pay with ${CARD}`);
    app.changeDraft({ unmasked: [CARD] });
    await settle();
    expect(findAll('button.chip')).toEqual([]);
    expect(text()).not.toContain('Hide');
    expect(await submit()).toBe('pay with [card]');
  });
});

describe('where the site allows to show single ones', () => {
  it('a chip shows its text to the team, and a button hides it again', async () => {
    const { type, click, chips, find, submit } = await renderForm('allow');
    await type(BODY, `pay with ${CARD} or ada@example.org`);
    await click('card •••• 4242');
    expect(chips()).toEqual(['e-mail a•••@example.org, Show this to the team']);
    expect(find('.preview .message').textContent).toContain(`pay with ${CARD} or e-mail`);
    await click(`Hide ${CARD} again`);
    expect(chips()).toHaveLength(2);
    await click('e-mail a•••@example.org');
    expect(await submit()).toBe('pay with [card] or ada@example.org');
  });

  it('the choice is kept on no device', async () => {
    const { type, click, time, app, settle } = await renderForm('allow');
    await type(BODY, `pay with ${CARD}`);
    await click('card •••• 4242');
    await time.advance(300);
    await settle();
    const stored = await app.storage.keyValue('drafts').get('ticket');
    expect(stored).toMatchObject({ value: { body: 'pay with [card]' } });
    expect(JSON.stringify(stored)).not.toContain('4242');
  });

  it('the keyboard goes along from chip to button and back', async () => {
    const { type, find, settle } = await renderForm('allow');
    await type(BODY, `pay with ${CARD}`);
    find('button.chip').focus();
    find('button.chip').click();
    await settle();
    expect(document.activeElement?.textContent).toBe(`Hide ${CARD} again`);
    find('.preview .choices button').click();
    await settle();
    expect(document.activeElement?.textContent).toContain('card •••• 4242');
  });

  it('typing never moves the focus', async () => {
    const { type, find, click, settle } = await renderForm('allow');
    await type(BODY, `pay with ${CARD}`);
    await click('card •••• 4242');
    find(BODY).focus();
    await type(BODY, `pay with ${CARD} please`);
    await settle();
    expect(document.activeElement).toBe(find(BODY));
  });
});
