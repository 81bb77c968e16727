import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPrefill } from '../../src/app/prefill.ts';
import { type SendingApp, sendTicket } from '../../src/app/requests.ts';
import { ticketCreatedSchema } from '../../src/schema/event/ticket-created.ts';
import type { Prefill } from '../../src/schema/page-api.ts';
import { createTestApp } from '../support/app/create-test-app.ts';
import { settle } from '../support/outbox/manual-clock.ts';

/** What is taken of a page's values, and the warnings. */
function read(values: unknown) {
  const warnings: string[] = [];
  const taken = readPrefill(values as Prefill, (message) => warnings.push(message)); // a page may pass anything
  return { taken, warnings };
}

const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`field${at}`, at]));

describe('what a page fills the form with', () => {
  it.each([
    [{}],
    [{ email: 'ada@example.org', name: 'Ada', subject: 'Order', body: 'late' }],
    [{ email: '', body: 'x'.repeat(40_000) }], // the form says what is too long
    [{ fields: { text: 'x'.repeat(1_000), number: -1.5, yes: true, no: false, empty: '' } }],
    [{ fields: { ['n'.repeat(100)]: 1 } }],
    [{ fields: many(50) }],
  ])('is taken as it is: %j', (values) => {
    expect(read(values)).toEqual({ taken: values, warnings: [] });
  });

  it.each([
    ['a field too many', { fields: many(51) }, { fields: many(50) }, ['field50']],
    ['a name too long', { fields: { ['n'.repeat(101)]: 1, a: 1 } }, { fields: { a: 1 } }, ['nnn']],
    ['a text too long', { fields: { a: 'x'.repeat(1_001), b: 'x' } }, { fields: { b: 'x' } }, ['a']],
    ['numbers that are none', { fields: { a: Number.NaN, b: Number.POSITIVE_INFINITY } }, {}, ['a', 'b']],
    ['other kinds of values', { fields: { a: null, b: [], c: {}, d: 1n, e: () => 1, f: Symbol('x') } }, {}, ['a', 'f']],
    ['fields that are a text', { fields: 'order=7', body: 'late' }, { body: 'late' }, ['fields']],
    ['fields that are a list', { fields: ['order'] }, {}, ['fields']],
    ['fields that are null', { fields: null }, {}, ['fields']],
    [
      'texts that are none',
      { email: 5, subject: null, body: {}, name: true },
      {},
      ['email', 'subject', 'body', 'name'],
    ],
    ['a person’s name too long', { name: 'x'.repeat(201), email: 'a' }, { email: 'a' }, ['name']],
    ['what the form does not have', { mail: 'ada@example.org', body: 'late' }, { body: 'late' }, ['mail']],
  ])('is left out with one warning: %s', (_, values, taken, names) => {
    const result = read(values);
    expect(result.taken).toEqual(taken);
    expect(result.warnings).toHaveLength(1);
    for (const name of names) expect(result.warnings[0]).toContain(name);
  });

  it('is passed over in silence where it is undefined, as of a customer not logged in', () => {
    expect(read({ email: undefined, fields: { order: undefined } })).toEqual({ taken: {}, warnings: [] });
    expect(read({ email: undefined, fields: undefined })).toEqual({ taken: {}, warnings: [] });
  });

  it('is its own, never what a polluted page inherits', () => {
    expect(read(Object.create({ body: 'spam' }))).toEqual({ taken: {}, warnings: [] });
    const fields = JSON.parse('{"__proto__": "x", "constructor": "y"}');
    const { taken } = read({ fields });
    expect(Object.getPrototypeOf(taken.fields)).toBe(Object.prototype);
    expect(Object.keys(taken.fields ?? {})).toEqual(['__proto__', 'constructor']);
  });

  it('gives a warning of a bounded length', () => {
    expect(read({ fields: many(5_000) }).warnings[0]?.length).toBeLessThan(500);
  });

  it('never throws for plain data, and is taken the second time as it stands', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('email', 'name', 'subject', 'body', 'fields'), fc.jsonValue()),
        (values) => {
          const { taken } = read(values);
          expect(read(taken)).toEqual({ taken, warnings: [] });
        },
      ),
      { seed: 4, numRuns: 300 },
    );
  });
});

describe('the form', () => {
  const order = { name: 'order', label: 'Order number' };

  it('takes the site’s fields along with the request, in a form the endpoint knows', async () => {
    const { app, state, saved } = createTestApp();
    app.prefill({ fields: { order: 'A-17', total: 9.5, gift: false } });
    app.prefill({ fields: { plan: 'pro' } });
    await app.open({ kind: 'ticket' });
    await settle();
    await sendTicket(app as SendingApp, { ...state.draft.value, email: 'ada@example.org', body: 'late' });
    const [data] = await saved('ticket.created');
    expect(data?.fields).toEqual({ order: 'A-17', total: 9.5, gift: false, plan: 'pro' });
    expect(ticketCreatedSchema.safeParse(data).success).toBe(true);
  });

  it('keeps a site field the visitor has filled in, and takes the newest of those he does not see', async () => {
    const { app, state } = createTestApp({ config: { fields: [order] } });
    await app.open({ kind: 'ticket' });
    await settle();
    app.prefill({ fields: { order: '', page: 'cart' } });
    await settle();
    app.changeDraft({ fields: { ...state.draft.value.fields, order: 'mine' } });
    app.prefill({ fields: { order: 'yours', page: 'checkout' } });
    await settle();
    expect(state.draft.value.fields).toEqual({ order: 'mine', page: 'checkout' });
  });

  it('fills a site field that is empty', async () => {
    const { app, state } = createTestApp({ config: { fields: [order] } });
    await app.open({ kind: 'ticket' });
    await settle();
    app.changeDraft({ fields: { order: '' } });
    app.prefill({ fields: { order: 'A-17' } });
    await settle();
    expect(state.draft.value.fields).toEqual({ order: 'A-17' });
  });

  it('is told of what could not be taken: once a call', async () => {
    const { app, warnings } = createTestApp();
    app.prefill({ fields: { a: null, b: [] } } as never); // a page's own mistake
    await app.open({ kind: 'ticket' }); // the form's code reads it
    await settle();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('"a", "b"');
  });
});
