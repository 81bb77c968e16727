import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type EventType, eventSchemas } from '../../../src/schema/event/registry.ts';
import { MAX_TICKET_BODY, ticketKinds } from '../../../src/schema/event/ticket-kinds.ts';
import { firstIssue } from '../../../src/schema/zod.ts';

type Fields = Readonly<Record<string, unknown>>;

/** For each type: its own fields with usable values, and changes (undefined: left out) that a receiver must refuse. */
const samples: Readonly<Record<EventType, { readonly valid: Fields; readonly invalid: readonly Fields[] }>> = {
  'helplet.ticket.created': {
    valid: {
      id: 't-1',
      kind: 'refund',
      subject: 'Broken cup',
      body: 'The cup came broken.',
      contact: { name: 'Ada', email: 'ada@example.org', phone: '1' },
      fields: { order: 'A-17', amount: 12.5, gift: true },
      intent: { label: 'refund', confidence: 0.9 },
      sentiment: { label: 'neg', score: -0.4 },
      urgency: 0.3,
      priority: { value: 2, reasons: ['mood'] },
      transcript: [{ author: 'visitor', text: 'hello', time: '2026-03-01T10:00:00Z' }],
      attachments: [{ id: 'a', name: 'cup.jpg', bytes: 100 }],
    },
    invalid: [
      { id: '' },
      { id: undefined },
      { kind: 'praise' },
      { subject: 'x'.repeat(501) },
      { subject: undefined },
      { body: '' },
      { body: 'x'.repeat(MAX_TICKET_BODY + 1) },
      { contact: { email: 'x'.repeat(321) } },
      { contact: 'ada@example.org' },
      { fields: { nested: {} } },
      { fields: { [`${'x'.repeat(101)}`]: 1 } },
      { intent: { label: 'refund', confidence: 1.1 } },
      { sentiment: { label: 'sad', score: 0 } },
      { sentiment: { label: 'neg', score: -1.5 } },
      { urgency: -0.1 },
      { priority: { value: 'high', reasons: [] } },
      { transcript: [{ author: 'visitor' }] },
      { attachments: [{ id: 'a', name: 'cup.jpg' }] },
    ],
  },
  'helplet.ticket.updated': {
    valid: { ticket: 't-1', status: 'open', queue: 'refunds', agent: 'Bo', priority: 1 },
    invalid: [{ ticket: undefined }, { status: 1 }, { queue: null }, { agent: [] }, { priority: 'high' }],
  },
  'helplet.ticket.solved': {
    valid: { ticket: 't-1', by: 'agent', reason: 'answered' },
    invalid: [{ ticket: undefined }, { by: 'nobody' }, { by: undefined }, { reason: 3 }],
  },
  'helplet.ticket.reopened': {
    valid: { ticket: 't-1', reason: 'not solved' },
    invalid: [{ ticket: undefined }, { reason: {} }],
  },
  'helplet.message.created': {
    valid: { author: 'visitor', text: 'hello', ticket: 't-1' },
    invalid: [{ author: 'system' }, { text: undefined }, { text: 'x'.repeat(32_001) }, { ticket: 1 }],
  },
  'helplet.message.seen': { valid: { seen: 'm-1' }, invalid: [{ seen: undefined }, { seen: true }] },
  'helplet.answer.given': {
    valid: { article: 'returns', confidence: 0.8, passage: '30 days' },
    invalid: [{ article: undefined }, { confidence: 2 }, { confidence: '0.8' }, { passage: [] }],
  },
  'helplet.answer.rated': {
    valid: { article: 'returns', helpful: true, reason: 'clear' },
    invalid: [{ helpful: 'yes' }, { helpful: undefined }, { article: 1 }, { reason: 0 }],
  },
  'helplet.handoff.requested': {
    valid: { reason: 'low-confidence' },
    invalid: [{ reason: 'boredom' }, { reason: undefined }],
  },
  'helplet.search.performed': {
    valid: { hits: 3, clicked: 1, zero: false, query: 'refund' },
    invalid: [
      { hits: -1 },
      { hits: 1.5 },
      { hits: undefined },
      { clicked: 0 },
      { zero: undefined },
      { query: 'x'.repeat(1_001) },
    ],
  },
  'helplet.article.viewed': {
    valid: { article: 'returns', from: 'search', ms: 1_200 },
    invalid: [{ article: undefined }, { from: 'mail' }, { ms: -1 }],
  },
  'helplet.article.rated': {
    valid: { article: 'returns', helpful: false, reason: 'unclear' },
    invalid: [{ article: '' }, { helpful: 1 }, { reason: 'x'.repeat(201) }],
  },
  'helplet.suggestion.shown': {
    valid: { article: 'returns', trigger: 'idle' },
    invalid: [{ article: undefined }, { trigger: undefined }],
  },
  'helplet.suggestion.clicked': {
    valid: { article: 'returns', trigger: 'idle' },
    invalid: [{ article: 1 }, { trigger: undefined }],
  },
  'helplet.survey.shown': { valid: { survey: 's1', kind: 'nps' }, invalid: [{ survey: undefined }, { kind: 'stars' }] },
  'helplet.survey.dismissed': {
    valid: { survey: 's1', kind: 'ces', after: 900 },
    invalid: [{ after: -1 }, { after: undefined }, { kind: undefined }, { survey: 1 }],
  },
  'helplet.survey.answered': {
    valid: {
      survey: 's1',
      kind: 'csat',
      answers: { score: 5, why: 'fast', again: true, topics: ['price'] },
      partial: false,
      comment: 'thanks',
      sentiment: { label: 'pos', score: 0.9 },
      aspects: [{ aspect: 'price', label: 'pos' }],
    },
    invalid: [
      { survey: '' },
      { kind: 'smileys' },
      { answers: undefined },
      { answers: { score: null } },
      { answers: { score: [1] } },
      { partial: undefined },
      { comment: 'x'.repeat(10_001) },
      { sentiment: { label: 'pos' } },
      { aspects: [{ aspect: 'price' }] },
    ],
  },
  'helplet.visitor.erased': { valid: {}, invalid: [] },
  'helplet.widget.opened': { valid: { trigger: 'launcher' }, invalid: [{ trigger: undefined }, { trigger: 1 }] },
  'helplet.consent.changed': { valid: { state: 'granted' }, invalid: [{ state: 'maybe' }, { state: undefined }] },
  'helplet.identity.changed': { valid: { kind: 'identified' }, invalid: [{ kind: 'renamed' }, { kind: undefined }] },
};

