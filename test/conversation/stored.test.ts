import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Conversation, Reply } from '../../src/conversation/state.ts';
import { readStored } from '../../src/conversation/stored.ts';
import { questionOf, toTranscript } from '../../src/conversation/transcript.ts';
import { utf8Bytes } from '../../src/shared/bytes.ts';
import { hit } from './support/found.ts';

const answer: Reply = { kind: 'answer', hit: hit('tea'), confidence: 0.8 };
const turns: Conversation = [
  { id: 'a', text: 'how?', time: 1_000, reply: answer },
  { id: 'b', text: 'which?', time: 2_000, reply: { kind: 'choices', hits: [hit('x'), hit('y')], confidence: 0.5 } },
  { id: 'c', text: 'open', time: 3_000, reply: null },
];
const stored = { v: 1, id: 'one', turns, text: 'half a' };

describe('a stored conversation', () => {
  it('comes back as it was', () => {
    expect(readStored(structuredClone(stored))).toEqual(stored);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'x'],
    ['another version', { ...stored, v: 2 }],
    ['no turns', { ...stored, turns: undefined }],
    ['a turn that is none', { ...stored, turns: [null] }],
    ['a turn without a time', { ...stored, turns: [{ id: 'a', text: 'x', reply: null }] }],
    ['an answer without an article', { ...stored, turns: [{ ...turns[0], reply: { kind: 'answer' } }] }],
    ['an unknown reply', { ...stored, turns: [{ ...turns[0], reply: { kind: 'dance' } }] }],
  ])('that is %s is none', (_what, value) => {
    expect(readStored(value)).toBeNull();
  });

  it('never throws, whatever lies there', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        readStored(value);
        readStored({ ...stored, turns: [value] });
        readStored({ ...stored, turns: [{ ...turns[0], reply: value }] });
      }),
    );
  });
});

describe('a transcript', () => {
  const textOf = (reply: Reply) => reply.kind;

  it('is what was said, in order, each line with its time', () => {
    expect(toTranscript(turns, textOf)).toEqual([
      { author: 'visitor', text: 'how?', time: '1970-01-01T00:00:01.000Z' },
      { author: 'bot', text: 'answer', time: '1970-01-01T00:00:01.000Z' },
      { author: 'visitor', text: 'which?', time: '1970-01-01T00:00:02.000Z' },
      { author: 'bot', text: 'choices', time: '1970-01-01T00:00:02.000Z' },
      { author: 'visitor', text: 'open', time: '1970-01-01T00:00:03.000Z' },
    ]);
  });

  it('of a long conversation is its end, small enough to go along with a request', () => {
    const long: Conversation = Array.from({ length: 50 }, (_, index) => ({
      id: String(index),
      text: `${index} ${'长'.repeat(300)}`,
      time: index,
      reply: answer,
    }));
    const lines = toTranscript(long, textOf);
    expect(utf8Bytes(JSON.stringify(lines))).toBeLessThanOrEqual(6_000);
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.at(-2)?.text).toMatch(/^49 /);
  });
});

describe('the question for a person', () => {
  const said = (text: string, reply: Reply | null, from?: string) => ({
    id: text,
    text,
    time: 0,
    reply,
    ...(from && { from }),
  });
  const says = (what: 'hello' | 'wish' | 'unsure'): Reply => ({ kind: 'says', says: what, nearest: [] });

  it('is the last one that asked for something', () => {
    const hello = said('hi', says('hello'));
    const question = said('where is my order?', says('unsure'));
    expect(questionOf([hello, question, said('a human please', says('wish')), hello])).toBe('where is my order?');
    expect(questionOf([question, said('Shipping', answer, 'where is my order?')])).toBe('where is my order?');
    expect(questionOf([hello, said('a human for my refund', says('wish'))])).toBe('a human for my refund');
    expect(questionOf([question, said('still open', null)])).toBe('still open');
    expect(questionOf([hello])).toBe('');
    expect(questionOf([])).toBe('');
  });
});
