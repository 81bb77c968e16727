// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
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
  page.sending?.transport.script.push(answer);
  await page.app.submissions?.sendTicket({
    email: 'ada@example.org',
    body: 'The cup is late.\nWhere is <b>it</b>?',
    kind: 'refund',
  });
  await page.settle();
  await page.settle();
  return page;
}

afterEach(() => vi.unstubAllGlobals());

describe('the list of requests', () => {
  it('says that there are none', async () => {
    const { text } = await renderView(<Requests />);
    expect(text()).toContain('No requests yet.');
  });

  it('shows each with its state, and opens it', async () => {
    const { findAll, click, state } = await renderRequest('list', UNAVAILABLE);
    expect(findAll('li').map((item) => item.textContent)).toEqual([
      expect.stringContaining('The cup is late.Waiting · '),
    ]);
    await click('The cup is late.');
    expect(state.route.value).toEqual({ kind: 'request', id: ID });
  });

  it('follows the outbox without being opened again', async () => {
    const { text, app, settle } = await renderRequest('list', UNAVAILABLE);
    await app.flush();
    await settle();
    expect(text()).toContain('Sent · ');
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
    const { find, click } = await renderRequest('one', UNAVAILABLE, { outbox: { store: createMemoryStore() } });
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
