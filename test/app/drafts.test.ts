import { describe, expect, it } from 'vitest';
import { keepDraft } from '../../src/app/drafts.ts';
import { createState, type Draft, emptyDraft } from '../../src/app/state.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { createManualClock, settle } from '../support/outbox/manual-clock.ts';

const draft: Draft = { email: 'ada@example.org', body: 'The cup', kind: 'complaint' };

/** A visit to a page: the same storage gives the next visit. */
function visit(drafts = openStorage().keyValue('drafts')) {
  const time = createManualClock();
  const state = createState('system');
  const { stop } = keepDraft(state, drafts, time.schedule);
  return { drafts, time, state, stop };
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
