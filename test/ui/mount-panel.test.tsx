// @vitest-environment happy-dom

import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { keepDraft } from '../../src/app/drafts.ts';
import { mountPanel } from '../../src/ui/mount-panel.tsx';
import { type LaterViews, laterViews } from '../../src/ui/views/later-views.ts';
import { createTestApp, type TestAppOptions, translatorFor } from '../support/app/create-test-app.ts';
import { createPage } from '../support/app/render-view.tsx';

interface PanelOptions extends TestAppOptions {
  readonly loadViews?: () => Promise<LaterViews>;
  readonly isPhone?: boolean;
}

/** The whole panel in a shadow root beside a launcher, as in a page. */
async function openPanel({ loadViews = async () => laterViews, isPhone = false, ...options }: PanelOptions = {}) {
  vi.stubGlobal('matchMedia', () => ({ matches: isPhone }));
  const host = document.createElement('div');
  document.body.append(host);
  const root = host.attachShadow({ mode: 'open' });
  const ownSheet = new CSSStyleSheet();
  root.adoptedStyleSheets = [ownSheet];
  const warnings: string[] = [];
  const test = createTestApp({
    ...options,
    overrides: {
      loadPanel: async () => ({
        translatorFor,
        keepDraft,
        mount: (app) => mountPanel({ root, app, loadViews, warn: (message) => warnings.push(message) }),
      }),
    },
  });
  onTestFinished(() => {
    test.app.destroy();
    host.remove();
  });
  await act(() => test.app.open({ kind: 'home' }));
  const page = createPage(root as unknown as HTMLElement); // a shadow root has all that a test looks for
  await page.settle();
  return { ...test, ...page, panelWarnings: warnings, root, ownSheet, panel: () => page.find('[role="dialog"]') };
}

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
    expect(desktop.root.activeElement?.getAttribute('role')).toBe('combobox');
    const phone = await openPanel({ isPhone: true });
    expect(phone.root.activeElement?.getAttribute('role')).toBe('dialog');
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
    const { app, root, settle } = await openPanel();
    await act(() => app.go({ kind: 'article', id: 'refund' }));
    await settle();
    expect(root.activeElement?.textContent).toBe('How do refunds work?');
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
    const { app, find, click, settle, panelWarnings, findAll } = await openPanel({
      loadViews: async () => {
        if (++tries === 1) throw new TypeError('Failed to fetch');
        return laterViews;
      },
    });
    expect(panelWarnings).toEqual(['a part of the panel could not be loaded (Failed to fetch)']);
    await act(() => app.go({ kind: 'ticket' }));
    await settle();
    expect(find('[role="alert"]').textContent).toContain("This part couldn't be loaded.");
    await click('Try again');
    expect(findAll('form')).toHaveLength(1);
  });

  it('that break leave a way to start again', async () => {
    const broken = () => {
      throw new Error('a bug');
    };
    const views = { ...laterViews.views, Ticket: broken as unknown as LaterViews['views']['Ticket'] };
    const { app, find, click, settle, text } = await openPanel({ loadViews: async () => ({ ...laterViews, views }) });
    await act(() => app.go({ kind: 'ticket' }));
    await settle();
    expect(find('[role="alert"]').textContent).toContain('Something went wrong here.');
    await click('Start again');
    expect(text()).toContain('How can we help?');
  });
});

describe('its style', () => {
  it('is a sheet of its own beside the launcher’s, and goes when the panel goes', async () => {
    const { root, ownSheet, app, findAll } = await openPanel();
    expect(root.adoptedStyleSheets).toHaveLength(2);
    expect(root.adoptedStyleSheets[0]).toBe(ownSheet);
    app.destroy();
    expect(root.adoptedStyleSheets).toEqual([ownSheet]);
    expect(findAll('*')).toEqual([]);
  });

  it('needs no style element and no link', async () => {
    const { app, findAll, settle } = await openPanel();
    await act(() => app.go({ kind: 'ticket' }));
    await settle();
    expect(findAll('style, link')).toEqual([]);
  });
});
