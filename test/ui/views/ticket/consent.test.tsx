// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { describe, expect, it } from 'vitest';
import { Ticket } from '../../../../src/ui/views/ticket/Ticket.tsx';
import { renderView } from '../../../support/app/render-view.tsx';

async function renderForm(consent: 'granted' | 'denied' | 'unknown') {
  const page = await renderView(<Ticket />, { config: { consent: 'required' } });
  if (consent !== 'unknown') await act(() => page.app.privacy.setConsent(consent));
  await page.settle();
  const button = () => page.find<HTMLButtonElement>('[type="submit"]');
  return { ...page, button };
}

describe('the form', () => {
  it.each(['denied', 'unknown'] as const)(
    'with consent %s asks for it with the button, and says why',
    async (consent) => {
      const { button, text } = await renderForm(consent);
      expect(button().textContent).toBe('Allow and send');
      expect(text()).toContain('To send it, we keep it on this device until it has arrived.');
    },
  );

  it('with consent just sends', async () => {
    const { button, text } = await renderForm('granted');
    expect(button().textContent).toBe('Send request');
    expect(text()).not.toContain('To send it, we keep it');
  });

  it('that asks saves and sends nothing before the press, and everything after it', async () => {
    const { type, find, settle, state, saved, sending, told, button } = await renderForm('denied');
    await type('[name="email"]', 'ada@example.org');
    await type('[name="body"]', 'The cup is late.');
    expect(sending.transport.batches).toEqual([]);
    find('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    await settle();
    const [data] = await saved('ticket.created');
    expect(data).toMatchObject({ body: 'The cup is late.' });
    expect(state.consent.value).toBe('granted');
    expect(told('consent:changed').at(-1)).toEqual({ state: 'granted' });
    expect(sending.transport.batches).toEqual([[data?.id]]);
    expect(state.route.value).toEqual({ kind: 'request', id: data?.id });
    expect(button().textContent).toBe('Send request');
  });

  it('that is not complete asks for what is missing, and takes no consent', async () => {
    const { find, settle, state } = await renderForm('denied');
    find('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    await settle();
    expect(state.consent.value).toBe('denied');
  });
});
