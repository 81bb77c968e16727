import { describe, expect, it } from 'vitest';
import { replyTo } from '../../src/conversation/decide.ts';
import type { Conversation, Found, Reply, Says } from '../../src/conversation/state.ts';
import { found, hit, known } from './support/found.ts';

const unsure = found([hit('tea', 3), hit('coffee', 2), hit('milk', 1)], 0.1);

function turn(reply: Reply | null): Conversation[number] {
  return { id: 'before', text: 'before', time: 0, reply };
}

function saying(says: Says): Conversation {
  return [turn({ kind: 'says', says, nearest: [] })];
}

function says(text: string, result?: Found | Parameters<typeof known>[1], before: Conversation = []): Says | string {
  const reply = replyTo(known(text, result), before);
  return reply.kind === 'says' ? reply.says : reply.kind;
}

describe('a reply', () => {
  it('is the passage of the first article where the search is sure of it', () => {
    expect(replyTo(known('how do I store tea?'), [])).toEqual({ kind: 'answer', hit: hit('tea'), confidence: 0.9 });
  });

  it('is a choice where another article is as near and the search is not sure', () => {
    const near = found([hit('tea', 10), hit('coffee', 8.5), hit('milk', 8), hit('juice', 8), hit('salt', 2)], 0.5);
    expect(replyTo(known('how do I store it?', near), [])).toMatchObject({
      kind: 'choices',
      hits: [{ id: 'tea' }, { id: 'coffee' }, { id: 'milk' }],
    });
  });

  it('is an answer where the other articles are far, or the search is sure all the same', () => {
    expect(says('how do I store it?', found([hit('tea', 10), hit('coffee', 7.9)], 0.5))).toBe('answer');
    expect(says('how do I store it?', found([hit('tea', 10), hit('coffee', 10)], 0.7))).toBe('answer');
  });

  it('is a choice among near articles none of which would do alone, if one of them likely does', () => {
    const pots = [hit('red', 10), hit('blue', 10)];
    expect(says('teapot care', { hits: pots, confidence: 0.18, answer: null })).toBe('choices');
    expect(says('teapot care', { hits: pots, confidence: 0.17, answer: null })).toBe('unsure');
    expect(says('teapot care', { hits: pots.slice(1), confidence: 0.3, answer: null })).toBe('unsure');
  });

  it('says it is not sure below the search’s own threshold, and names what comes nearest', () => {
    expect(replyTo(known('what about pebbles?', unsure), [])).toMatchObject({
      says: 'unsure',
      nearest: [{ id: 'tea' }, { id: 'coffee' }],
    });
  });

  it('names the near misses where nothing was found at all', () => {
    const nearest = [{ id: 'tea', lang: 'en', title: 'Tea' }];
    const missed: Found = { hits: [], confidence: 0, answer: null, nearest };
    expect(replyTo(known('taa', missed), [])).toMatchObject({ says: 'unsure', nearest });
  });

  it('says it otherwise the second time in a row', () => {
    expect(says('and pebbles?', unsure, saying('unsure'))).toBe('again');
    expect(says('and pebbles?', unsure, saying('again'))).toBe('again');
    const helped = turn({ kind: 'answer', hit: hit('tea'), confidence: 0.9 });
    expect(says('and pebbles?', unsure, [...saying('unsure'), helped])).toBe('unsure');
    const failed = turn({
      kind: 'answer',
      hit: hit('tea'),
      confidence: 0.9,
      rating: { helpful: false, outcome: 'saved' },
    });
    expect(says('and pebbles?', unsure, [failed])).toBe('again');
    expect(says('and pebbles?', unsure, [...saying('unsure'), ...saying('hello')])).toBe('again');
  });

  it('says why nothing could be looked up', () => {
    for (const why of ['none', 'failed', 'offline'] as const) expect(says('how?', why)).toBe(why);
  });

  it('answers small talk in kind', () => {
    expect(says('hello', null)).toBe('hello');
    expect(says('谢谢', null)).toBe('thanks');
    expect(says('bye', null)).toBe('bye');
    expect(says('no, thanks', null)).toBe('thanks');
    expect(says('not now', null)).toBe('fine');
  });

  it('takes a yes for a wish only after a person was offered', () => {
    expect(says('yes please', null, saying('unsure'))).toBe('wish');
    expect(says('好的', null, saying('mood'))).toBe('wish');
    expect(says('yes please', null, saying('hello'))).toBe('fine');
    expect(says('yes please', null, [])).toBe('fine');
    expect(says('no', null, saying('unsure'))).toBe('fine');
  });

  it('is a person’s for a wish, however good an article there is', () => {
    expect(says('I want to talk to a human about tea')).toBe('wish');
    expect(says('转人工')).toBe('wish');
  });

  it('is a person’s for a red flag; beside a legal or security one stands what comes nearest', () => {
    expect(replyTo(known('someone stole my card'), [])).toMatchObject({ says: 'red-flag', nearest: [{ id: 'tea' }] });
    expect(says('I will sue you', 'failed')).toBe('red-flag');
    expect(replyTo(known('I want to kill myself'), [])).toMatchObject({ says: 'self-harm', nearest: [] });
  });

  it('follows the models where they are clear, and only there', () => {
    const feel = (frustration: number, label = 'delivery', confidence = 0.9) =>
      replyTo(known('where is it', undefined, { intent: { label, confidence }, frustration }), []);
    expect(feel(0.9)).toMatchObject({ says: 'mood', nearest: [{ id: 'tea' }] });
    expect(feel(0.5)).toMatchObject({ kind: 'answer' });
    expect(feel(0, 'contact_human')).toMatchObject({ says: 'wish' });
    expect(feel(0, 'contact_human', 0.6)).toMatchObject({ kind: 'answer' });
  });
});
