// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { act } from 'preact/test-utils';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openStorage } from '../../src/storage/open-storage.ts';
import '../../src/ui/survey/card/mount-card.tsx'; // so that no test waits for a file
import '../../src/ui/survey/site-part.ts';
import type { SurveyInput } from '../../src/surveys/survey.ts';
import { surveyPart } from '../../src/ui/survey/survey-part.ts';
import { createTestApp, type TestAppOptions } from '../support/app/create-test-app.ts';
import { createPage } from '../support/app/render-view.tsx';

const UNAVAILABLE = { kind: 'retry', reason: 'HTTP 503', isAmbiguous: false } as const;

/** Where a browser forbids its storage, opening it throws. */
const forbidden = {
  open() {
    throw new DOMException('denied', 'SecurityError');
  },
} as unknown as IDBFactory; // all that is asked for

/** The widget's element in a page, with surveys and nothing else mounted; the panel was never opened. */
async function mountCard({ surveys, ...options }: TestAppOptions & { readonly surveys?: readonly SurveyInput[] } = {}) {
  const host = document.createElement('div');
  host.style.setProperty('--helplet-accent', '#1a7f5a');
  document.body.append(host);
  const root = host.attachShadow({ mode: 'open' });
  const test = createTestApp({
    ...options,
    config: { ...options.config, ...(surveys && { surveys }) },
    overrides: { storage: openStorage({ indexedDB: new IDBFactory() }), ...options.overrides },
  });
  test.sending?.transport.script.push(UNAVAILABLE, UNAVAILABLE);
  const actions = surveyPart.surveysOf(test.app);
  if (!actions) throw new Error('this site has an endpoint');
  let unmount: () => void = () => undefined;
  await act(() => {
    unmount = surveyPart.mountSurvey({ root, app: test.app, actions });
  });
  onTestFinished(() => {
    unmount();
    test.app.destroy();
    host.remove();
  });
  const page = createPage(root as unknown as HTMLElement); // a shadow root has all that a test looks for
  const settle = async () => {
    // The texts are files, and the storage is a database: both take their turns.
    for (let turn = 0; turn < 5; turn++) await page.settle();
  };
  await settle();
  return {
    ...test,
    ...page,
    settle,
    host,
    root,
    actions,
    unmount: () => act(() => unmount()),
    card: () => root.querySelector<HTMLElement>('[role="dialog"]'),
    said: () => root.querySelector('.survey-said')?.textContent,
    async show(id: string) {
      await act(async () => void (await actions.show(id, { explicit: true })));
      await expect.poll(() => test.state.t.peek()('rating.skip')).not.toBe('rating.skip'); // files are read
      await settle();
    },
    async submit() {
      page.find('form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
      await page.settle();
    },
    async pass(ms: number) {
      await act(() => test.time.advance(ms));
      await settle();
    },
  };
}

beforeEach(() => document.body.replaceChildren());

describe('the card', () => {
  it('is a dialog that is not modal, named by its question, in the visitor’s language and direction', async () => {
    const { show, card, find } = await mountCard({ config: { locale: 'zh-CN', theme: 'dark' } });
    expect(card()).toBeNull();
    await show('nps');
    expect(card()?.hasAttribute('aria-modal')).toBe(false);
    expect(find(`#${card()?.getAttribute('aria-labelledby')}`).textContent).toBe('您愿意把我们推荐给朋友吗？');
    expect([card()?.lang, card()?.dir, card()?.dataset.theme]).toEqual(['zh-CN', 'ltr', 'dark']);
  });

  it('lies from right to left where the language does', async () => {
    const { show, card } = await mountCard({ config: { locale: 'ar' } });
    await show('nps');
    expect(card()?.dir).toBe('rtl');
  });

  it('fetches the panel’s texts with the first survey, not before', async () => {
    const { show, panels } = await mountCard();
    expect(panels.loaded).toBe(0);
    await show('nps');
    expect(panels).toMatchObject({ loaded: 1, mounted: 0 });
  });

  it('takes no focus, and is announced politely a moment later', async () => {
    const field = document.createElement('input');
    document.body.append(field);
    const { show, said, pass, find } = await mountCard();
    field.focus();
    await show('ces');
    expect(document.activeElement).toBe(field);
    expect(find('.survey-said').getAttribute('role')).toBe('status');
    expect(said()).toBe('');
    await pass(500);
    expect(said()).toBe('A short question for you: We made it easy for you to get help.');
    expect(document.activeElement).toBe(field);
  });

  it('answered thanks once, then goes by itself', async () => {
    const { show, click, submit, text, card, pass, saved } = await mountCard();
    await show('nps');
    await click('9');
    await submit();
    expect(text()).toContain('Thank you. Your answer is saved and on its way.');
    expect(await saved('survey.answered')).toMatchObject([{ survey: 'nps', answers: { score: 9 }, partial: false }]);
    await pass(5_900);
    expect(card()).not.toBeNull();
    await pass(200);
    expect(card()).toBeNull();
  });

  it('stays while the pointer is on it', async () => {
    const { show, click, submit, card, pass } = await mountCard();
    await show('nps');
    await click('9');
    await act(() => void card()?.dispatchEvent(new PointerEvent('pointerenter')));
    await submit();
    await pass(60_000);
    expect(card()).not.toBeNull();
    await act(() => void card()?.dispatchEvent(new PointerEvent('pointerleave')));
    await pass(6_100);
    expect(card()).toBeNull();
  });

  it('answered with keys keeps the focus in the thanks, and stays until it is left', async () => {
    const { show, root, findAll, press, submit, card, pass, find } = await mountCard();
    await show('nps');
    findAll('[role="radio"]')[5]?.focus();
    await press('ArrowRight', root.activeElement);
    await act(() => findAll('[role="radio"]')[6]?.click());
    find('[type="submit"]').focus();
    await submit();
    expect(root.activeElement?.textContent).toContain('Thank you');
    await pass(60_000);
    expect(card()).not.toBeNull();
    await press('Escape', root.activeElement);
    expect(card()).toBeNull();
  });

  it('says “not now” with Escape and with its button, and gives the focus back', async () => {
    const field = document.createElement('input');
    document.body.append(field);
    for (const leave of ['Escape', 'button']) {
      const { show, press, click, card, told, find, root } = await mountCard();
      await show('csat');
      field.focus();
      const close = find('.survey-close');
      expect(close.getAttribute('aria-label')).toBe('Not now');
      close.focus();
      close.dispatchEvent(new FocusEvent('focusin', { bubbles: true, composed: true, relatedTarget: field }));
      if (leave === 'Escape') expect((await press('Escape', root.activeElement)).defaultPrevented).toBe(true);
      else await click('Not now');
      expect(card()).toBeNull();
      expect(document.activeElement).toBe(field);
      expect(told('survey:dismissed')).toEqual([{ survey: 'csat' }]);
    }
  });

  it('leaves Escape to an input method, and its keys do not reach the page', async () => {
    const { show, press, card, root, find } = await mountCard();
    const heard: string[] = [];
    document.addEventListener('keydown', ({ key }) => heard.push(key));
    await show('csat');
    find('.survey-close').focus();
    await press('Escape', root.activeElement, { isComposing: true, composed: true });
    await press('s', root.activeElement, { composed: true });
    expect(card()).not.toBeNull();
    expect(heard).toEqual([]);
  });

  it('makes room for the open panel, and comes back with every word', async () => {
    const { show, app, card, click, type, find, settle } = await mountCard();
    await show('csat');
    await click('Unhappy');
    await type('textarea', 'half a sent');
    await act(() => app.open({ kind: 'home' }));
    await settle();
    expect(card()?.hidden).toBe(true);
    await act(() => app.close());
    expect(card()?.hidden).toBe(false);
    expect(find<HTMLTextAreaElement>('textarea').value).toBe('half a sent');
  });

  it('goes into the panel when that is open', async () => {
    const { actions, app, state, card, settle } = await mountCard();
    await act(() => app.open({ kind: 'home' }));
    await act(async () => void (await actions.show('nps', { explicit: true })));
    await settle();
    expect(card()).toBeNull();
    expect(state.route.value.kind).toBe('rating');
  });

  it('leaves the page as it was', async () => {
    const { root, show, unmount } = await mountCard();
    await show('nps');
    expect(root.adoptedStyleSheets).toHaveLength(1);
    await unmount();
    expect([root.childNodes.length, root.adoptedStyleSheets.length]).toEqual([0, 0]);
  });
});

describe('a survey of the site', () => {
  const afterTicket: SurveyInput = { id: 'after', kind: 'thumbs', trigger: { on: 'ticket-sent' } };

  it('comes up after the page’s event, without the panel, and is remembered', async () => {
    const { host, card, pass, app, events } = await mountCard({ surveys: [afterTicket] });
    expect(card()).toBeNull();
    host.dispatchEvent(new CustomEvent('helplet:ticket:sent'));
    await pass(0);
    expect(card()?.querySelectorAll('[role="radio"]')).toHaveLength(2);
    expect(events.map(([name]) => name)).toContain('survey:shown');
    const stored = await app.storage.keyValue('drafts').get('surveys');
    expect(stored).toMatchObject({ ok: true, value: { after: { shownCount: 1 } } });
  });

  it('can lie in a file of its own, and without it the built-in ones still come', async () => {
    const asked: unknown[] = [];
    let isThere = false;
    vi.stubGlobal('fetch', async (url: unknown) => {
      asked.push(url);
      return isThere ? Response.json([{ id: 'mine', kind: 'thumbs' }]) : new Response('', { status: 503 });
    });
    onTestFinished(() => void vi.unstubAllGlobals());
    const { show, card, warnings, find, actions } = await mountCard({ config: { surveys: '/surveys.json' } });
    expect(warnings).toEqual(["the site's surveys could not be loaded (HTTP 503)"]);
    isThere = true;
    await show('mine');
    expect(card()?.querySelectorAll('[role="radio"]')).toHaveLength(2);
    await act(() => actions.dismiss('skip'));
    await show('nps');
    expect(find('h2').textContent).toContain('recommend');
    expect(asked).toEqual(['/surveys.json', '/surveys.json']);
  });

  it('whose page is left after a choice is answered in part', async () => {
    const { show, click, saved } = await mountCard();
    await show('nps');
    await click('7');
    window.dispatchEvent(new Event('pagehide'));
    expect(await saved('survey.answered')).toMatchObject([{ answers: { score: 7 }, partial: true }]);
  });

  it('stays away under Global Privacy Control', async () => {
    const { host, card, pass, page, app, show } = await mountCard({ surveys: [afterTicket] });
    page.isPrivate = true;
    host.dispatchEvent(new CustomEvent('helplet:ticket:sent'));
    await pass(60_000);
    expect(card()).toBeNull();
    expect(await app.storage.keyValue('drafts').get('surveys')).toEqual({ ok: true, value: undefined });
    await show('after');
    expect(card()).not.toBeNull();
  });

  it('stays away where the browser remembers nothing', async () => {
    const { host, card, pass } = await mountCard({
      surveys: [afterTicket],
      overrides: { storage: openStorage({ indexedDB: forbidden }) },
    });
    host.dispatchEvent(new CustomEvent('helplet:ticket:sent'));
    await pass(60_000);
    expect(card()).toBeNull();
  });

  it('stands in the page’s own element, apart from its styles, with the site’s accent', async () => {
    const target = document.createElement('div');
    target.id = 'here';
    document.body.append(target);
    const { show, root, actions } = await mountCard({
      surveys: [{ id: 'a', kind: 'csat', show: 'inline', target: '#here' }],
    });
    await show('a');
    const [host] = target.children;
    const inside = host?.shadowRoot;
    expect(inside?.querySelector('[role="region"] h2')?.textContent).toBe('How was your experience with our help?');
    expect(host instanceof HTMLElement && host.style.getPropertyValue('--helplet-accent')).toBe('#1a7f5a');
    expect(inside?.adoptedStyleSheets).toHaveLength(1);
    expect(root.querySelector('form')).toBeNull();
    await act(() => actions.dismiss('skip'));
    expect(target.children).toHaveLength(0);
  });

  it.each(['#nowhere', '>>'])('without its element (%s) is shown in the corner', async (target) => {
    const { show, card } = await mountCard({ surveys: [{ id: 'a', kind: 'csat', show: 'inline', target }] });
    await show('a');
    expect(card()).not.toBeNull();
  });
});
