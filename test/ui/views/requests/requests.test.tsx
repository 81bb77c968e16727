// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type SendingApp, sendFollowUp, sendTicket } from '../../../../src/app/requests.ts';
import type { SendOutcome } from '../../../../src/outbox/ports.ts';
import { createMemoryStore } from '../../../../src/storage/memory-store.ts';
import { Request } from '../../../../src/ui/views/requests/Request.tsx';
import { Requests } from '../../../../src/ui/views/requests/Requests.tsx';
import type { TestAppOptions } from '../../../support/app/create-test-app.ts';
import { renderView } from '../../../support/app/render-view.tsx';
import { eventId } from '../../../support/outbox/events.ts';
import { type Answer, delivered } from '../../../support/outbox/scripted-transport.ts';

const ID = eventId(1);
const UNAVAILABLE: SendOutcome = { kind: 'retry', reason: 'HTTP 503', isAmbiguous: false };
const rejected: Answer = ({ 0: row }) => ({
  kind: 'answered',
  items: new Map([[row?.id ?? '', { kind: 'rejected', code: 'rejected', message: 'no' }]]),
});

/** A view over one request that met this answer. */
async function renderRequest(view: 'list' | 'one', answer: Answer, options?: TestAppOptions) {
  const page = await renderView(view === 'list' ? <Requests /> : <Request id={ID} />, options);
  page.sending.transport.script.push(answer);
  await sendTicket(page.app as SendingApp, {
    email: 'ada@example.org',
    body: 'The cup is late.\nWhere is <b>it</b>?',
    kind: 'refund',
  });
  await page.settle();
  await page.settle();
  return page;
}

afterEach(() => vi.unstubAllGlobals());

describe('while the database is away', () => {
  it.each(['list', 'one'] as const)('what was seen of it stays: %s', async (view) => {
    const page = await renderRequest(view, 'deliver');
    const { app, state, settle } = page;
    expect(app.storage.mode).toBe('memory');
    state.requests.value = [];
    await settle();
    expect(page.text()).toContain('The cup is late.');
    state.visitorTurn.value++; // somebody else
    await act(() => page.time.advance(2_000));
    expect(page.text()).not.toContain('The cup is late.');
  });

  it.each(['list', 'one'] as const)('what the database itself does not have is gone: %s', async (view) => {
    const page = await renderRequest(view, 'deliver');
    vi.spyOn(page.app.storage, 'mode', 'get').mockReturnValue('indexed-db');
    page.state.requests.value = [];
    await act(() => page.time.advance(2_000));
    expect(page.text()).not.toContain('The cup is late.');
  });
});

describe('the list of requests', () => {
  it('says that there are none', async () => {
    const { text } = await renderView(<Requests />);
    expect(text()).toContain('No requests yet.');
  });

  it('shows each with its state and its last message, and opens it', async () => {
    const { find, click, state } = await renderRequest('list', UNAVAILABLE);
    expect(find('.request-subject').textContent).toBe('The cup is late.');
    expect(find('.request-last').textContent).toBe('Waiting · The cup is late.\nWhere is <b>it</b>?');
    await click('The cup is late.');
    expect(state.route.value).toEqual({ kind: 'request', id: ID });
  });

  it('has the one with the latest message first, and shows that message', async () => {
    const { app, findAll, settle, time } = await renderRequest('list', 'deliver');
    time.jump(60_000);
    await sendTicket(app as SendingApp, { email: 'ada@example.org', body: 'Second', kind: 'refund' });
    await settle();
    const lines = () => findAll('.request-line').map((line) => line.textContent);
    expect(lines()[0]).toContain('Second');
    time.jump(60_000);
    await sendFollowUp(app as SendingApp, ID, 'Still nothing');
    await settle();
    expect(lines()).toEqual([expect.stringContaining('Still nothing'), expect.stringContaining('Second')]);
  });

  it('marks what needs the visitor, in words too', async () => {
    expect((await renderRequest('list', UNAVAILABLE)).findAll('.dot')).toEqual([]);
    const { findAll, find } = await renderRequest('list', rejected);
    expect(findAll('.dot')).toHaveLength(1);
    expect(find('.row').textContent).toContain('(needs your attention)');
  });

  it('never puts "Sent" beside a message that is not', async () => {
    const { app, find, settle, time } = await renderRequest('list', 'deliver');
    expect(find('.request-last').textContent).toMatch(/^Sent · The cup/);
    await sendFollowUp(app as SendingApp, ID, 'Not yet');
    await settle();
    expect(find('.request-last').textContent).toBe('Saved · Not yet');
    await act(() => time.advance(6_000));
    await settle();
    expect(find('.request-last').textContent).toBe('Sent · Not yet');
  });

  it('shows what was refused before what came later', async () => {
    const { app, find, findAll, settle, time, sending } = await renderRequest('list', 'deliver');
    sending.transport.script.push(rejected);
    await sendFollowUp(app as SendingApp, ID, 'Rude');
    await act(() => time.advance(6_000));
    await sendFollowUp(app as SendingApp, ID, 'Kind');
    await act(() => time.advance(6_000));
    await settle();
    expect(find('.request-last').textContent).toBe('Not delivered · Rude');
    expect(findAll('.dot')).toHaveLength(1);
  });

  it('says how long they are kept, where they are', async () => {
    const { text, app, settle } = await renderRequest('list', 'deliver', { config: { retention: 1 } });
    expect(text()).toContain('Kept on this device for 1 day.');
    await act(() => app.privacy.setConsent('denied'));
    await settle();
    expect(text()).not.toContain('Kept on this device');
  });

  it('leads to a new one', async () => {
    const { click, state } = await renderView(<Requests />);
    await click('Write to us');
    expect(state.route.value.kind).toBe('ticket');
  });

  it('follows the outbox without being opened again', async () => {
    const { text, app, settle } = await renderRequest('list', UNAVAILABLE);
    await app.flush();
    await settle();
    expect(text()).toContain('Sent · The cup is late.');
  });
});

