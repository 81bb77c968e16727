// @vitest-environment happy-dom

import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { laterViews } from '../../src/ui/views/later-views.ts';
import { openPanel, panelParts } from '../support/app/open-panel.tsx';

beforeEach(() => document.body.replaceChildren());
afterEach(() => vi.unstubAllGlobals());

describe('the panel', () => {
  it('is a dialog with a name, in the visitor’s language and direction', async () => {
    const { panel } = await openPanel({ config: { locale: 'zh-CN', theme: 'dark' } });
    expect(panel().getAttribute('aria-label')).toBe('帮助');
    expect([panel().lang, panel().dir, panel().dataset.theme, panel().hidden]).toEqual(['zh-CN', 'ltr', 'dark', false]);
  });

  it('lies from right to left where the language does', async () => {
    expect((await openPanel({ config: { locale: 'ar' } })).panel().dir).toBe('rtl');
  });

  it('carries the site’s name and accent', async () => {
    const { panel } = await openPanel({ config: { name: 'Tea House', accent: '#ffff00' } });
    expect(panel().getAttribute('aria-label')).toBe('Tea House');
    expect(panel().style.getPropertyValue('--helplet-accent-text-dark')).toBe('rgb(255 255 0)');
  });

  it('puts the caret into the search box, but not on a phone, where that brings up the keyboard', async () => {
    const desktop = await openPanel();
    expect(desktop.shadow.activeElement?.getAttribute('role')).toBe('combobox');
    const phone = await openPanel({ isPhone: true });
    expect(phone.shadow.activeElement?.getAttribute('role')).toBe('dialog');
  });

  it('is modal only where it covers the page', async () => {
    expect((await openPanel()).panel().hasAttribute('aria-modal')).toBe(false);
    expect((await openPanel({ isPhone: true })).panel().getAttribute('aria-modal')).toBe('true');
  });

  it('closes with Escape and with its button, and is hidden then', async () => {
    const { press, panel, app, click, told } = await openPanel();
    expect((await press('Escape', panel())).defaultPrevented).toBe(true);
    expect(panel().hidden).toBe(true);
    await act(() => app.open());
    await click('Close');
    expect(panel().hidden).toBe(true);
    expect(told('close')).toHaveLength(2);
  });

  it('keeps what is typed in it from the page’s own shortcuts', async () => {
    const { press, find } = await openPanel();
    const heard: string[] = [];
    const listener = (event: KeyboardEvent) => heard.push(event.key);
    document.addEventListener('keydown', listener);
    onTestFinished(() => document.removeEventListener('keydown', listener));
    await press('s', find('[role="combobox"]'), { composed: true });
    expect(heard).toEqual([]);
  });

  it('shows every view, with its title, and the way back', async () => {
    const { app, find, findAll, click, settle } = await openPanel();
    expect(findAll('.back')).toEqual([]);
    for (const [route, title] of [
      [{ kind: 'ticket' }, 'Write to us'],
      [{ kind: 'requests' }, 'My requests'],
      [{ kind: 'rating' }, 'Rate your experience'],
      [{ kind: 'privacy' }, 'Your data'],
      [{ kind: 'conversation' }, 'Ask'],
      [{ kind: 'article', id: 'refund' }, 'Help'],
      [{ kind: 'request', id: 'r' }, 'Your request'],
    ] as const) {
      await act(() => app.go(route));
      await settle();
      expect(find('.title').textContent).toBe(title);
    }
    await click('Back');
    expect(find('h2').textContent).toBe('How do refunds work?');
  });

  it('moves the focus to the heading of a view it goes to', async () => {
    const { app, shadow, settle } = await openPanel();
    await act(() => app.go({ kind: 'article', id: 'refund' }));
    await settle();
    expect(shadow.activeElement?.textContent).toBe('How do refunds work?');
  });

  it('changes its language while it is open', async () => {
    const { app, panel, text, settle } = await openPanel();
    await act(() => app.setLocale('zh'));
    await settle();
    expect(panel().lang).toBe('zh');
    expect(panel().textContent).toContain('常见问题');
    expect(text()).not.toContain('Suggested');
  });
});

