import { describe, expect, it } from 'vitest';
import { replyText, sayKey } from '../../src/app/conversation-texts.ts';
import type { Understanding } from '../../src/conversation/understanding.ts';
import type { SearchReply, SearchRequest } from '../../src/engine/protocol.ts';
import { createTestConversation } from '../conversation/support/create-test-conversation.ts';
import { sampleArticles } from '../support/knowledge/sample-articles.ts';
import { settle } from '../support/outbox/manual-clock.ts';

const tracked = { config: { events: 'on' as const } };
const unknownStuff = 'zzzz qqqq xxxx';

/** Searches that answer when the test lets them. */
function createGate() {
  const waiting: (() => void)[] = [];
  return {
    hold: (search: (request: SearchRequest) => Promise<SearchReply>) => (request: SearchRequest) =>
      new Promise<SearchReply>((resolve) => waiting.push(() => resolve(search(request)))),
    async open() {
      waiting.shift()?.();
      await settle();
    },
    waiting,
  };
}

describe('asking', () => {
  it('answers with an article’s passage, found on the device, and tells the page which one', async () => {
    const { ask, said, actions, told } = await createTestConversation();
    await ask('how do refunds work?');
    expect(said()).toEqual([['how do refunds work?', 'refund']]);
    const reply = actions.turns.value[0]?.reply;
    if (reply?.kind !== 'answer') throw new Error('no answer');
    expect(reply.hit.passage).toContain('14 days');
    expect(told('answer:given')).toEqual([{ article: 'refund', confidence: reply.confidence }]);
  });

  it('answers in the language of the question', async () => {
    const { ask, actions } = await createTestConversation();
    await ask('你好，如何申请退款？');
    expect(actions.turns.value[0]?.reply).toMatchObject({ hit: { id: 'refund', lang: 'zh' } });
  });

  it('says so where it is not sure, offers a person, and gives no answer', async () => {
    const { ask, said, told } = await createTestConversation();
    await ask(unknownStuff);
    await ask(`${unknownStuff} yyyy`);
    expect(said().map(([, reply]) => reply)).toEqual(['unsure', 'again']);
    expect(told('answer:given')).toEqual([]);
  });

  it('ignores blanks, and cuts what is too long', async () => {
    const { ask, actions } = await createTestConversation();
    await ask('  \n ');
    expect(actions.turns.value).toEqual([]);
    await ask('tea '.repeat(1_000));
    expect(actions.turns.value[0]?.text.length).toBeLessThanOrEqual(2_000);
  });

  it('empties the composer of what was asked, and leaves what was not', async () => {
    const { ask, actions } = await createTestConversation();
    actions.setText('how do refunds work? ');
    await ask('how do refunds work?');
    expect(actions.text.value).toBe('');
    actions.setText('something else');
    await ask('reset password');
    expect(actions.text.value).toBe('something else');
  });

  it('answers two quick questions in their order', async () => {
    const gate = createGate();
    const { actions, said } = await createTestConversation({
      changeEngine: (client) => ({ search: gate.hold(client.search) }),
    });
    actions.ask('how do refunds work?');
    actions.ask('reset my password');
    await settle();
    expect(gate.waiting).toHaveLength(1);
    await gate.open();
    await gate.open();
    expect(said()).toEqual([
      ['how do refunds work?', 'refund'],
      ['reset my password', 'password'],
    ]);
  });

  it('is brief with small talk, also where there is no knowledge base', async () => {
    const { ask, said } = await createTestConversation({ config: { kb: '' } });
    await ask('hello');
    await ask('谢谢');
    await ask('bye');
    expect(said().map(([, reply]) => reply)).toEqual(['hello', 'thanks', 'bye']);
  });
});

