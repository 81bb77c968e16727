import { describe, expect, it, onTestFinished } from 'vitest';
import { type SendingApp, sendTicket } from '../../src/app/requests.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { createTestApp, testPanel } from '../support/app/create-test-app.ts';
import { createDurableMemoryStore } from '../support/outbox/create-test-outbox.ts';
import { eventId } from '../support/outbox/events.ts';
import { settle } from '../support/outbox/manual-clock.ts';

describe('the app recovers', () => {
  it('from a change of language without network: the panel opens later', async () => {
    let isDown = true;
    const { app, state } = createTestApp({
      overrides: {
        loadPanel: async () => {
          if (isDown) throw new TypeError('Failed to fetch');
          return { ...testPanel, mount: () => () => undefined };
        },
      },
    });
    await expect(app.setLocale('zh')).rejects.toThrow();
    isDown = false;
    await app.open();
    expect(state.isOpen.value).toBe(true);
  });

  it('from suggestions that fail: the knowledge base is there all the same', async () => {
    const { app, state } = createTestApp({
      changeEngine: () => ({ suggest: () => Promise.reject(new Error('gone')) }),
    });
    await app.open({ kind: 'home' });
    expect(state.knowledge.value.kind).toBe('ready');
  });

  it('from suggestions that fail later, without a rejection that nobody handles', async () => {
    const unhandled: unknown[] = [];
    const listener = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', listener);
    onTestFinished(() => void process.off('unhandledRejection', listener));
    let isBroken = false;
    const { app } = createTestApp({
      changeEngine: (client) => ({
        suggest: (request) => (isBroken ? Promise.reject(new Error('stopped')) : client.suggest(request)),
      }),
    });
    await app.open({ kind: 'home' });
    isBroken = true;
    app.suggest(['refund']);
    await settle();
    expect(unhandled).toEqual([]);
  });
});

it('the panel opens while the storage of drafts hangs', async () => {
  const storage = openStorage();
  const hanging = { ...storage.keyValue('drafts'), get: () => new Promise<never>(() => undefined) };
  const keyValue: typeof storage.keyValue = (name) => (name === 'drafts' ? hanging : storage.keyValue(name));
  const { app, state } = createTestApp({ overrides: { storage: { ...storage, keyValue } } });
  await app.open({ kind: 'home' });
  expect(state.isOpen.value).toBe(true);
});

describe('a half-written request', () => {
  const draft = { email: 'ada@example.org', body: 'The cup is late.', kind: 'refund' as const };

  it('that was sent is not there again, even if the page goes at once', async () => {
    const storage = openStorage();
    const drafts = storage.keyValue('drafts');
    const { app, state, time } = createTestApp({ overrides: { storage } });
    await app.open({ kind: 'ticket' });
    await settle();
    state.draft.value = draft;
    await time.advance(300);
    expect(await drafts.get('ticket')).toMatchObject({ value: draft });
    await sendTicket(app as SendingApp, draft);
    await settle();
    app.destroy();
    const stored = await drafts.get('ticket');
    expect(JSON.stringify(stored)).not.toContain(draft.body);
  });

  it.each(['hide', 'freeze'] as const)('is kept when the page goes before typing rests (%s)', async (reason) => {
    const storage = openStorage();
    const drafts = storage.keyValue('drafts');
    const { app, state, page } = createTestApp({ overrides: { storage } });
    await app.open({ kind: 'ticket' });
    await settle();
    state.draft.value = draft;
    page.tell(reason);
    await settle();
    expect(await drafts.get('ticket')).toMatchObject({ value: draft });
  });
});

it('a request that was damaged on the device is still among the visitor’s', async () => {
  const dead = {
    id: eventId(9),
    row: null,
    raw: {},
    reason: { code: 'corrupt', message: 'unreadable' },
    diedAt: 1,
  } as const;
  const store = { ...createDurableMemoryStore(), list: async () => ({ rows: [], receipts: [], dead: [dead] }) };
  const { state } = createTestApp({ outbox: { store } });
  await settle();
  expect(state.requests.value).toMatchObject([{ id: eventId(9), state: 'failed' }]);
});
