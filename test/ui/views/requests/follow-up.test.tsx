// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { describe, expect, it } from 'vitest';
import { type SendingApp, sendFollowUp, sendTicket, UNDO_MS } from '../../../../src/app/requests.ts';
import { emptyDraft } from '../../../../src/app/state.ts';
import type { SendOutcome } from '../../../../src/outbox/ports.ts';
import { AppProvider } from '../../../../src/ui/context.ts';
import { Request } from '../../../../src/ui/views/requests/Request.tsx';
import type { TestAppOptions } from '../../../support/app/create-test-app.ts';
import { loadParts, renderView } from '../../../support/app/render-view.tsx';
import { createDurableMemoryStore } from '../../../support/outbox/create-test-outbox.ts';
import { eventId } from '../../../support/outbox/events.ts';
import type { Answer } from '../../../support/outbox/scripted-transport.ts';

const ID = eventId(1);
const BOX = 'textarea';
const UNAVAILABLE: SendOutcome = { kind: 'retry', reason: 'HTTP 503', isAmbiguous: false };
const refused: Answer = ({ 0: row }) => ({
  kind: 'answered',
  items: new Map([[row?.id ?? '', { kind: 'rejected', code: 'rejected', message: 'no' }]]),
});

/** The view of a request that met this answer. */
async function renderRequest(answer: Answer = 'deliver', options?: TestAppOptions) {
  const page = await renderView(<Request id={ID} />, options);
  page.sending.transport.script.push(answer);
  await sendTicket(page.app as SendingApp, {
    email: 'ada@example.org',
    name: 'Ada',
    body: 'The cup is late.',
    kind: 'refund',
    fields: { order: 'A-17' },
  });
  await page.settle();
  await page.settle();
  const messages = () => page.findAll('.message').map((message) => message.textContent);
  const pass = async (ms: number) => {
    await act(() => page.time.advance(ms));
    await page.settle();
  };
  const write = async (text: string) => {
    await page.type(BOX, text);
    await page.click('Send');
    await page.settle();
  };
  const box = () => page.find<HTMLTextAreaElement>(BOX);
  return { ...page, messages, pass, write, box };
}

describe('a message added to a request', () => {
  it('joins it, masked, and leaves the box once it is saved', async () => {
    const { write, messages, box, saved } = await renderRequest();
    await write('  My card is 4242 4242 4242 4242 ');
    expect(messages()).toEqual(['The cup is late.', 'My card is [card]']);
    expect(box().value).toBe('');
    expect(document.activeElement).toBe(box());
    expect(await saved('message.created')).toMatchObject([
      { author: 'visitor', ticket: ID, text: 'My card is [card]' },
    ]);
  });

  it('is sent with Enter; Shift and Enter begin a line, and an input method keeps its keys', async () => {
    const { type, press, box, messages, settle } = await renderRequest();
    await type(BOX, 'One');
    expect((await press('Enter', box(), { shiftKey: true })).defaultPrevented).toBe(false);
    expect((await press('Enter', box(), { isComposing: true })).defaultPrevented).toBe(false);
    expect((await press('Enter', box())).defaultPrevented).toBe(true);
    await settle();
    expect(messages()).toEqual(['The cup is late.', 'One']);
  });

  it('that is empty goes nowhere', async () => {
    const { type, click, messages, box } = await renderRequest();
    await type(BOX, '  \n ');
    await click('Send');
    expect(messages()).toHaveLength(1);
    expect(document.activeElement).toBe(box());
  });

  it('belongs to this request alone', async () => {
    const { app, messages, settle } = await renderRequest();
    await sendFollowUp(app as SendingApp, eventId(77), 'Elsewhere');
    await settle();
    expect(messages()).toEqual(['The cup is late.']);
  });

  it('that could not be saved stays in the box, and that is said', async () => {
    const store = createDurableMemoryStore();
    let isFull = false;
    const { write, box, find, messages } = await renderRequest('deliver', {
      store: { ...store, add: (row, limits) => (isFull ? Promise.resolve('full') : store.add(row, limits)) },
    });
    isFull = true;
    await write('Too much');
    expect(find('[role="alert"]').textContent).toContain('too many unsent requests');
    expect(box().value).toBe('Too much');
    expect(messages()).toHaveLength(1);
  });

  it('begun is still there when the visitor comes back', async () => {
    const { type, app, find, root, leave } = await renderRequest();
    await type(BOX, 'Half a');
    const parts = await loadParts(app);
    await leave();
    await act(() =>
      render(
        <AppProvider value={{ app, parts }}>
          <Request id={ID} />
        </AppProvider>,
        root,
      ),
    );
    expect(find<HTMLTextAreaElement>(BOX).value).toBe('Half a');
  });
});