describe('what cannot be answered', () => {
  it('for want of articles is said so', async () => {
    const without = await createTestConversation({ config: { kb: '' } });
    await without.ask('how do refunds work?');
    const empty = await createTestConversation({ articles: [] });
    await empty.ask('how do refunds work?');
    expect([without.said(), empty.said()]).toEqual([
      [['how do refunds work?', 'none']],
      [['how do refunds work?', 'none']],
    ]);
  });

  it('because they cannot be had is said so, with or without a connection, and can be asked again', async () => {
    let isThere = false;
    const { ask, actions, said, page } = await createTestConversation({
      articles: () => {
        if (!isThere) throw new Error('404');
        return [{ id: 'tea', title: 'Tea storage', body: 'Keep tea dry.' }];
      },
    });
    await ask('how do I store tea?');
    page.isOnline = false;
    page.tell('offline');
    await ask('how do I store tea?');
    expect(said().map(([, reply]) => reply)).toEqual(['failed', 'offline']);
    isThere = true;
    actions.askAgain(actions.turns.value[1]?.id ?? '');
    await settle();
    expect(said().at(-1)).toEqual(['how do I store tea?', 'tea']);
  });

  it('because the engine broke is said so, and the developer is told why', async () => {
    const { ask, said, warnings } = await createTestConversation({
      changeEngine: () => ({ search: () => Promise.reject(new Error('worker gone')) }),
    });
    await ask('how do refunds work?');
    expect(said()).toEqual([['how do refunds work?', 'failed']]);
    expect(warnings).toContain('conversation: worker gone');
  });

  it('by rules that cannot be had is looked up like any question', async () => {
    const { ask, said, warnings } = await createTestConversation(
      {},
      { read: () => Promise.reject(new Error('no such chunk')) },
    );
    await ask('how do refunds work?');
    expect(said()).toEqual([['how do refunds work?', 'refund']]);
    expect(warnings).toContain('conversation: no such chunk');
  });

  it('does not keep who may be in danger waiting for articles', async () => {
    const { ask, said } = await createTestConversation({}, { loadKnowledge: () => new Promise(() => undefined) });
    await ask('I want to kill myself');
    expect(said()).toEqual([['I want to kill myself', 'self-harm']]);
  });
});

describe('the language models', () => {
  const understanding: Understanding = { intent: { label: 'delivery', confidence: 0.9 }, frustration: 0.95 };

  it('are heard where there are any', async () => {
    const heard: string[] = [];
    const { ask, said } = await createTestConversation(
      {},
      {
        understand: async (text) => {
          heard.push(text);
          return understanding;
        },
      },
    );
    await ask('Hello, how do refunds work?');
    expect(heard).toEqual(['how do refunds work?']);
    expect(said()).toEqual([['Hello, how do refunds work?', 'mood']]);
  });

  it('that fail change nothing', async () => {
    const { ask, said, warnings } = await createTestConversation(
      {},
      { understand: () => Promise.reject(new Error('no model')) },
    );
    await ask('how do refunds work?');
    expect(said()).toEqual([['how do refunds work?', 'refund']]);
    expect(warnings).toContain('conversation: no model');
  });
});

describe('choosing', () => {
  it('answers with the article chosen, once', async () => {
    const pots = ['red', 'blue'].map((colour) => ({
      id: colour,
      title: `Caring for a ${colour} teapot`,
      body: `Wash the ${colour} teapot by hand and let it dry.`,
    }));
    const articles = [...pots, ...sampleArticles];
    const { ask, actions, said, told } = await createTestConversation({ articles });
    await ask('teapot care');
    expect(said()).toEqual([['teapot care', 'choices']]);
    const [turn] = actions.turns.value;
    actions.choose(turn?.id ?? '', 1, 'the second');
    actions.choose(turn?.id ?? '', 1, 'the second');
    await settle();
    const reply = turn?.reply;
    const second = reply?.kind === 'choices' ? reply.hits[1]?.id : undefined;
    expect(said()).toEqual([
      ['teapot care', 'choices'],
      ['the second', second],
    ]);
    expect(told('answer:given')).toHaveLength(1);
  });
});

