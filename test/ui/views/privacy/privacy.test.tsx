// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type SendingApp, sendTicket } from '../../../../src/app/requests.ts';
import { openStorage } from '../../../../src/storage/open-storage.ts';
import { Privacy } from '../../../../src/ui/views/privacy/Privacy.tsx';
import type { TestAppOptions } from '../../../support/app/create-test-app.ts';
import { renderView } from '../../../support/app/render-view.tsx';
import { UNAVAILABLE } from '../../../support/outbox/scripted-transport.ts';

async function renderPrivacy(options: TestAppOptions = {}) {
  const page = await renderView(<Privacy />, options);
  const items = (section: string) =>
    page.findAll(`[aria-labelledby="${section}"] li`).map(({ textContent }) => textContent);
  return {
    ...page,
    kept: () => items('helplet-kept'),
    sentLines: () => items('helplet-sent'),
    status: () => page.find('[aria-labelledby="helplet-erase"] [role="status"]').textContent,
    control: () => page.find('[role="switch"]'),
    async send(body = 'late') {
      const draft = { email: 'ada@example.org', body, kind: 'refund' as const };
      await act(async () => void (await sendTicket(page.app as SendingApp, draft)));
      await page.settle();
    },
    async toggle() {
      await act(() => page.find('[role="switch"]').click());
      await page.settle();
    },
  };
}

afterEach(() => vi.unstubAllGlobals());

describe('what is said of the data', () => {
  it('of somebody who has done nothing yet', async () => {
    const { kept, sentLines } = await renderPrivacy();
    expect(kept()).toEqual([
      'No requests yet; each stays for 30 days after it was sent',
      'No unfinished message',
      'The help articles, so that you can read them offline',
    ]);
    expect(sentLines()).toEqual([
      'No requests yet.',
      'Card, account, identity and phone numbers, e-mail addresses and keys in a message are hidden before it is saved or sent.',
      'With a message goes what this device reads in it: what it is about, its mood and how urgent it is.',
      'Your searches stay on this device.',
    ]);
  });

  it('follows what he does: what is kept, and what has really been sent', async () => {
    const { kept, sentLines, send, sending, app, settle } = await renderPrivacy({ config: { retention: 7 } });
    await send();
    sending.transport.script.push(UNAVAILABLE);
    await send();
    await act(() => app.changeDraft({ body: 'half a mes' }));
    await settle();
    expect(kept().slice(0, 2)).toEqual([
      '2 requests, each for 7 days after it was sent',
      'What you have filled in and not sent yet',
    ]);
    expect(sentLines()[0]).toBe('1 request you sent to us');
  });

  it('says nothing is kept where he does not want it', async () => {
    const { kept, app, settle } = await renderPrivacy();
    await act(() => app.privacy.setConsent('denied'));
    await settle();
    expect(kept()).toEqual(['Nothing, apart from your choice not to keep anything']);
  });

  it('says nothing is sent where there is nowhere to send to', async () => {
    const { sentLines, text } = await renderPrivacy({ outbox: null });
    expect(sentLines()[0]).toBe('Nothing. This page takes no messages.');
    expect(text()).toContain('Deletes everything kept here for you.');
  });

  it.each([
    [{}, false, 'Your searches stay on this device.'],
    [
      { events: 'on' },
      false,
      'Which help articles you open here, which answers you get and how many hits a search has, without what you type',
    ],
    [{ events: 'on' }, true, 'Your searches stay on this device.'],
  ] as const)('with events %j and Global Privacy Control %s: %s', async (config, isPrivate, line) => {
    const { page, app, sentLines, settle } = await renderPrivacy({ config });
    page.isPrivate = isPrivate;
    await act(() => app.configure({ ...app.config })); // drawn anew
    await settle();
    expect(sentLines().at(-1)).toBe(line);
  });

  it('is there in Chinese', async () => {
    const { text } = await renderPrivacy({ config: { locale: 'zh' } });
    expect(text()).not.toMatch(/[a-z]{4}/);
  });
});

describe('the switch', () => {
  it('has a name and a state', async () => {
    const { control, find } = await renderPrivacy();
    expect(find(`#${control().getAttribute('aria-labelledby')}`).textContent).toBe(
      'Keep drafts and requests on this device',
    );
    expect(control().getAttribute('aria-checked')).toBe('true');
  });

  it('asks before it deletes, with the question under the caret', async () => {
    const { toggle, state, control, click } = await renderPrivacy();
    await toggle();
    expect(document.activeElement?.textContent).toContain('This deletes what is kept here');
    expect([state.consent.value, control().getAttribute('aria-checked')]).toEqual(['granted', 'true']);
    await click('Delete and keep nothing');
    expect([state.consent.value, control().getAttribute('aria-checked')]).toEqual(['denied', 'false']);
    expect(document.activeElement).toBe(control());
  });

  it('left alone after all changes nothing', async () => {
    const { toggle, state, control, click, text } = await renderPrivacy();
    await toggle();
    await click('Cancel');
    expect(text()).not.toContain('This deletes what is kept here');
    expect([state.consent.value, document.activeElement]).toEqual(['granted', control()]);
  });

  it('switched on again keeps things at once: nothing is lost by that', async () => {
    const { toggle, click, state, text } = await renderPrivacy();
    await toggle();
    await click('Delete and keep nothing');
    await toggle();
    expect(state.consent.value).toBe('granted');
    expect(text()).not.toContain('This deletes what is kept here');
  });

  it('that could not do it tells the developer, and shows what holds', async () => {
    const storage = openStorage();
    const erase = () => Promise.reject(new Error('another tab holds it'));
    const { toggle, click, warnings, control } = await renderPrivacy({
      overrides: { storage: { ...storage, erase } },
    });
    await toggle();
    await click('Delete and keep nothing');
    expect(warnings).toContain('another tab holds it');
    expect(control().getAttribute('aria-checked')).toBe('false');
  });
});

