// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type SendingApp, sendTicket } from '../../src/app/requests.ts';
import { followLauncher } from '../../src/entries/core/follow-launcher.ts';
import type { ConfigInput } from '../../src/schema/config.ts';
import { createCoreHost } from '../support/app/create-core-host.ts';
import { createTestApp } from '../support/app/create-test-app.ts';
import { settle } from '../support/outbox/manual-clock.ts';

/** The launcher of a real app. */
async function follow(config: ConfigInput = {}) {
  const { host, root, button } = createCoreHost();
  const test = createTestApp({ config });
  const stop = followLauncher(host, test.app);
  await test.app.setLocale(config.locale ?? 'en');
  const reject = async (body = 'late') => {
    test.sending.transport.script.push(({ 0: row }) => ({
      kind: 'answered',
      items: new Map([[row?.id ?? '', { kind: 'rejected', code: 'rejected', message: 'no' }]]),
    }));
    const { id } = await sendTicket(test.app as SendingApp, { email: 'a@b.example', body, kind: 'refund' });
    await settle();
    return id;
  };
  return { ...test, element: host.element, root, button, stop, reject };
}

afterEach(() => vi.unstubAllGlobals());

describe('the launcher', () => {
  it('says what a click does: the words and state of the panel', async () => {
    const { app, button } = await follow();
    expect([button.title, button.getAttribute('aria-expanded')]).toEqual(['Help', 'false']);
    await app.open({ kind: 'home' });
    expect([button.title, button.getAttribute('aria-expanded')]).toEqual(['Close help', 'true']);
    app.close();
    expect([button.title, button.getAttribute('aria-expanded')]).toEqual(['Help', 'false']);
  });

  it('speaks the language of the panel, and lies on its side', async () => {
    const { app, button, element } = await follow();
    await app.setLocale('zh');
    expect([button.title, element.dir]).toEqual(['帮助', 'ltr']);
    await app.open({ kind: 'home' });
    expect(button.title).toBe('关闭帮助');
    await app.setLocale('ar');
    expect([button.title, element.dir]).toEqual(['Close help\u200e', 'rtl']);
  });

  it('keeps the site’s own label, also a new one', async () => {
    const { app, button, state } = await follow({ label: 'Ask us' });
    expect(button.title).toBe('Ask us');
    app.configure({ ...state.config.value, label: 'Talk to us' });
    expect(button.title).toBe('Talk to us');
    await app.open({ kind: 'home' });
    expect(button.title).toBe('Close help');
  });

  it('gets the focus back when the panel closes, and only then', async () => {
    const { app, button, root } = await follow();
    expect(root.activeElement).toBeNull();
    await app.open({ kind: 'home' });
    expect(root.activeElement).toBeNull();
    app.close();
    expect(root.activeElement).toBe(button);
  });

  it('counts the requests that failed, until each was looked at', async () => {
    const { app, button, reject, root } = await follow();
    expect(button.dataset.badge).toBe('');
    const first = await reject();
    const second = await reject();
    expect([button.dataset.badge, button.title]).toEqual(['2', 'Help (2)']);
    app.go({ kind: 'request', id: first });
    expect(button.dataset.badge).toBe('2'); // the panel is closed: nobody saw it
    await app.open();
    expect([button.dataset.badge, button.title]).toEqual(['', 'Close help']);
    app.close();
    expect([button.dataset.badge, button.title]).toEqual(['1', 'Help (1)']);
    await app.discardRequest(second);
    await settle();
    expect([button.dataset.badge, button.title]).toEqual(['', 'Help']);
    expect(root.querySelectorAll('button.launcher')).toHaveLength(1);
  });

  it('is left as it is once nobody follows any more', async () => {
    const { app, button, stop } = await follow();
    stop();
    await app.open({ kind: 'home' });
    expect([button.title, button.getAttribute('aria-expanded')]).toEqual(['Help', 'false']);
  });
});