describe('rating an answer', () => {
  it('is saved with its reason, told to the page, and thanked for only then', async () => {
    const { ask, actions, saved, told } = await createTestConversation();
    await ask('how do refunds work?');
    const turn = actions.turns.value[0]?.id ?? '';
    actions.rate(turn, false, 'unclear');
    expect(actions.turns.value[0]?.reply).toMatchObject({ rating: { helpful: false, outcome: 'saving' } });
    await settle();
    expect(actions.turns.value[0]?.reply).toMatchObject({ rating: { helpful: false, outcome: 'saved' } });
    expect(await saved('answer.rated')).toMatchObject([
      { article: 'refund', helpful: false, reason: 'unclear', conversation: expect.any(String) },
    ]);
    expect(told('answer:rated')).toEqual([{ article: 'refund', helpful: false }]);
  });

  it('counts once', async () => {
    const { ask, actions, saved } = await createTestConversation();
    await ask('how do refunds work?');
    const turn = actions.turns.value[0]?.id ?? '';
    actions.rate(turn, true);
    actions.rate(turn, false);
    expect(await saved('answer.rated')).toHaveLength(1);
  });

  it('that could not be saved says so and tells the page nothing', async () => {
    const { ask, actions, told, sending } = await createTestConversation({ outbox: { limits: { maxRows: 0 } } });
    await ask('how do refunds work?');
    actions.rate(actions.turns.value[0]?.id ?? '', true);
    await settle();
    expect(sending).not.toBeNull();
    expect(actions.turns.value[0]?.reply).toMatchObject({ rating: { outcome: 'not-saved' } });
    expect(told('answer:rated')).toEqual([]);
  });
});

describe('going to a person', () => {
  it('takes the question and what was said along, and tells why', async () => {
    const { ask, actions, carried, told } = await createTestConversation();
    await ask('hello');
    await ask(unknownStuff);
    actions.handOff();
    expect(told('handoff')).toEqual([{ reason: 'low-confidence' }]);
    expect(carried).toMatchObject([
      {
        question: unknownStuff,
        transcript: [
          { author: 'visitor', text: 'hello' },
          { author: 'bot', text: 'Hello. What would you like to know?' },
          { author: 'visitor', text: unknownStuff },
          { author: 'bot', text: "I'm not sure about this one. Would you like to ask our team?" },
        ],
      },
    ]);
    actions.handOff();
    expect(carried).toHaveLength(2);
    expect(told('handoff')).toHaveLength(1);
  });

  it('is possible before anything was asked, with nothing to take along', async () => {
    const { actions, carried, told } = await createTestConversation();
    actions.handOff();
    expect(carried).toEqual([{ question: '', transcript: [] }]);
    expect(told('handoff')).toEqual([]);
  });

  it('in so many words is told at once', async () => {
    const { ask, told, carried } = await createTestConversation();
    await ask('转人工');
    expect(told('handoff')).toEqual([{ reason: 'wish' }]);
    expect(carried).toEqual([]);
  });

  it('names the article an answer was from', async () => {
    const { ask, actions, carried } = await createTestConversation();
    await ask('how do refunds work?');
    actions.handOff();
    expect(carried[0]?.transcript[1]?.text).toMatch(/^How do refunds work\?\n.*14 days/);
  });

  it('hides what is private', async () => {
    const { ask, actions, carried, stored } = await createTestConversation();
    await ask('my mail is ada@example.org, what about gift cards?');
    actions.setText('and call ada@example.org');
    actions.handOff();
    actions.save();
    expect(JSON.stringify([carried, await stored(), actions.turns.value])).not.toContain('ada@example.org');
    expect(carried[0]?.question).toContain('[email]');
  });
});

