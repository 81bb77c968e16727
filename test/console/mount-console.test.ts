// @vitest-environment happy-dom
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { mountConsole } from '../../src/console/mount-console.tsx';
import { systemSchedule } from '../../src/shared/clock.ts';
import { startCollector, TOKEN } from '../support/collector/collector.ts';
import { csat, event, ticket, vote } from '../support/collector/events.ts';

/** The console in a page, talking to a real collector without a network between them. */
function openConsole(options: { readonly hash?: string; readonly fetch?: typeof fetch } = {}) {
  const collector = startCollector();
  const { app, send } = collector;
  window.sessionStorage.clear();
  window.localStorage.clear();
  window.location.hash = options.hash ?? `#token=${TOKEN}`;
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  const toCollector: typeof fetch = async (input, init) =>
    app.request(new URL(String(input)).pathname + new URL(String(input)).search, init);
  const unmount = mountConsole({
    window: window as unknown as Window, // happy-dom's own class
    root,
    fetch: options.fetch ?? toCollector,
    schedule: systemSchedule,
    random: () => 0,
  });
  onTestFinished(unmount);
  return { ...collector, root, send, text: () => root.textContent ?? '' };
}

const within1s = { timeout: 1_000, interval: 10 };

function click(root: Element, name: string): void {
  const found = [...root.querySelectorAll<HTMLElement>('button, a')].find((item) => item.textContent?.includes(name));
  if (!found) throw new Error(`no button "${name}" in: ${root.textContent}`);
  found.click();
}

describe('the console', () => {
  it('signs in by the address, hides the token there and shows what is kept', async () => {
    const { text, send } = openConsole({ hash: '' });
    expect(text()).toContain('Sign in');
    await send([ticket(1)]);
    const second = openConsole();
    expect(window.location.hash).toBe('');
    await vi.waitFor(() => expect(second.text()).toContain('No tickets yet'), within1s);
  });

  it('shows a ticket within a second of its arrival', async () => {
    const { text, send, root } = openConsole();
    await vi.waitFor(() => expect(root.querySelector('.live')?.textContent).toContain('Live'), within1s);
    await send([ticket(1, { kind: 'complaint', contact: { name: 'Ada', email: 'ada@example.org' }, lang: 'zh' })]);
    await vi.waitFor(() => expect(text()).toContain('Subject 1'), within1s);
    for (const shown of ['Complaint', 'Ada · ada@example.org', 'Chinese', '/tea', 'Open', '1 new entry']) {
      expect(text()).toContain(shown);
    }
    await send([event(2, 'helplet.ticket.solved', { ticket: 't-1', by: 'visitor' })]);
    await vi.waitFor(() => expect(root.querySelector('tbody')?.textContent).toContain('Solved'), within1s);
  });

  it('shows a vote within a second, and no figure from so few', async () => {
    const { text, send, root } = openConsole();
    await vi.waitFor(() => expect(root.querySelector('.live')?.textContent).toContain('Live'), within1s);
    window.location.hash = '#/ratings';
    await vi.waitFor(() => expect(text()).toContain('No ratings yet'), within1s);
    await send([vote(1, 'tea-storage', true), csat(2, 5)]);
    await vi.waitFor(() => expect(text()).toContain('Found “tea-storage” helpful'), within1s);
    expect(text()).toContain('Too few answers');
    expect(text()).toContain('1 of 1');
    const figures = [...root.querySelectorAll('.figure, .votes td')].map((item) => item.textContent).join();
    expect(figures).not.toMatch(/%|\d\.\d/);
  });

  it('shows satisfaction with its interval from ten answers on', async () => {
    const { text, send } = openConsole();
    await send([4, 5, 3, 4, 5, 4, 5, 3, 4, 5].map((score, n) => csat(n, score)));
    window.location.hash = '#/ratings';
    await vi.waitFor(() => expect(text()).toContain('Mean4.2'), within1s);
    expect(text()).toContain('Satisfied80%95 % interval 49% to 94%'); // R: prop.test(8, 10, correct = FALSE)
    expect(text()).toContain('10 answers');
    expect(text()).toContain('Few answers');
  });

  it('opens a ticket, and gives the focus back when it is closed by Escape', async () => {
    const { root, send } = openConsole();
    await send([ticket(1, { body: 'First line.\nSecond line.' })]);
    await vi.waitFor(() => expect(root.querySelector('.row-button')).not.toBeNull(), within1s);
    click(root, 'Subject 1');
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Subject 1'), within1s);
    expect(root.querySelector('.detail .message')?.textContent).toBe('First line.\nSecond line.');
    root.querySelector('.detail')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await vi.waitFor(() => expect(root.querySelector('.detail')).toBeNull(), within1s);
    expect(document.activeElement?.classList.contains('row-button')).toBe(true);
  });

  it('shows what a visitor wrote as text and nothing else', async () => {
    const { root, send } = openConsole();
    await send([ticket(1, { subject: '<img src=x onerror=alert(1)>', body: '<script>alert(1)</script>' })]);
    await vi.waitFor(() => expect(root.querySelector('.subject')).not.toBeNull(), within1s);
    expect(root.querySelector('.subject')?.textContent).toBe('<img src=x onerror=alert(1)>');
    expect(root.querySelector('img, script')).toBeNull();
  });

  it('loads older tickets page by page', async () => {
    const { root, send, text } = openConsole({ hash: '' });
    await send(Array.from({ length: 130 }, (_, n) => ticket(n)));
    const input = root.querySelector('input');
    if (input) input.value = TOKEN;
    input?.dispatchEvent(new Event('input', { bubbles: true }));
    root.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    await vi.waitFor(() => expect(text()).toContain('100 tickets'), within1s);
    click(root, 'Show older tickets');
    await vi.waitFor(() => expect(text()).toContain('130 tickets'), within1s);
    expect(text()).not.toContain('Show older tickets');
  });

  it('says when a token is wrong', async () => {
    const { text } = openConsole({ hash: '#token=wrong' });
    await vi.waitFor(() => expect(text()).toContain('This token is not valid'), within1s);
  });

  it('says when the collector does not answer, and recovers', async () => {
    let isDown = true;
    const { app } = startCollector();
    const { root, text } = openConsole({
      fetch: async (input, init) => {
        if (isDown) throw new TypeError('network');
        return app.request(new URL(String(input)).pathname, init);
      },
    });
    await vi.waitFor(() => expect(text()).toContain('The collector does not answer'), within1s);
    isDown = false;
    click(root, 'Try again');
    await vi.waitFor(() => expect(text()).toContain('No tickets yet'), within1s);
  });

  it('speaks Chinese when asked to, also after a reload', async () => {
    const { root, text } = openConsole();
    await vi.waitFor(() => expect(text()).toContain('No tickets yet'), within1s);
    click(root, '中文');
    await vi.waitFor(() => expect(text()).toContain('还没有工单'), within1s);
    expect(document.documentElement.lang).toBe('zh');
    expect(document.title).toBe('Helplet 控制台');
    expect(window.localStorage.getItem('helplet:console:lang')).toBe('zh');
  });

  it('forgets everything on signing out', async () => {
    const { root, text, send } = openConsole();
    await send([ticket(1)]);
    await vi.waitFor(() => expect(text()).toContain('Sign out'), within1s);
    click(root, 'Sign out');
    await vi.waitFor(() => expect(text()).toContain('The token was shown'), within1s);
    expect(text()).not.toContain('Subject 1');
    expect(window.sessionStorage.length).toBe(0);
  });
});