const common = {
  visitor: 'v-1',
  conversation: 'c-1',
  channel: 'widget',
  lang: 'zh-Hant-TW',
  page: 'https://shop.example/tea',
};
const types = Object.keys(eventSchemas) as EventType[];

/** What the type's schema finds wrong, as the field's path; null when nothing. */
function wrongField(type: EventType, data: unknown): string | null {
  const result = eventSchemas[type].safeParse(data);
  return result.success ? null : firstIssue(result.error).field;
}

describe('the registry of events', () => {
  it('holds every schema of the folder, and nothing twice', async () => {
    const folder = join(import.meta.dirname, '../../../src/schema/event');
    const found: unknown[] = [];
    for (const file of readdirSync(folder)) {
      if (file === 'registry.ts' || file === 'envelope.ts') continue; // not an event's data
      const module: Record<string, unknown> = await import(join(folder, file));
      for (const [name, value] of Object.entries(module)) if (name.endsWith('Schema')) found.push(value);
    }
    const registered: unknown[] = Object.values(eventSchemas);
    expect(found.length).toBeGreaterThan(15);
    expect(new Set(found)).toEqual(new Set(registered));
    expect(new Set(registered).size).toBe(registered.length);
    for (const schema of found) expect(registered).toContain(schema);
  });

  it('names types as `helplet.<noun>.<what happened>`', () => {
    for (const type of types) expect(type).toMatch(/^helplet\.[a-z]+\.[a-z]+$/);
  });
});

describe.each(types)('%s', (type) => {
  const { valid, invalid } = samples[type];

  it('takes its fields, and keeps unknown ones', () => {
    const data = { ...common, ...valid, later: { version: 2 } };
    expect(eventSchemas[type].parse(data)).toEqual(data);
  });

  it.each(invalid)('is refused with %j, by the field that is wrong', (change) => {
    const [field = ''] = Object.keys(change);
    expect(wrongField(type, { ...common, ...valid, ...change })?.split('.')[0]).toBe(field);
  });

  it.each([
    { visitor: undefined },
    { visitor: '' },
    { visitor: 'x'.repeat(201) },
    { channel: '' },
    { lang: undefined },
    { lang: 'x'.repeat(36) },
    { page: 'x'.repeat(2_001) },
    { conversation: 7 },
  ])('is refused with the common field %j', (change) => {
    expect(wrongField(type, { ...common, ...valid, ...change })).toBe(Object.keys(change)[0]);
  });
});

describe('a ticket', () => {
  const parse = (change: Fields) =>
    wrongField('helplet.ticket.created', { ...common, ...samples['helplet.ticket.created'].valid, ...change });

  it('needs no more than id, kind, subject and body', () => {
    const data = { ...common, id: 't', kind: 'complaint', subject: '', body: 'x' };
    expect(wrongField('helplet.ticket.created', data)).toBeNull();
  });

  it.each(ticketKinds)('can be of the kind %s', (kind) => {
    expect(parse({ kind })).toBeNull();
  });

  it('takes a message of exactly the longest length', () => {
    expect(parse({ body: '长'.repeat(MAX_TICKET_BODY) })).toBeNull();
    expect(parse({ body: '长'.repeat(MAX_TICKET_BODY + 1) })).toBe('body');
  });
});