describe('taking a question back', () => {
  it('within five seconds removes it with its answer and puts its text back', async () => {
    const { ask, actions, stored } = await createTestConversation();
    await ask('mail ada@example.org about refunds');
    expect(actions.undoable.value).toBe(actions.turns.value[0]?.id);
    actions.setText('next');
    actions.undoLast();
    expect(actions.turns.value).toEqual([]);
    expect(actions.text.value).toBe('mail ada@example.org about refunds\nnext');
    expect(await stored()).toMatchObject({ turns: [], text: 'mail [email] about refunds\nnext' });
  });

  it('sends nothing about it', async () => {
    const { ask, actions, saved, time } = await createTestConversation(tracked);
    await ask('how do refunds work?');
    actions.undoLast();
    await time.advance(10_000);
    expect(await saved('answer.given')).toEqual([]);
  });

  it('drops an answer that comes after it', async () => {
    const gate = createGate();
    const { actions, said, told } = await createTestConversation({
      changeEngine: (client) => ({ search: gate.hold(client.search) }),
    });
    actions.ask('how do refunds work?');
    await settle();
    actions.undoLast();
    await gate.open();
    expect([said(), told('answer:given')]).toEqual([[], []]);
  });

  it('is over after five seconds, with the next question, and with what builds on the answer', async () => {
    const { ask, actions, time } = await createTestConversation();
    await ask('how do refunds work?');
    await time.advance(4_900);
    expect(actions.undoable.value).not.toBeNull();
    await time.advance(200);
    expect(actions.undoable.value).toBeNull();
    actions.undoLast();
    expect(actions.turns.value).toHaveLength(1);
    await ask('reset my password');
    const first = actions.undoable.value;
    await ask('shipping times');
    expect(actions.undoable.value).not.toBe(first);
    actions.rate(actions.turns.value[0]?.id ?? '', true);
    expect(actions.undoable.value).toBeNull();
  });
});

describe('what is sent', () => {
  it('of an answer is the article and how sure it was, once the question stands, and never what was written', async () => {
    const { ask, saved, time, actions } = await createTestConversation(tracked);
    await ask('how do my secret refunds work?');
    expect(await saved('answer.given')).toEqual([]);
    await time.advance(5_000);
    const events = await saved('answer.given');
    expect(events).toMatchObject([{ article: 'refund', confidence: expect.any(Number), passage: expect.any(String) }]);
    await ask(unknownStuff);
    actions.handOff();
    const handoffs = await saved('handoff.requested');
    expect(handoffs).toMatchObject([{ reason: 'low-confidence' }]);
    expect(handoffs[0]?.conversation).toBe(events[0]?.conversation);
    expect(JSON.stringify([events, handoffs])).not.toMatch(/secret|zzzz/);
  });

  it('is sent before the page goes', async () => {
    const { ask, saved, actions } = await createTestConversation(tracked);
    await ask('how do refunds work?');
    actions.save();
    expect(await saved('answer.given')).toHaveLength(1);
  });

  it('is nothing where the site does not ask for events', async () => {
    const { ask, saved, time, actions } = await createTestConversation();
    await ask('how do refunds work?');
    actions.handOff();
    await time.advance(6_000);
    expect([await saved('answer.given'), await saved('handoff.requested')]).toEqual([[], []]);
  });
});

