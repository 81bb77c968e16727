// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type OpenPanel, openPanel } from '../../support/app/open-panel.tsx';

const MARK = 'helpletPanel';

/** A tab's history, whose steps back are told a moment later, as in browsers. */
function createHistory(state: unknown = null) {
  const entries = [state];
  let at = 0;
  const fake = {
    get state() {
      return entries[at];
    },
    get length() {
      return entries.length;
    },
    pushState(next: unknown) {
      entries.splice(++at, entries.length, next);
    },
    back() {
      if (at === 0) return;
      setTimeout(() => {
        at--;
        window.dispatchEvent(new PopStateEvent('popstate', { state: fake.state }));
      });
    },
    /** Entries behind the one that is shown. */
    behind: () => at,
  };
  vi.stubGlobal('history', fake);
  return fake;
}

/** The visitor's own press of the back button. */
async function pressBack(tab: ReturnType<typeof createHistory>, { settle }: OpenPanel): Promise<void> {
  await act(async () => {
    tab.back();
    await new Promise((resolve) => setTimeout(resolve));
  });
  await settle();
}

async function pass({ settle }: OpenPanel): Promise<void> {
  await act(() => new Promise((resolve) => setTimeout(resolve)));
  await settle();
}

beforeEach(() => document.body.replaceChildren());
afterEach(() => vi.unstubAllGlobals());

describe('the panel', () => {
  it('is modal only where it covers the page, also after a turn of the device', async () => {
    createHistory();
    const page = await openPanel({ isPhone: true });
    expect(page.panel().getAttribute('aria-modal')).toBe('true');
    await page.resize(false);
    expect(page.panel().hasAttribute('aria-modal')).toBe(false);
    await page.resize(true);
    expect(page.panel().getAttribute('aria-modal')).toBe('true');
  });

  it('is not modal while it is closed', async () => {
    createHistory();
    const page = await openPanel({ isPhone: true });
    await act(() => page.app.close());
    expect(page.panel().hasAttribute('aria-modal')).toBe(false);
  });

  it('keeps the focus inside only where it covers the page', async () => {
    createHistory();
    const page = await openPanel({ isPhone: true });
    for (const control of page.findAll('button, input')) {
      Object.defineProperty(control, 'offsetParent', { value: page.panel(), configurable: true }); // laid out
    }
    expect((await page.press('Tab', page.panel(), { shiftKey: true })).defaultPrevented).toBe(true);
    await page.resize(false);
    page.panel().focus();
    expect((await page.press('Tab', page.panel(), { shiftKey: true })).defaultPrevented).toBe(false);
  });
});

describe('the back button of a phone', () => {
  it('goes back in the panel, view by view, and then closes it', async () => {
    const tab = createHistory();
    const page = await openPanel({ isPhone: true });
    expect(tab.behind()).toBe(1);
    await act(() => page.app.go({ kind: 'requests' }));
    await act(() => page.app.go({ kind: 'ticket' }));
    await pressBack(tab, page);
    expect([page.state.route.value.kind, page.panel().hidden, tab.behind()]).toEqual(['requests', false, 1]);
    await pressBack(tab, page);
    expect([page.state.route.value.kind, page.panel().hidden, tab.behind()]).toEqual(['home', false, 1]);
    await pressBack(tab, page);
    expect([page.panel().hidden, tab.behind()]).toEqual([true, 0]);
  });

  it('finds nothing of ours once the panel was closed otherwise', async () => {
    const tab = createHistory();
    const page = await openPanel({ isPhone: true });
    await page.click('Close');
    await pass(page);
    expect([page.panel().hidden, tab.behind()]).toEqual([true, 0]);
    await act(() => page.app.open());
    await page.settle();
    expect([page.panel().hidden, tab.behind()]).toEqual([false, 1]);
  });

  it('opened again while the browser still leaves the earlier entry, the panel stays open', async () => {
    const tab = createHistory();
    const page = await openPanel({ isPhone: true });
    await act(() => page.app.close()); // the browser has been asked to go back, and has not gone yet
    await act(() => page.app.open());
    await pass(page);
    expect([page.panel().hidden, tab.behind()]).toEqual([false, 1]);
    await pressBack(tab, page);
    expect([page.panel().hidden, tab.behind()]).toEqual([true, 0]);
  });

  it('leaves the page’s own state beside our mark', async () => {
    const tab = createHistory({ page: 7 });
    const page = await openPanel({ isPhone: true });
    expect(tab.state).toEqual({ page: 7, [MARK]: true });
    await page.click('Close');
    await pass(page);
    expect(tab.state).toEqual({ page: 7 });
  });

  it('needs one entry, also after a reload with the panel open', async () => {
    const tab = createHistory({ [MARK]: true });
    await openPanel({ isPhone: true });
    expect(tab.length).toBe(1);
  });

  it('is left to a page that went on while the panel was open', async () => {
    const tab = createHistory();
    const page = await openPanel({ isPhone: true });
    tab.pushState({ page: 'next' });
    await page.click('Close');
    await pass(page);
    expect(tab.state).toEqual({ page: 'next' });
  });

  it('is not ours on a wide window, and becomes so with a turn of the device', async () => {
    const tab = createHistory();
    const page = await openPanel();
    expect(tab.length).toBe(1);
    await page.resize(true);
    expect(tab.behind()).toBe(1);
    await page.resize(false);
    await pass(page);
    expect([tab.behind(), page.panel().hidden]).toEqual([0, false]);
  });

  it('is nobody’s any more once the panel was taken out', async () => {
    const tab = createHistory();
    const page = await openPanel({ isPhone: true });
    await act(() => page.app.destroy());
    await pass(page);
    expect(tab.behind()).toBe(0);
  });
});

describe('with the on-screen keyboard', () => {
  function createViewport() {
    const viewport = Object.assign(new EventTarget(), { height: 800, offsetTop: 0, scale: 1 });
    vi.stubGlobal('visualViewport', viewport);
    return {
      async change(values: Partial<typeof viewport>, type = 'resize') {
        Object.assign(viewport, values);
        await act(() => void viewport.dispatchEvent(new Event(type)));
      },
    };
  }
  const place = (page: OpenPanel) => [page.panel().style.height, page.panel().style.top];

  beforeEach(() => void createHistory());

  it('the panel keeps to what is left of the window', async () => {
    const viewport = createViewport();
    const page = await openPanel({ isPhone: true });
    expect(place(page)).toEqual(['800px', '0px']);
    await viewport.change({ height: 420 });
    await viewport.change({ offsetTop: 30 }, 'scroll');
    expect(place(page)).toEqual(['420px', '30px']);
  });

  it('a visitor who looks closer does not shrink it', async () => {
    const viewport = createViewport();
    const page = await openPanel({ isPhone: true });
    await viewport.change({ height: 300, scale: 2.5 });
    expect(place(page)).toEqual(['', '']);
    await viewport.change({ height: 800, scale: 1 });
    expect(place(page)).toEqual(['800px', '0px']);
  });

  it('the panel has its own size on a wide window, when closed, and where there is no such thing', async () => {
    const viewport = createViewport();
    const wide = await openPanel();
    await viewport.change({ height: 420 });
    expect(place(wide)).toEqual(['', '']);
    const phone = await openPanel({ isPhone: true });
    await act(() => phone.app.close());
    await viewport.change({ height: 300 });
    expect(place(phone)).toEqual(['', '']);
    vi.stubGlobal('visualViewport', null);
    expect(place(await openPanel({ isPhone: true }))).toEqual(['', '']);
  });
});