describe('a request', () => {
  it('sent shows number, reply address and the message as it was written', async () => {
    const { text, find } = await renderRequest('one', (rows) => delivered(rows, 'T-1042'));
    expect(find('[role="status"]').textContent).toBe("Sent. We'll reply to ada@example.org.");
    expect(text()).toContain('Reference T-1042');
    expect(find('.message').textContent).toBe('The cup is late.\nWhere is <b>it</b>?');
    expect(find('.message').children).toHaveLength(0);
  });

  it('waiting says what is true with and without a connection', async () => {
    const { find, page, settle } = await renderRequest('one', UNAVAILABLE);
    expect(find('[role="status"]').textContent).toContain("We couldn't reach the server yet");
    page.isOnline = false;
    page.tell('offline');
    await settle();
    expect(find('[role="status"]').textContent).toBe("You're offline. We'll send it as soon as you're back.");
  });

  it('only in memory says so, and can be copied', async () => {
    const copied: string[] = [];
    vi.stubGlobal('navigator', { clipboard: { writeText: async (text: string) => void copied.push(text) } });
    const { find, click } = await renderRequest('one', UNAVAILABLE, { store: createMemoryStore() });
    expect(find('[role="status"]').textContent).toContain('Not saved on this device');
    await click('Copy message');
    expect(copied).toEqual(['The cup is late.\nWhere is <b>it</b>?']);
  });

  it('given up can be tried again', async () => {
    const { find, click } = await renderRequest('one', rejected);
    expect(find('[role="status"]').textContent).toBe("The server didn't accept this request.");
    await click('Try again');
    expect(find('[role="status"]').textContent).toBe("Sent. We'll reply to ada@example.org.");
  });

  it('given up is deleted only when asked twice', async () => {
    const { click, state, text } = await renderRequest('one', rejected);
    await click('Delete');
    expect(state.requests.value).toHaveLength(1);
    expect(text()).toContain('Delete this unsent request?');
    await click('Delete this unsent request?');
    expect(state.requests.value).toEqual([]);
    expect(state.route.value).toEqual({ kind: 'requests' });
  });

  it('that is fine offers neither', async () => {
    const { text } = await renderRequest('one', 'deliver');
    expect(text()).not.toMatch(/Try again|Delete/);
  });

  it('leads on to start and rating', async () => {
    const { click, state } = await renderRequest('one', 'deliver');
    await click('Rate your experience');
    expect(state.route.value.kind).toBe('rating');
    await click('Back to start');
    expect(state.route.value.kind).toBe('home');
  });
});

describe('what went with a request', () => {
  it('is shown by the site’s own labels, and files by their names', async () => {
    const { app, find, findAll, settle } = await renderView(<Request id={ID} />, {
      config: { fields: [{ name: 'order', label: { en: 'Order number', zh: '订单号' } }] },
    });
    await app.submissions?.submit(
      'ticket.created',
      (id) => ({
        id,
        kind: 'refund',
        subject: 'Late',
        body: 'Late',
        fields: { order: 'A-17', gift: true },
        attachments: [
          { id: 'a', name: 'cup.png', bytes: 3 },
          { id: 'b', name: 'cup.svg', bytes: 3, refused: 'type' },
        ],
      }),
      { keepCopy: true },
    );
    await settle();
    await settle();
    expect(findAll('dl > div').map((row) => row.textContent)).toEqual(['Order numberA-17', 'giftYes']);
    expect(findAll('ul.details li').map((row) => row.textContent)).toEqual(['cup.png', 'cup.svg (not accepted)']);
    expect(find('ul.details').getAttribute('aria-label')).toBe('Files');
  });

  it('that is no longer here says so, once there was time to look', async () => {
    const { find, text, time, settle, click, state } = await renderView(<Request id={eventId(9)} />);
    expect(find('[role="status"]').getAttribute('aria-label')).toBe('Loading');
    await act(() => time.advance(1_000));
    await settle();
    expect(text()).toContain("This request isn't on this device any more.");
    await click('My requests');
    expect(state.route.value).toEqual({ kind: 'requests' });
  });
});
