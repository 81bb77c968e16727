// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Home } from '../../../../src/ui/views/home/Home.tsx';
import type { TestAppOptions } from '../../../support/app/create-test-app.ts';
import { renderView } from '../../../support/app/render-view.tsx';

const INPUT = '[role="combobox"]';

async function renderHome(options?: TestAppOptions) {
  const page = await renderView(<Home />, options);
  const active = () => page.find(INPUT).getAttribute('aria-activedescendant');
  return {
    ...page,
    active,
    /** The option the keyboard stands on, as a screen reader finds it. */
    activeOption: () => page.root.querySelector(`#${active() ?? 'none'}`),
    press: (key: string, init?: KeyboardEventInit) => page.press(key, page.find(INPUT), init),
  };
}

describe('the search box', () => {
  it('is a combobox with a name, closed while it is empty', async () => {
    const { find, active } = await renderHome();
    const input = find(INPUT);
    expect(input.getAttribute('aria-label')).toBe('Ask or search');
    expect(input.getAttribute('aria-expanded')).toBe('false');
    expect(active()).toBeNull();
  });

  it('opens its list as one types, best first, with "Ask" as the last row', async () => {
    const { type, find, findAll } = await renderHome();
    await type(INPUT, 'refund');
    const options = findAll('[role="option"]');
    expect(find(INPUT).getAttribute('aria-expanded')).toBe('true');
    expect(find(`#${find(INPUT).getAttribute('aria-controls')}`).getAttribute('role')).toBe('listbox');
    expect(options[0]?.textContent).toContain('How do refunds work?');
    expect(options[0]?.querySelector('mark')?.textContent).toMatch(/refund/);
    expect(options.at(-1)?.textContent).toContain('Ask: “refund”');
    expect(options.map((option) => option.getAttribute('aria-selected'))).not.toContain('true');
  });

  it('moves with the arrows through all rows and around the ends', async () => {
    const { type, press, activeOption, findAll } = await renderHome();
    await type(INPUT, 'orders');
    const options = findAll('[role="option"]');
    expect(options.length).toBeGreaterThan(2);
    const visited: (Element | null)[] = [];
    for (let step = 0; step <= options.length; step++) {
      expect((await press('ArrowDown')).defaultPrevented).toBe(true);
      visited.push(activeOption());
    }
    expect(visited).toEqual([...options, options[0]]);
    await press('ArrowUp');
    expect(activeOption()).toBe(options.at(-1));
    expect(options.map((option) => option.getAttribute('aria-selected')).filter((is) => is === 'true')).toHaveLength(1);
  });

  it('ArrowUp from the box goes to the last row', async () => {
    const { type, press, activeOption, findAll } = await renderHome();
    await type(INPUT, 'orders');
    await press('ArrowUp');
    expect(activeOption()).toBe(findAll('[role="option"]').at(-1));
  });

  it('leaves the row again when the text changes', async () => {
    const { type, press, active } = await renderHome();
    await type(INPUT, 'orders');
    await press('ArrowDown');
    await type(INPUT, 'order');
    expect(active()).toBeNull();
  });

  it('opens the chosen article with Enter', async () => {
    const { type, press, state } = await renderHome();
    await type(INPUT, 'password');
    await press('ArrowDown');
    await press('Enter');
    expect(state.route.value).toEqual({ kind: 'article', id: 'password', lang: 'en' });
  });

  it('asks the team with Enter while no row is chosen, and takes the text along', async () => {
    const { type, press, state } = await renderHome();
    await type(INPUT, '  my cup is broken ');
    await press('Enter');
    expect(state.route.value).toEqual({ kind: 'ticket' });
    expect(state.draft.value.body).toBe('my cup is broken');
  });

  it('empties with Escape, and only an empty box lets Escape through to the panel', async () => {
    const { type, press, state } = await renderHome();
    await type(INPUT, 'refund');
    expect((await press('Escape')).defaultPrevented).toBe(true);
    expect([state.query.value, state.results.value]).toEqual(['', null]);
    expect((await press('Escape')).defaultPrevented).toBe(false);
  });

  it.each(['Enter', 'ArrowDown', 'Escape'])('leaves %s to an input method that is composing', async (key) => {
    const { type, press, state, active } = await renderHome();
    await type(INPUT, 'tuikuan');
    expect((await press(key, { isComposing: true })).defaultPrevented).toBe(false);
    expect([state.route.value.kind, state.query.value, active()]).toEqual(['home', 'tuikuan', null]);
  });

  it('leaves other keys, and all keys of an empty box, alone', async () => {
    const { type, press } = await renderHome();
    for (const key of ['ArrowDown', 'ArrowUp', 'Enter']) expect((await press(key)).defaultPrevented).toBe(false);
    await type(INPUT, 'refund');
    for (const key of ['a', 'Home', 'Tab', 'ArrowLeft']) expect((await press(key)).defaultPrevented).toBe(false);
  });

  it('is emptied by its button, which gives the focus back to it', async () => {
    const { type, click, state, find } = await renderHome();
    await type(INPUT, 'refund');
    await click('Clear');
    expect(state.query.value).toBe('');
    expect(document.activeElement).toBe(find(INPUT));
  });
});