describe('the views behind the first one', () => {
  it('that cannot be had are said to be missing, and come when asked again', async () => {
    let tries = 0;
    const { app, find, click, settle, warnings, findAll } = await openPanel({
      load: async (name) => {
        if (name === 'views' && ++tries === 1) throw new TypeError('Failed to fetch');
        return panelParts[name];
      },
    });
    expect(warnings).toEqual(['a part of the panel could not be loaded (Failed to fetch)']);
    await act(() => app.go({ kind: 'ticket' }));
    await settle();
    expect(find('[role="alert"]').textContent).toContain("This part couldn't be loaded.");
    await click('Try again');
    expect(findAll('form')).toHaveLength(1);
  });

  it.each([
    ['conversation', { kind: 'conversation' }],
    ['survey', { kind: 'rating' }],
  ] as const)('of a chunk of their own are fetched with their first use: %s', async (part, route) => {
    const loaded: string[] = [];
    const { app, findAll, settle } = await openPanel({
      load: async (name) => {
        loaded.push(name);
        return panelParts[name];
      },
    });
    expect(loaded).toEqual(['views']);
    await act(() => app.go(route));
    await settle();
    expect(loaded).toEqual(['views', part]);
    expect(findAll('[role="alert"]')).toEqual([]);
    await act(() => app.back());
    await act(() => app.go(route));
    await settle();
    expect(loaded).toEqual(['views', part]);
  });

  it('that break leave a way to start again', async () => {
    const broken = () => {
      throw new Error('a bug');
    };
    const views = { ...laterViews, views: { ...laterViews.views, Ticket: broken } };
    const { app, find, click, settle, text } = await openPanel({
      load: async (name) => (name === 'views' ? views : panelParts[name]),
    });
    await act(() => app.go({ kind: 'ticket' }));
    await settle();
    expect(find('[role="alert"]').textContent).toContain('Something went wrong here.');
    await click('Start again');
    expect(text()).toContain('How can we help?');
  });

  it('speak the visitor’s language from the first moment', async () => {
    const { app, find } = await openPanel({ config: { locale: 'zh' } });
    await act(() => app.go({ kind: 'requests' }));
    await vi.waitFor(() => expect(find('.body').textContent).not.toBe(''), { timeout: 4_000 });
    expect(find('.body').textContent).toMatch(/^\p{Script=Han}/u);
    expect(find('.body').textContent).not.toMatch(/[a-z]{4}/i);
  });
});

describe('its style', () => {
  it('is a sheet of its own beside the launcher’s, and goes when the panel goes', async () => {
    const { shadow, ownSheet, app, findAll } = await openPanel();
    expect(shadow.adoptedStyleSheets).toHaveLength(2);
    expect(shadow.adoptedStyleSheets[0]).toBe(ownSheet);
    app.destroy();
    expect(shadow.adoptedStyleSheets).toEqual([ownSheet]);
    expect(findAll('*')).toEqual([]);
  });

  it('needs no style element and no link', async () => {
    const { app, findAll, settle } = await openPanel();
    await act(() => app.go({ kind: 'ticket' }));
    await settle();
    expect(findAll('style, link')).toEqual([]);
  });

  it('grows with the chunks that come', async () => {
    const { app, shadow, settle } = await openPanel({
      load: async (name) => ({ ...(panelParts[name] as object), css: `.${name} { color: red; }` }),
    });
    const rules = () => [...(shadow.adoptedStyleSheets[1]?.cssRules ?? [])].map(({ cssText }) => cssText).join(' ');
    expect(rules()).toContain('.views');
    expect(rules()).not.toContain('.conversation');
    await act(() => app.go({ kind: 'conversation' }));
    await settle();
    expect(rules()).toContain('.views');
    expect(rules()).toContain('.conversation');
  });

  it('that a page has taken out comes back with the next opening, the launcher’s too', async () => {
    const { app, shadow, ownSheet, settle } = await openPanel();
    const sheets = [...shadow.adoptedStyleSheets];
    shadow.adoptedStyleSheets = [];
    await act(() => app.close());
    await act(() => app.open());
    await settle();
    expect(shadow.adoptedStyleSheets).toEqual(sheets);
    expect(shadow.adoptedStyleSheets).toContain(ownSheet);
  });

  it('leaves the sheets alone that others have added since', async () => {
    const { app, shadow } = await openPanel();
    const card = new CSSStyleSheet();
    shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, card];
    await act(() => app.close());
    expect(shadow.adoptedStyleSheets).toContain(card);
    expect(shadow.adoptedStyleSheets).toHaveLength(3);
    shadow.adoptedStyleSheets = shadow.adoptedStyleSheets.filter((sheet) => sheet !== card);
    await act(() => app.open());
    expect(shadow.adoptedStyleSheets).not.toContain(card);
  });
});

describe('the form', () => {
  it('gets what the visitor began at an earlier visit once its chunk is there', async () => {
    const { app, state, settle } = await openPanel();
    app.prefill({ email: 'ada@example.org' });
    await settle();
    expect(state.draft.value.email).toBe('ada@example.org');
  });
});
