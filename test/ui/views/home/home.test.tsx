// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type SendingApp, sendTicket } from '../../../../src/app/requests.ts';
import { AppProvider } from '../../../../src/ui/context.ts';
import { Home } from '../../../../src/ui/views/home/Home.tsx';
import type { TestAppOptions } from '../../../support/app/create-test-app.ts';
import { loadParts, renderView } from '../../../support/app/render-view.tsx';

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

  it('asks in the conversation with Enter while no row is chosen, and keeps the text for the way back', async () => {
    const { type, press, state, app, find } = await renderHome();
    await type(INPUT, '  my cup is broken ');
    await press('Enter');
    expect(state.route.value).toEqual({ kind: 'conversation', ask: 'my cup is broken' });
    app.back();
    expect(find<HTMLInputElement>(INPUT).value).toBe('  my cup is broken ');
  });

  it('brings the row the keyboard stands on into view', async () => {
    const { type, press, activeOption } = await renderHome();
    const scrolled: (Element | null)[] = [];
    const spy = vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(function (this: Element) {
      scrolled.push(this);
    });
    await type(INPUT, 'orders');
    await press('ArrowDown');
    const first = activeOption();
    await press('ArrowUp');
    expect(scrolled).toEqual([first, activeOption()]);
    spy.mockRestore();
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

  it('"Ask" leads to the conversation, also where there is nobody to write to', async () => {
    const { type, click, state } = await renderHome({ outbox: null });
    await type(INPUT, 'refund');
    await click('Ask: “refund”');
    expect(state.route.value).toEqual({ kind: 'conversation', ask: 'refund' });
  });

  it('say in which language an article is when it is another one', async () => {
    const { type, findAll } = await renderHome({
      articles: [{ id: 'tea', lang: 'zh', title: '茶 tea 的保存', body: '茶 tea' }],
    });
    await type(INPUT, 'tea');
    expect(findAll('.tag').map((tag) => tag.textContent)).toEqual(['zh']);
    expect(findAll('[role="option"]')[0]?.lang).toBe('zh');
  });
});

describe('what was there before', () => {
  /** A search that answers when it is let. */
  async function renderSlow() {
    const waiting: (() => void)[] = [];
    const page = await renderHome({
      changeEngine: (client) => ({
        search: async (request) => {
          const reply = await client.search(request);
          await new Promise<void>((resolve) => waiting.push(resolve));
          return reply;
        },
      }),
    });
    const answer = async () => {
      for (const resolve of waiting.splice(0)) resolve();
      await page.settle();
    };
    return { ...page, answer };
  }

  it('stays until the first results take its place, and can be asked past meanwhile', async () => {
    const { type, text, findAll, answer } = await renderSlow();
    await type(INPUT, 'refund');
    expect(text()).toContain('Suggested');
    expect(findAll('[role="option"]').map((option) => option.textContent)).toEqual([
      expect.stringContaining('Ask: “refund”'),
    ]);
    await answer();
    expect(text()).not.toContain('Suggested');
    expect(findAll('[role="option"]')[0]?.textContent).toContain('How do refunds work?');
  });

  it('stays until the next results take its place', async () => {
    const { type, findAll, answer } = await renderSlow();
    const first = () => findAll('[role="option"]')[0]?.textContent;
    await type(INPUT, 'refund');
    await answer();
    await type(INPUT, 'password');
    expect(first()).toContain('How do refunds work?');
    expect(findAll('[role="option"]').at(-1)?.textContent).toContain('Ask: “password”');
    await answer();
    expect(first()).toContain('Reset your password');
  });

  it('goes at once when the box is emptied', async () => {
    const { type, text, answer } = await renderSlow();
    await type(INPUT, 'refund');
    await answer();
    await type(INPUT, '');
    expect(text()).toContain('Suggested');
  });
});