describe('after a reload', () => {
  it('the conversation and the half-written question are back', async () => {
    const { ask, actions, said, reload, time } = await createTestConversation();
    await ask('how do refunds work?');
    actions.setText('and what ab');
    await time.advance(300);
    const next = reload();
    await settle();
    expect(next.turns.value).toEqual(actions.turns.value);
    expect(next.text.value).toBe('and what ab');
    expect(said()).toHaveLength(1);
  });

  it('a question that was not answered yet is answered', async () => {
    const { actions, reload } = await createTestConversation({}, { search: () => new Promise(() => undefined) });
    actions.ask('how do refunds work?');
    await settle();
    const { app } = await createTestConversation();
    const next = reload({ search: app.knowledge.search });
    await settle();
    expect(next.turns.value[0]?.reply).toMatchObject({ kind: 'answer' });
  });

  it('what was asked before it was back follows it', async () => {
    const { ask, reload, stored } = await createTestConversation();
    await ask('how do refunds work?');
    const next = reload();
    next.ask('reset my password');
    await settle();
    expect(next.turns.value.map(({ text }) => text)).toEqual(['how do refunds work?', 'reset my password']);
    expect(await stored()).toMatchObject({ turns: [{}, { reply: { kind: 'answer' } }] });
  });

  it('nothing is written over what has not been read yet', async () => {
    const { ask, app, reload, stored } = await createTestConversation();
    await ask('how do refunds work?');
    const drafts = app.storage.keyValue('drafts');
    let read: () => void = () => undefined;
    const slow = {
      ...drafts,
      get: (key: string) => new Promise<void>((resolve) => (read = resolve)).then(() => drafts.get(key)),
    };
    const next = reload({ drafts: slow });
    next.ask('reset my password');
    next.setText('half');
    next.save();
    expect(await stored()).toMatchObject({ turns: [{ text: 'how do refunds work?' }], text: '' });
    read();
    await settle();
    expect(await stored()).toMatchObject({ turns: [{}, { text: 'reset my password' }], text: 'half' });
  });

  it('a storage that answers never keeps nobody from asking', async () => {
    const { reload, app } = await createTestConversation();
    const drafts = { ...app.storage.keyValue('drafts'), get: () => new Promise<never>(() => undefined) };
    const next = reload({ drafts });
    next.ask('how do refunds work?');
    await settle();
    expect(next.turns.value[0]?.reply).toMatchObject({ kind: 'answer' });
  });

  it('something else that lies there is passed over', async () => {
    const { app, reload } = await createTestConversation();
    await app.storage.keyValue('drafts').set('conversation', { v: 99, turns: 'x' });
    const next = reload();
    await settle();
    expect(next.turns.value).toEqual([]);
  });
});

describe('starting over', () => {
  it('deletes what was said, here and on the device', async () => {
    const { ask, actions, stored, told } = await createTestConversation();
    await ask('how do refunds work?');
    actions.startOver();
    expect(actions.turns.value).toEqual([]);
    expect(await stored()).toBeUndefined();
    await ask('reset my password');
    expect(told('answer:given')).toHaveLength(2);
    expect(actions.turns.value).toHaveLength(1);
  });

  it('is another conversation to whoever counts them', async () => {
    const { ask, actions, saved, time } = await createTestConversation(tracked);
    await ask('how do refunds work?');
    await time.advance(6_000);
    actions.startOver();
    await ask('reset my password');
    await time.advance(6_000);
    const [first, second] = await saved('answer.given');
    expect(first?.conversation).not.toBe(second?.conversation);
  });
});

describe('somebody else', () => {
  it('does not see the conversation, and the one it was finds it again', async () => {
    const { ask, actions, app, said } = await createTestConversation();
    await app.identify({ id: 'ada' });
    await settle();
    await ask('how do refunds work?');
    actions.setText('half');
    await app.identify({ id: 'bob' });
    await settle();
    expect([said(), actions.text.value]).toEqual([[], '']);
    await app.identify({ id: 'ada' });
    await settle();
    expect(said()).toEqual([['how do refunds work?', 'refund']]);
  });

  it('after an erasure there is nothing left, and nothing comes back', async () => {
    const { ask, actions, app, stored, time } = await createTestConversation();
    await ask('how do refunds work?');
    actions.setText('half');
    await app.privacy.erase();
    await time.advance(1_000);
    expect([actions.turns.value, actions.text.value, await stored()]).toEqual([[], '', undefined]);
  });
});

describe('the texts', () => {
  it('offer nobody where there is nobody', () => {
    expect(sayKey('unsure', true)).toBe('conversation.unsure');
    expect(sayKey('unsure', false)).toBe('conversation.unsurePlain');
    expect(sayKey('none', false)).toBe('kb.none');
    expect(sayKey('failed', true)).toBe('kb.failed');
    expect(sayKey('red-flag', true)).toBe('conversation.red-flag');
  });

  it('of choices name them all', () => {
    const hit = { id: 'a', lang: 'en', title: 'A', titleMarks: [], passage: '', passageMarks: [], score: 1 };
    const choices = { kind: 'choices', hits: [hit, { ...hit, title: 'B' }], confidence: 0.5 } as const;
    expect(replyText(choices, (key) => key)).toBe('conversation.which\nA\nB');
    expect(replyText({ kind: 'answer', hit, confidence: 1 }, (key) => key)).toBe('A');
  });
});
