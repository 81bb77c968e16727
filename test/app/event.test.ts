import { describe, expect, it } from 'vitest';
import { createEvent, type EventContext } from '../../src/app/event.ts';
import { envelopeSchema } from '../../src/schema/event/envelope.ts';
import { widgetOpenedSchema } from '../../src/schema/event/widget-opened.ts';
import { eventId } from '../support/outbox/events.ts';

function createContext(pageUrl: string): EventContext {
  return {
    createId: () => eventId(1),
    clock: () => Date.parse('2026-03-01T10:00:00Z'),
    pageUrl: () => pageUrl,
    visitor: async () => 'v-1',
    lang: () => 'zh-CN',
  };
}

describe('an event', () => {
  it('is a whole envelope with the common fields and its own', async () => {
    const event = await createEvent(createContext('https://shop.example/tea'), 'widget.opened', (id) => ({
      trigger: `launcher ${id}`,
    }));
    expect(event).toEqual({
      specversion: '1.0',
      id: eventId(1),
      source: 'https://shop.example',
      type: 'helplet.widget.opened',
      time: '2026-03-01T10:00:00.000Z',
      datacontenttype: 'application/json',
      data: {
        visitor: 'v-1',
        channel: 'widget',
        lang: 'zh-CN',
        page: 'https://shop.example/tea',
        trigger: `launcher ${eventId(1)}`,
      },
    });
    expect(envelopeSchema.parse(event)).toEqual(event);
    expect(widgetOpenedSchema.parse(event.data)).toEqual(event.data);
  });

  it.each([
    ['https://shop.example/reset?token=abc&mail=ada@example.org', 'https://shop.example/reset'],
    ['https://shop.example/#access_token=abc', 'https://shop.example/'],
    ['https://ada:secret@shop.example/a?b#c', 'https://shop.example/a'],
    ['http://127.0.0.1:8080/a/b/', 'http://127.0.0.1:8080/a/b/'],
  ])('about %s names the page as %s: no query, fragment or password', async (address, page) => {
    const event = await createEvent(createContext(address), 'widget.opened', () => ({}));
    expect(event.data.page).toBe(page);
    expect(JSON.stringify(event)).not.toMatch(/token|secret|ada/);
  });

  it('about a very long address cuts it to what a receiver takes', async () => {
    const address = `https://shop.example/${'a'.repeat(5_000)}`;
    const event = await createEvent(createContext(address), 'widget.opened', () => ({ trigger: 'x' }));
    expect(String(event.data.page)).toHaveLength(2_000);
    expect(widgetOpenedSchema.safeParse(event.data).success).toBe(true);
  });

  it.each(['file:///C:/Users/Ada/help.html', 'about:srcdoc', 'data:text/html,hi', 'blob:null/1'])(
    'on a page without a web address (%s) names no page',
    async (address) => {
      const event = await createEvent(createContext(address), 'widget.opened', () => ({ trigger: 'x' }));
      expect(event.source).toBe('helplet:widget');
      expect(event.data).not.toHaveProperty('page');
      expect(JSON.stringify(event)).not.toContain('Ada');
      expect(envelopeSchema.safeParse(event).success).toBe(true);
    },
  );
});