describe('where nothing was found', () => {
  it('that is said with the text, and only "Ask" is in the list', async () => {
    const { type, text, findAll } = await renderHome();
    await type(INPUT, 'zzzzqqqq');
    expect(text()).toContain('Nothing found for “zzzzqqqq”.');
    expect(findAll('[role="option"]')).toHaveLength(1);
  });

  it('a text in words the articles have is offered, and takes the place of the other', async () => {
    const { type, text, click, state, find, findAll } = await renderHome();
    await type(INPUT, 'shippingtimes');
    expect(text()).toContain('Did you mean “shipping times”?');
    await click('Did you mean');
    expect(state.query.value).toBe('shipping times');
    expect(document.activeElement).toBe(find(INPUT));
    expect(findAll('[role="option"]')[0]?.textContent).toContain('Shipping times and costs');
  });

  it('the topics that come nearest are offered', async () => {
    const { type, find, click, state } = await renderHome();
    await type(INPUT, 'shippingtimes');
    expect(find('[aria-labelledby="helplet-nearest"]').textContent).toContain('Shipping times and costs');
    await click('Shipping times and costs');
    expect(state.route.value).toEqual({ kind: 'article', id: 'shipping', lang: 'en' });
  });

  it('the page’s own suggestions stand in where no topic is near, two of them', async () => {
    const { type, findAll, text } = await renderHome({ config: { suggest: 'cancel' } });
    await type(INPUT, 'zzzzqqqq');
    const topics = findAll('[aria-labelledby="helplet-nearest"] li').map((row) => row.textContent);
    expect(topics).toHaveLength(2);
    expect(topics[0]).toBe('Cancel an order');
    expect(text()).not.toContain('Did you mean');
  });

  it('a person is offered, who gets the text; a message begun before stays', async () => {
    const { type, click, state, app } = await renderHome();
    await type(INPUT, ' zzzzqqqq ');
    await click('Write to us');
    expect([state.route.value.kind, state.draft.value.body]).toEqual(['ticket', 'zzzzqqqq']);
    app.changeDraft({ body: 'begun before' });
    app.back();
    await click('Write to us');
    expect(state.draft.value.body).toBe('begun before');
  });

  it('nobody is promised where there is nobody', async () => {
    const { type, text } = await renderHome({ outbox: null });
    await type(INPUT, 'zzzzqqqq');
    expect(text()).not.toContain('Write to us');
    expect(text()).toContain('look for a contact address on this site');
  });

  it('all that stays until the next answer is there', async () => {
    const { type, text } = await renderHome({
      changeEngine: (client) => ({
        search: (request) => (request.text === 'zzzzqqqqx' ? new Promise(() => undefined) : client.search(request)),
      }),
    });
    await type(INPUT, 'zzzzqqqq');
    await type(INPUT, 'zzzzqqqqx');
    expect(text()).toContain('Nothing found for “zzzzqqqq”.');
    expect(text()).toContain('Ask: “zzzzqqqqx”');
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

  it('greets by name whom the site or the form knows', async () => {
    const { app, find, settle } = await renderHome({ config: { locale: 'zh' } });
    const greeting = () => find('.greeting span').textContent;
    expect(greeting()).toMatch(/^.{2}好$/);
    await act(() => app.changeDraft({ name: 'Lin' }));
    expect(greeting()).toMatch(/^Lin，.+好$/);
    await act(() => app.identify({ id: 'u1', name: 'Ada' }));
    await settle();
    expect(greeting()).toMatch(/^Ada，.+好$/);
    await act(() => app.logout());
    await settle();
    expect(greeting()).not.toContain('Ada');
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
    expect((await renderHome({ outbox: null })).text()).not.toContain('Write to us');
  });

  it('offers no rating before the visitor has allowed anything to be kept', async () => {
    const { app, text, settle } = await renderHome();
    await act(() => app.privacy.setConsent('denied'));
    await settle();
    expect(text()).not.toContain('Rate your experience');
  });

  it('leads to what is kept of the visitor, at the end', async () => {
    const { findAll, click, state } = await renderHome({ outbox: null });
    expect(findAll('.ways li').at(-1)?.textContent).toBe('Your data on this device');
    await click('Your data on this device');
    expect(state.route.value).toEqual({ kind: 'privacy' });
  });

  it('shows the way to the requests once there are some, without a dot while there is nothing to do', async () => {
    const { app, text, findAll, sending, settle } = await renderHome();
    expect(text()).not.toContain('My requests');
    sending.transport.script.push({ kind: 'retry', reason: 'HTTP 503', isAmbiguous: false });
    await sendTicket(app as SendingApp, { email: 'ada@example.org', body: 'late', kind: 'refund' });
    await settle();
    expect(text()).toContain('My requests');
    expect(findAll('.dot')).toHaveLength(0);
  });

  it('marks the way to the requests, in words too, when one was not delivered', async () => {
    const { app, findAll, find, sending, settle } = await renderHome();
    sending.transport.script.push(([row]) => ({
      kind: 'answered',
      items: new Map([[row?.id ?? '', { kind: 'rejected', code: 'rejected', message: 'no' }]]),
    }));
    await sendTicket(app as SendingApp, { email: 'ada@example.org', body: 'late', kind: 'refund' });
    await settle();
    await settle();
    expect(findAll('.dot')).toHaveLength(1);
    expect(find('.ways .row').textContent).toBe('My requests (needs your attention)');
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

describe('an incident', () => {
  const status = 'Parcels to Norway are late this week.';

  it('is told first, with the way to more', async () => {
    const { find, root } = await renderHome({ config: { status, statusUrl: 'https://status.example/' } });
    expect(root.querySelector('.home')?.firstElementChild?.textContent).toContain(status);
    expect(find('.incident [role="status"]').textContent).toContain(status);
    const link = find<HTMLAnchorElement>('.incident a');
    expect([link.href, link.target, link.rel]).toEqual(['https://status.example/', '_blank', 'noopener']);
    expect(link.textContent).toBe('Read more (opens in a new tab)');
  });

  it('put away stays away until the page is left, and gives the focus to the heading', async () => {
    const { click, findAll, find, leave, app, root } = await renderHome({ config: { status } });
    expect(findAll('.incident a')).toEqual([]);
    await click('Hide this message');
    expect(findAll('.incident')).toEqual([]);
    expect(document.activeElement).toBe(find('h2'));
    await leave();
    const parts = await loadParts(app);
    const draw = () =>
      act(() =>
        render(
          <AppProvider value={{ app, parts }}>
            <Home />
          </AppProvider>,
          root,
        ),
      );
    await draw();
    expect(findAll('.incident')).toEqual([]);
    await act(() => app.configure({ ...app.config, status: 'And now to Sweden, too.' }));
    expect(find('.incident').textContent).toContain('Sweden');
  });

  it('that nobody told of takes no room', async () => {
    expect((await renderHome()).findAll('.incident')).toEqual([]);
  });
});

describe('what may be expected of the team', () => {
  afterEach(() => vi.unstubAllEnvs());

  /** The line under "Write to us" at a moment, for a visitor in a zone. */
  async function expected(config: TestAppOptions['config'], now = '2026-03-06T20:00Z', zone = 'Europe/London') {
    vi.stubEnv('TZ', zone);
    const page = await renderHome({ config: { ...config }, overrides: { clock: () => Date.parse(now) } });
    return { ...page, line: () => page.root.querySelector('.ways .row > span > .hint')?.textContent };
  }

  it.each([
    [1, 'en', 'Usually answered within 1 hour'],
    [4, 'en', 'Usually answered within 4 hours'],
    ['36', 'en', 'Usually answered within 36 hours'],
    [48, 'en', 'Usually answered within 2 days'],
    [4, 'zh', '通常4小时内回复'],
  ] as const)('%s hours in %s: %s', async (replyHours, locale, text) => {
    expect((await expected({ replyHours, locale })).line()).toBe(text);
  });

  it('says when somebody is there again, in the visitor’s own time', async () => {
    const hours = 'Mon-Fri 9:00-18:00';
    const config = { replyHours: 4, hours, timeZone: 'Europe/Berlin', locale: 'en' } as const;
    // A Friday evening; Berlin's nine o'clock is eight in London and one on Sunday night in Los Angeles.
    expect((await expected(config)).line()).toMatch(
      /^Usually answered within 4 hours · closed until Monday(?: at|,)? 8:00\sAM$/,
    );
    const early = await expected(config, '2026-03-09T05:00Z');
    expect(early.line()).toMatch(/ · closed until 8:00\sAM$/);
    const far = await expected(config, '2026-03-06T20:00Z', 'America/Los_Angeles');
    expect(far.line()).toMatch(/closed until Monday(?: at|,)? 1:00\sAM$/);
  });

  it('in Chinese too', async () => {
    const { line } = await expected({ hours: 'Mon-Fri 9:00-18:00', locale: 'zh' });
    expect(line()).toMatch(/^目前休息，星期一 ?0?9:00 恢复$/);
  });

  it('while somebody is there says only that', async () => {
    const { line } = await expected({ hours: 'Fri 9:00-21:00' });
    expect(line()).toBe('Open now');
  });

  it('looks at the clock again at each opening', async () => {
    let now = Date.parse('2026-03-06T20:59Z');
    const page = await renderHome({ config: { hours: 'Fri 9:00-21:00' }, overrides: { clock: () => now } });
    const line = () => page.find('.ways .row > span > .hint').textContent;
    expect(line()).toBe('Open now');
    now += 120_000;
    await act(() => page.app.close());
    await act(() => page.app.open());
    expect(line()).toMatch(/^closed until /);
  });

  it('says nothing of hours in a zone that does not exist, and tells the site once', async () => {
    const { line, warnings, type } = await expected({
      replyHours: 4,
      hours: 'Fri 9:00-21:00',
      timeZone: 'Mars/Olympus',
    });
    expect(line()).toBe('Usually answered within 4 hours');
    await type(INPUT, 'refund');
    expect(warnings.filter((warning) => warning.includes('timeZone'))).toEqual([
      expect.stringContaining('Mars/Olympus'),
    ]);
  });

  it('is not said where the site has not said it', async () => {
    expect((await expected({})).line()).toBeUndefined();
  });
});
