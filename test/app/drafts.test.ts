import { describe, expect, it } from 'vitest';
import { keepDraft } from '../../src/app/drafts.ts';
import { createState, type Draft, emptyDraft } from '../../src/app/state.ts';
import { parseConfig } from '../../src/schema/config.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { ticketEvent } from '../support/outbox/events.ts';
import { createManualClock, settle } from '../support/outbox/manual-clock.ts';

const draft: Draft = { email: 'ada@example.org', body: 'The cup', kind: 'complaint' };

/** A visit to a page: the same storage gives the next visit. */
function visit(drafts = openStorage().keyValue('drafts'), key = () => 'ticket') {
  const time = createManualClock();
  const state = createState(parseConfig({}).config);
  const warnings: string[] = [];
  const warn = (message: string) => warnings.push(message);
  return { drafts, time, state, warnings, ...keepDraft({ state, drafts, schedule: time.schedule, key, warn }) };
}

describe('a half-written request', () => {
  it('is there again at the next visit', async () => {
    const first = visit();
    await settle();
    first.state.draft.value = draft;
    await first.time.advance(300);
    const second = visit(first.drafts);
    await settle();
    expect(second.state.draft.value).toEqual(draft);
  });

  it.each(['before', 'after'])(
    'that was saved as a request, known %s it is back, is not offered again',
    async (when) => {
      const first = visit();
      await settle();
      first.state.draft.value = { ...draft, body: 'The cup ' };
      await first.time.advance(300); // and the browser dies before the form is emptied
      const second = visit(first.drafts);
      const event = { ...ticketEvent(1, 'The cup'), type: 'helplet.ticket.created' };
      const requests = [{ id: event.id, seq: 1, type: event.type, state: 'saved', createdAt: 1, event } as const];
      if (when === 'before') second.state.requests.value = requests;
      await settle();
      second.state.requests.value = requests;
      expect(second.state.draft.value).toEqual({ ...emptyDraft, email: draft.email });
      await settle();
      expect(await first.drafts.get('ticket')).toMatchObject({ value: { body: '' } });
    },
  );

  it('with the words of an earlier request stays when he has just written it', async () => {
    const { state } = visit();
    await settle();
    const event = ticketEvent(1, draft.body);
    state.draft.value = draft;
    state.requests.value = [{ id: event.id, seq: 1, type: event.type, state: 'sent', createdAt: 1, event }];
    expect(state.draft.value).toEqual(draft);
  });

  it('is written while he goes on typing, but not at every key', async () => {
    const { drafts, state, time } = visit();
    await settle();
    for (const body of ['T', 'Th', 'The']) {
      state.draft.value = { ...draft, body };
      await time.advance(90);
      expect(await drafts.get('ticket')).toMatchObject({ value: undefined });
    }
    await time.advance(30);
    expect(await drafts.get('ticket')).toMatchObject({ value: { body: 'The' } });
  });

  it('is kept without what is private in it', async () => {
    const { drafts, state, time } = visit();
    await settle();
    state.draft.value = { ...draft, body: 'pay with 4242 4242 4242 4242', unmasked: ['4242 4242 4242 4242'] };
    await time.advance(300);
    expect(await drafts.get('ticket')).toEqual({ ok: true, value: { ...draft, body: 'pay with [card]' } });
  });

  it('is kept without what is private in the site’s fields', async () => {
    const { drafts, state, time } = visit();
    await settle();
    state.draft.value = { ...draft, fields: { paid: '4242 4242 4242 4242', order: 'A-17', total: 9.5, gift: true } };
    await time.advance(300);
    const fields = { paid: '[card]', order: 'A-17', total: 9.5, gift: true };
    expect(await drafts.get('ticket')).toEqual({ ok: true, value: { ...draft, fields } });
  });

  it('that is nobody’s any more is not written, neither in a moment nor at the end', async () => {
    const { drafts, state, time, save, stop } = visit();
    await settle();
    state.draft.value = draft;
    state.draft.value = emptyDraft;
    await time.runAll();
    save();
    stop();
    expect(await drafts.get('ticket')).toMatchObject({ value: undefined });
  });

  it('of another visitor takes its place, and what was not written yet is dropped', async () => {
    const drafts = openStorage().keyValue('drafts');
    await drafts.set('ticket:bob', { ...draft, body: 'Bob’s' });
    let name = 'ticket:ada';
    const { state, time, reload } = visit(drafts, () => name);
    await settle();
    state.draft.value = { ...draft, body: 'Ada’s' };
    name = 'ticket:bob';
    await reload();
    expect(state.draft.value.body).toBe('Bob’s');
    await time.runAll();
    expect(await drafts.get('ticket:bob')).toMatchObject({ value: { body: 'Bob’s' } });
    expect(await drafts.get('ticket:ada')).toMatchObject({ value: undefined });
  });

  it('does not overwrite what was typed before it arrived', async () => {
    const { drafts } = visit();
    await drafts.set('ticket', draft);
    const { state } = visit(drafts);
    state.draft.value = { ...emptyDraft, body: 'new words' };
    await settle();
    expect(state.draft.value.body).toBe('new words');
  });

  it.each([null, 'text', 7, {}, { email: 'a', body: 'b' }, { email: 1, body: 'b', kind: 'refund' }])(
    'that reads %j is not one',
    async (stored) => {
      const { drafts } = visit();
      await drafts.set('ticket', stored);
      const { state } = visit(drafts);
      await settle();
      expect(state.draft.value).toEqual(emptyDraft);
    },
  );

  it('is written with its last words at the end, and not after it', async () => {
    const { drafts, state, time, stop } = visit();
    await settle();
    state.draft.value = draft;
    stop();
    state.draft.value = { ...draft, body: 'later' };
    await time.runAll();
    expect(await drafts.get('ticket')).toMatchObject({ value: draft });
    expect(time.pending()).toBe(0);
  });
});
