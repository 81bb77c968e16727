// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openPanel, type PanelOptions } from '../../support/app/open-panel.tsx';

const openGate = (options: PanelOptions = {}) =>
  openPanel({ ...options, config: { consent: 'required', ...options.config } });

beforeEach(() => document.body.replaceChildren());
afterEach(() => vi.unstubAllGlobals());

describe('where consent is required', () => {
  it('the visitor is asked first, with two answers of equal weight', async () => {
    const { find, findAll, state, text } = await openGate();
    expect(find('h2').textContent).toBe('Before we start');
    expect(findAll('.choices button').map(({ textContent, className }) => [textContent, className])).toEqual([
      ['Allow', 'button'],
      ['Only show answers', 'button'],
    ]);
    expect(findAll('input, textarea')).toEqual([]);
    expect(text()).toContain('You can change this, and delete everything, at any time.');
    expect(state.knowledge.value.kind).toBe('idle');
  });

  it.each([
    ['Allow', 'granted'],
    ['Only show answers', 'denied'],
  ])('“%s” leads on, and the keyboard stays in the panel', async (answer, consent) => {
    const { click, state, find, shadow } = await openGate();
    expect(shadow.activeElement?.textContent).toBe('Before we start');
    await click(answer);
    expect(state.consent.value).toBe(consent);
    expect(state.knowledge.value.kind).toBe('ready');
    expect(shadow.activeElement).toBe(find('[role="combobox"]'));
  });

  it('it leads to where the page wanted him, whichever way he answers', async () => {
    const { click, text, find, shadow } = await openGate({ route: { kind: 'article', id: 'refund' } });
    expect(text()).not.toContain('We refund every order');
    await click('Only show answers');
    await vi.waitFor(() => expect(shadow.activeElement?.textContent).toBe('How do refunds work?'), { timeout: 4_000 });
    expect(shadow.activeElement).toBe(find('h2'));
  });

  it('an answer given by the page itself takes the question away', async () => {
    const { app, findAll, settle } = await openGate();
    await act(() => app.privacy.setConsent('granted'));
    await settle();
    expect(findAll('.gate')).toEqual([]);
    expect(findAll('[role="combobox"]')).toHaveLength(1);
  });

  it('the question is asked in the visitor’s language', async () => {
    const { find } = await openGate({ config: { locale: 'zh' } });
    await vi.waitFor(() => expect(find('.gate').textContent).toMatch(/\p{Script=Han}/u), { timeout: 4_000 });
    expect(find('.gate').textContent).not.toMatch(/[a-z]{3}/);
  });

  it('it can be closed without an answer, and asks again', async () => {
    const { app, press, panel, find, state } = await openGate();
    await press('Escape', panel());
    expect([panel().hidden, state.consent.value]).toEqual([true, 'unknown']);
    await act(() => app.open());
    expect(find('h2').textContent).toBe('Before we start');
  });

  it('does not take the focus from a field of the page when the answer comes from there', async () => {
    const { app, settle } = await openGate();
    const field = document.createElement('input');
    document.body.append(field);
    field.focus();
    await act(() => app.privacy.setConsent('granted'));
    await settle();
    expect(document.activeElement).toBe(field);
  });
});
