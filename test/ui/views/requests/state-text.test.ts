import { describe, expect, it } from 'vitest';
import type { AppMessages, AppTranslate } from '../../../../src/app/messages.ts';
import english from '../../../../src/i18n/messages/views.en.json';
import { createTranslate } from '../../../../src/i18n/translate.ts';
import type { OutboxEntry } from '../../../../src/outbox/entries.ts';
import { dataText, isUnsent, messageStateText, stateText } from '../../../../src/ui/views/requests/state-text.ts';
import { eventId, ticketEvent } from '../../../support/outbox/events.ts';

const t: AppTranslate = createTranslate({}, english as AppMessages, 'en');

function entry(state: OutboxEntry['state'], overrides: Partial<OutboxEntry> = {}): OutboxEntry {
  const type = 'helplet.ticket.created';
  return { id: eventId(1), seq: 1, type, state, createdAt: 0, event: ticketEvent(1), ...overrides };
}

function say(state: OutboxEntry['state'], isOnline: boolean, overrides: Partial<OutboxEntry> = {}): string {
  const { key, values } = stateText(entry(state, overrides), isOnline);
  return t(key, values);
}

const offline = "You're offline. We'll send it as soon as you're back.";
const paused = "Saved on this device. The site can't take requests right now; we'll send it when it can.";
const held = 'Not saved on this device, only on this page. Please keep the page open until it is sent.';

describe('what is said of a request', () => {
  it.each([
    ['saved', true, 'Saved on this device. Sending now.', 'saved'],
    ['saved', false, offline, 'waiting'],
    ['sending', true, 'Sending', 'sending'],
    ['sending', false, 'Sending', 'sending'],
    ['waiting', true, "Saved on this device. We couldn't reach the server yet and keep trying.", 'waiting'],
    ['waiting', false, offline, 'waiting'],
    ['paused', true, paused, 'waiting'],
    ['paused', false, paused, 'waiting'],
    ['held', true, held, 'waiting'],
    ['held', false, held, 'waiting'],
    ['sent', true, 'Sent.', 'sent'],
    ['sent', false, 'Sent.', 'sent'],
    ['failed', true, "This couldn't be delivered.", 'failed'],
    ['failed', false, "This couldn't be delivered.", 'failed'],
  ] as const)('that is %s, online %s, is “%s”', (state, isOnline, text, icon) => {
    expect(say(state, isOnline)).toBe(text);
    expect(stateText(entry(state), isOnline).icon).toBe(icon);
  });

  it.each([
    ['rejected', "The server didn't accept this request."],
    ['conflict', 'The server already has another request under this number.'],
    ['ambiguous', 'The server may or may not have this request. Send it again, or ask the site.'],
    ['too-large', 'This request is too large for the server.'],
    ['expired', "This request couldn't be delivered, and sending has stopped. You can try again."],
    ['corrupt', 'This request was damaged on this device.'],
  ] as const)('that failed as %s names the reason, never the server’s own words', (code, text) => {
    expect(say('failed', true, { reason: { code, message: 'SQLSTATE 23505' } })).toBe(text);
  });

  it('that is sent names the address of the reply, where the visitor gave one', () => {
    const event = ticketEvent(1);
    const withEmail = { ...event, data: { ...event.data, contact: { email: 'ada@example.org' } } };
    expect(say('sent', true, { event: withEmail })).toBe("Sent. We'll reply to ada@example.org.");
    for (const contact of [{ email: '' }, { email: 7 }, null, 'ada', {}]) {
      expect(say('sent', true, { event: { ...event, data: { ...event.data, contact } } })).toBe('Sent.');
    }
  });

  it('says “sent” of nothing but what is sent', () => {
    for (const state of ['saved', 'sending', 'waiting', 'paused', 'held', 'failed'] as const) {
      for (const isOnline of [true, false]) {
        expect(say(state, isOnline)).not.toMatch(/^Sent|thank/i);
        expect(t(`state.short.${state}`)).not.toBe('Sent');
      }
    }
  });
});

describe('a message added to a request', () => {
  it('that can be undone is said to be saved, and not to be on its way', () => {
    expect(t(messageStateText(entry('saved'), true, true).key)).toBe('Saved on this device. You can still undo it.');
    expect(t(messageStateText(entry('saved'), true, false).key)).toBe('Saved on this device. Sending now.');
    expect(t(messageStateText(entry('held'), true, true).key)).toBe(held);
    expect(t(messageStateText(entry('sent'), true, false).key)).toBe('Sent.');
  });

  it('can be taken back while nothing of it has left the device', () => {
    const states = ['saved', 'sending', 'waiting', 'paused', 'held', 'sent', 'failed'] as const;
    expect(states.filter((state) => isUnsent(entry(state)))).toEqual(['saved', 'waiting', 'paused', 'held']);
  });
});

it('the texts of a request that cannot be read any more are empty', () => {
  expect(dataText(entry('failed'), 'body')).toBe('message 1');
  const { event: _, ...unreadable } = entry('failed');
  expect([dataText(unreadable, 'subject'), dataText(unreadable, 'body')]).toEqual(['', '']);
  const wrong = { ...ticketEvent(1), data: { subject: 7 } };
  expect(dataText(entry('sent', { event: wrong }), 'subject')).toBe('');
});