describe('the rows', () => {
  it('open by a click', async () => {
    const { type, click, state } = await renderHome();
    await type(INPUT, 'shipping');
    await click('Shipping times and costs');
    expect(state.route.value).toMatchObject({ kind: 'article', id: 'shipping' });
  });

  it('"Ask" keeps a message the visitor has begun', async () => {
    const { type, click, state } = await renderHome();
    state.draft.value = { ...state.draft.value, body: 'begun before' };
    await type(INPUT, 'refund');
    await click('Ask: “refund”');
    expect(state.draft.value.body).toBe('begun before');
  });

  it('say in which language an article is when it is another one', async () => {
    const { type, findAll } = await renderHome({
      articles: [{ id: 'tea', lang: 'zh', title: '茶 tea 的保存', body: '茶 tea' }],
    });
    await type(INPUT, 'tea');
    expect(findAll('.tag').map((tag) => tag.textContent)).toEqual(['zh']);
    expect(findAll('[role="option"]')[0]?.lang).toBe('zh');
  });

  it('are only "Ask" when nothing was found, and that is said with the text', async () => {
    const { type, text, findAll } = await renderHome();
    await type(INPUT, 'zzzzqqqq');
    expect(text()).toContain('Nothing found for “zzzzqqqq”.');
    expect(findAll('[role="option"]')).toHaveLength(1);
  });
});

describe('the number of results', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => vi.useRealTimers());

  it('is told once typing rests, not at every key', async () => {
    const { type, findAll, settle } = await renderHome();
    const said = () => findAll('[role="status"]').map((status) => status.textContent);
    await type(INPUT, 'passwor');
    vi.advanceTimersByTime(699);
    await settle();
    expect(said()).toEqual(['']);
    vi.advanceTimersByTime(1);
    await settle();
    expect(said()).toEqual([expect.stringMatching(/^\d+ results?$/)]);
  });
});

describe('the first view', () => {
  it('suggests articles, and opens the one chosen', async () => {
    const { click, state } = await renderHome({ config: { suggest: 'cancel' } });
    await click('Cancel an order');
    expect(state.route.value).toMatchObject({ kind: 'article', id: 'cancel' });
  });

  it.each([
    [4, 'Good evening'],
    [5, 'Good morning'],
    [11, 'Good morning'],
    [12, 'Good afternoon'],
    [17, 'Good afternoon'],
    [18, 'Good evening'],
    [23, 'Good evening'],
  ])('at %i o’clock says %s', async (hour, greeting) => {
    const now = new Date(2026, 2, 1, hour, 30).getTime();
    expect((await renderHome({ overrides: { clock: () => now } })).text()).toContain(greeting);
  });

  it('leads to the form and to the rating', async () => {
    const { click, state, app } = await renderHome();
    await click('Write to us');
    expect(state.route.value.kind).toBe('ticket');
    app.reset({ kind: 'home' });
    await click('Rate your experience');
    expect(state.route.value.kind).toBe('rating');
  });

  it('offers no rating where it could not be sent', async () => {
    const { text } = await renderHome({ outbox: null, config: { email: 'help@example.org' } });
    expect(text()).toContain('Write to us');
    expect(text()).not.toContain('Rate your experience');
  });

  it('offers nothing to write where nobody could be written to', async () => {
    const { text, type, press, find, app } = await renderHome({ outbox: null });
    expect(text()).not.toContain('Write to us');
    await type('input', 'zzzzqqqq');
    expect(text()).toContain('look for a contact address on this site');
    find('input').focus();
    await press('Enter');
    expect(app.state.route.value).toEqual({ kind: 'home' });
  });

  it('shows the way to the requests once there are some, with a dot while one is unsent', async () => {
    const { app, text, findAll, sending, settle } = await renderHome();
    expect(text()).not.toContain('My requests');
    sending?.transport.script.push({ kind: 'retry', reason: 'HTTP 503', isAmbiguous: false });
    await app.submissions?.sendTicket({ email: 'ada@example.org', body: 'late', kind: 'refund' });
    await settle();
    expect(text()).toContain('My requests');
    expect(findAll('.dot')).toHaveLength(1);
    await app.flush();
    await settle();
    expect(findAll('.dot')).toHaveLength(0);
  });

  it('says when the articles could not be loaded, and tries again', async () => {
    let isThere = false;
    const { find, text, click, type, findAll } = await renderHome({
      articles: () => {
        if (!isThere) throw new Error('404');
        return [{ id: 'a', title: 'Tea storage', body: 'Keep tea dry.' }];
      },
    });
    expect(find('[role="alert"]').textContent).toContain("The help articles couldn't be loaded.");
    expect(text()).toContain('You can still write to us.');
    isThere = true;
    await click('Try again');
    expect(findAll('[role="alert"]')).toEqual([]);
    await type(INPUT, 'tea');
    expect(findAll('[role="option"]')[0]?.textContent).toContain('Tea storage');
  });

  it('promises no answer to a message where there is nowhere to send it', async () => {
    const { text } = await renderHome({
      outbox: null,
      articles: () => {
        throw new Error('404');
      },
    });
    expect(text()).not.toContain('You can still write to us.');
    expect(text()).toContain('Check the connection and try again.');
  });
});