describe('the file to take along', () => {
  it('holds what is kept, under a name with the day', async () => {
    const blobs: Blob[] = [];
    const links: { readonly href: string; readonly name: string }[] = [];
    vi.stubGlobal(
      'URL',
      class extends URL {
        static override createObjectURL(blob: Blob) {
          blobs.push(blob);
          return 'blob:https://shop.example/1';
        }
        static override revokeObjectURL() {}
      },
    );
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(this: HTMLAnchorElement) {
      links.push({ href: this.href, name: this.download });
    });
    const { click, app } = await renderPrivacy();
    await app.storage.keyValue('drafts').set('ticket', { body: 'half a mes' });
    await click('Save as file');
    await vi.waitFor(() => expect(links).toHaveLength(1));
    vi.restoreAllMocks();
    expect(links).toEqual([{ href: 'blob:https://shop.example/1', name: 'helplet-2023-11-14.json' }]);
    expect(blobs[0]?.type).toBe('application/json');
    const data = JSON.parse((await blobs[0]?.text()) ?? '');
    expect(data).toMatchObject({ visitor: 'visitor-1', stores: { drafts: { ticket: { body: 'half a mes' } } } });
  });
});

describe('deleting everything', () => {
  it('is asked twice, and the second time says that it cannot be undone', async () => {
    const { click, state, told } = await renderPrivacy();
    await click('Delete everything');
    expect(document.activeElement?.textContent).toBe("This can't be undone. Delete everything?");
    expect([state.erasure.value, told('erased')]).toEqual([null, []]);
  });

  it('names the requests that would be lost', async () => {
    const { click, send, sending } = await renderPrivacy();
    sending.transport.script.push(UNAVAILABLE);
    await send();
    await send();
    await click('Delete everything');
    expect(document.activeElement?.textContent).toBe("1 request wasn't sent yet and would be lost. Delete everything?");
  });

  it('can be left alone: nothing happens, and the caret is back on the button', async () => {
    const { click, state } = await renderPrivacy();
    await click('Delete everything');
    await click('Cancel');
    expect(state.erasure.value).toBeNull();
    expect(document.activeElement?.textContent).toBe('Delete everything');
  });

  it('says what it has come to, where the caret is', async () => {
    const { click, send, status, kept } = await renderPrivacy();
    await send();
    await click('Delete everything');
    await click('Yes, delete everything');
    expect(status()).toBe('Deleted here and on our server.');
    expect(document.activeElement?.textContent).toBe('Deleted here and on our server.');
    expect(kept()[0]).toMatch(/^No requests yet;/);
  });

  it('says that it is under way, and cannot be started twice', async () => {
    const storage = openStorage();
    const erase = () => new Promise<never>(() => undefined);
    const { click, status, findAll } = await renderPrivacy({ overrides: { storage: { ...storage, erase } } });
    await click('Delete everything');
    await click('Yes, delete everything');
    expect(status()).toBe('Deleting');
    expect(document.activeElement?.textContent).toBe('Deleting');
    const button = findAll('button').find(({ textContent }) => textContent === 'Delete everything');
    expect((button as HTMLButtonElement | undefined)?.disabled).toBe(true);
  });

  it('without a connection says that the server is still to be asked, and later that it was', async () => {
    const { click, send, sending, status, app, settle } = await renderPrivacy();
    await send();
    sending.transport.script.push(UNAVAILABLE);
    await click('Delete everything');
    await click('Yes, delete everything');
    expect(status()).toBe("Deleted here. We'll ask our server to delete its copy as soon as we can reach it.");
    await act(() => app.flush());
    await settle();
    expect(status()).toBe('Deleted here and on our server.');
  });

  it('where there is no server speaks of none', async () => {
    const { click, status } = await renderPrivacy({ outbox: null });
    await click('Delete everything');
    await click('Yes, delete everything');
    expect(status()).toBe('Deleted here.');
  });

  it('that failed says so, and offers another try', async () => {
    const storage = openStorage();
    let isBlocked = true;
    const erase = () => (isBlocked ? Promise.reject(new Error('another tab holds it')) : storage.erase());
    const { click, status, warnings } = await renderPrivacy({ overrides: { storage: { ...storage, erase } } });
    await click('Delete everything');
    await click('Yes, delete everything');
    expect(status()).toBe("This couldn't be deleted. Close this site's other tabs and try again.");
    expect(warnings).toContain('another tab holds it');
    isBlocked = false;
    await click('Delete everything');
    await click('Yes, delete everything');
    expect(status()).toBe('Deleted here and on our server.');
  });
});
