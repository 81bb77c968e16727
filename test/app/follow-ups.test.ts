import { describe, expect, it } from 'vitest';
import { type SendingApp, sendFollowUp, sendTicket, UNDO_MS } from '../../src/app/requests.ts';
import { messageCreatedSchema } from '../../src/schema/event/message-created.ts';
import { createTestApp } from '../support/app/create-test-app.ts';
import { settle } from '../support/outbox/manual-clock.ts';
import { UNAVAILABLE } from '../support/outbox/scripted-transport.ts';

async function askFirst() {
  const test = createTestApp();
  const app = test.app as SendingApp;
  const { id } = await sendTicket(app, { email: 'ada@example.org', body: 'The cup is late.', kind: 'refund' });
  await settle();
  const add = async (text: string) => {
    const submitted = await sendFollowUp(app, id, text);
    await settle();
    return submitted.id;
  };
  return { ...test, app, ticket: id, add, batches: test.sending.transport.batches };
}

const textsOf = ({ state }: Awaited<ReturnType<typeof askFirst>>) =>
  state.followUps.value.map(({ event }) => event?.data.text);

describe('a message added to a request', () => {
  it('is saved at once and masked, and leaves when it can no longer be taken back', async () => {
    const test = await askFirst();
    const id = await test.add(' pay with 4242 4242 4242 4242 \n');
    expect(test.state.followUps.value).toMatchObject([{ id, state: 'saved', thread: test.ticket }]);
    await test.time.advance(UNDO_MS - 100);
    expect(test.batches).toEqual([[test.ticket]]);
    const [data] = await test.saved('message.created');
    expect(data).toMatchObject({ author: 'visitor', text: 'pay with [card]', ticket: test.ticket });
    expect(messageCreatedSchema.safeParse(data).success).toBe(true);
    await test.time.advance(200);
    expect(test.batches).toEqual([[test.ticket], [id]]);
    expect(test.state.followUps.value).toMatchObject([{ id, state: 'sent' }]);
  });

  it('is listed after those before it, and never among the requests', async () => {
    const test = await askFirst();
    for (const text of ['one', 'two', 'three']) await test.add(text);
    expect(textsOf(test)).toEqual(['one', 'two', 'three']);
    await test.time.advance(UNDO_MS);
    expect(textsOf(test)).toEqual(['one', 'two', 'three']);
    expect(test.state.requests.value.map(({ id }) => id)).toEqual([test.ticket]);
    expect(test.told('ticket:sent')).toEqual([{ id: test.ticket }]);
  });

  it('taken back in time never leaves', async () => {
    const test = await askFirst();
    const id = await test.add('too fast');
    expect(await test.app.discardRequest(id)).toBe(true);
    await settle();
    await test.time.runAll(3_600_000);
    expect([test.state.followUps.value, test.batches]).toEqual([[], [[test.ticket]]]);
  });

  it('waits for the one before it, which could not be delivered yet', async () => {
    const test = await askFirst();
    test.sending.transport.script.push(UNAVAILABLE);
    const first = await test.add('one');
    const second = await test.add('two');
    await test.time.advance(UNDO_MS + 60_000);
    const order = test.batches.flat();
    expect(order.lastIndexOf(first)).toBeLessThan(order.lastIndexOf(second));
    expect(test.state.followUps.value.map(({ state }) => state)).toEqual(['sent', 'sent']);
  });

  it('waits for its own request, where that has not left yet', async () => {
    const { app, sending, time, state } = createTestApp();
    sending.transport.script.push({ kind: 'retry', reason: 'HTTP 503', isAmbiguous: false, afterMs: 60_000 });
    const { id } = await sendTicket(app as SendingApp, { email: 'a@b.example', body: 'late', kind: 'refund' });
    await settle();
    const { id: added } = await sendFollowUp(app as SendingApp, id, 'and broken');
    await time.advance(UNDO_MS * 2);
    expect(sending.transport.batches.flat()).not.toContain(added);
    await time.advance(120_000);
    const order = sending.transport.batches.flat();
    expect(order.lastIndexOf(id)).toBeLessThanOrEqual(order.indexOf(added));
    expect(state.followUps.value).toMatchObject([{ id: added, state: 'sent' }]);
  });
});