describe('undo', () => {
  it('takes the message back before anything has left, and its text into the box', async () => {
    const { write, click, messages, box, pass, sending, saved, text } = await renderRequest();
    const sent = sending.transport.batches.length;
    await write('Never mind');
    expect(text()).toContain('Saved on this device. You can still undo it.');
    await pass(UNDO_MS - 1);
    expect(sending.transport.batches).toHaveLength(sent);
    await click('Undo');
    expect(messages()).toEqual(['The cup is late.']);
    expect(box().value).toBe('Never mind');
    expect(document.activeElement).toBe(box());
    await pass(UNDO_MS * 3);
    expect(await saved('message.created')).toEqual([]);
    expect(sending.transport.batches).toHaveLength(sent);
  });

  it('adds the text to what was written meanwhile', async () => {
    const { write, type, click, box } = await renderRequest();
    await write('One');
    await type(BOX, 'Two');
    await click('Undo');
    expect(box().value).toBe('One\nTwo');
  });

  it('is over when the message is sent, and the focus is not lost with it', async () => {
    const { write, pass, findAll, find, box, text } = await renderRequest();
    await write('On its way');
    find('.undo').focus();
    await pass(UNDO_MS + 1);
    expect(findAll('.undo')).toEqual([]);
    expect(document.activeElement).toBe(box());
    expect(text()).toMatch(/On its way.* · Sent\./);
  });

  it('says nothing more while it runs out', async () => {
    const { write, pass, findAll } = await renderRequest();
    await write('Calm');
    const said = () => findAll('[role="status"]').at(-1)?.textContent;
    const before = said();
    expect(before).toBe('Saved on this device. You can still undo it.');
    for (const ms of [1_000, 1_000, 1_000, 1_000]) {
      await pass(ms);
      expect(said()).toBe(before);
    }
    await pass(1_001);
    expect(said()).toBe('Sent.');
  });

  it('stays possible under another name while there is no way to send', async () => {
    const { write, pass, click, sending, messages, box } = await renderRequest();
    sending.transport.script.push(UNAVAILABLE);
    await write('Late');
    await pass(UNDO_MS + 1);
    await click('Take it back and edit');
    expect([messages(), box().value]).toEqual([['The cup is late.'], 'Late']);
  });

  it('of a message the device’s clock puts into the future does not last for ever', async () => {
    const { write, time, findAll, app, settle } = await renderRequest();
    await write('From tomorrow');
    time.jump(-86_400_000);
    await act(() => app.flush());
    await settle();
    expect(findAll('.undo')).toEqual([]);
  });
});

describe('a message that was refused', () => {
  it('can be tried again, copied, or deleted', async () => {
    const { write, pass, sending, click, messages, box, findAll } = await renderRequest();
    sending.transport.script.push(refused);
    await write('Rude');
    await pass(UNDO_MS + 1);
    expect(findAll('.thread .choices button').map((button) => button.textContent)).toContain('Try again');
    await click('Delete');
    await click('Delete this unsent request?');
    expect(messages()).toEqual(['The cup is late.']);
    expect(document.activeElement).toBe(box());
  });
});

describe('a request that has not left the device', () => {
  it('goes back into its form as it was, and is not sent', async () => {
    const { click, state, sending, pass, saved } = await renderRequest(UNAVAILABLE);
    await click('Take it back and edit');
    expect(state.route.value).toEqual({ kind: 'ticket' });
    expect(state.draft.value).toMatchObject({
      email: 'ada@example.org',
      name: 'Ada',
      kind: 'refund',
      body: 'The cup is late.',
      fields: { order: 'A-17' },
    });
    expect(state.requests.value).toEqual([]);
    const batches = sending.transport.batches.length;
    await pass(3_600_000);
    expect(sending.transport.batches).toHaveLength(batches);
    expect(await saved('ticket.created')).toEqual([]);
  });

  it('takes what was added since along, and what was begun in the form', async () => {
    const { app, click, state, write, saved } = await renderRequest(UNAVAILABLE);
    await write('And cold.');
    app.changeDraft({ body: 'Another thing' });
    await click('Take it back and edit');
    expect(state.draft.value.body).toBe('Another thing\n\nThe cup is late.\n\nAnd cold.');
    expect(await saved('message.created')).toEqual([]);
  });

  it('brings its files back into the form', async () => {
    const { app, click, sending, state, settle } = await renderView(<Request id={ID} />);
    sending.transport.script.push(UNAVAILABLE);
    const blobs = app.storage.keyValue('blobs');
    const stored = { id: 'a', name: 'cup.png', type: 'image/png', bytes: 3, data: Uint8Array.of(1, 2, 3).buffer };
    await blobs.set('a', { ...stored, visitor: 'visitor-1', createdAt: 1 });
    const data = { kind: 'refund', subject: 'Late', body: 'Late', attachments: [{ id: 'a', name: 'cup.png' }] };
    await app.submissions?.submit('ticket.created', (id) => ({ id, ...data }), { keepCopy: true });
    await settle();
    await settle();
    await click('Take it back and edit');
    expect(state.files.value.map(({ name, bytes, type }) => [name, bytes, type])).toEqual([
      ['cup.png', 3, 'image/png'],
    ]);
  });

  it('stays where it is when it is being sent after all', async () => {
    const { click, state } = await renderRequest(UNAVAILABLE, {
      // Another tab has claimed it meanwhile.
      store: { ...createDurableMemoryStore(), remove: async () => false },
    });
    await click('Take it back and edit');
    expect(state.draft.value).toBe(emptyDraft);
    expect(state.requests.value).toHaveLength(1);
    expect(state.route.value.kind).toBe('home'); // where this view was drawn
  });

  it.each([
    ['sent', 'deliver'],
    ['given up', refused],
  ] as const)('is the only one: what is %s cannot be taken back', async (_, answer) => {
    expect((await renderRequest(answer)).text()).not.toContain('Take it back');
  });
});

it('nothing can be added to a request that was given up, which must be tried again first', async () => {
  expect((await renderRequest(refused)).findAll(BOX)).toEqual([]);
});
