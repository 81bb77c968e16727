import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildIndex, createSearcher, findNearMisses } from '../../src/knowledge/index.ts';
import type { Article } from '../../src/schema/article.ts';

const article = (id: string, title: string, body = ''): Article => ({ id, title, body });

const shop = [
  article('shipping', 'Shipping times and costs', 'Shipping takes two days. Shipping is free.'),
  article('subscription', 'Pause a subscription'),
  article('temperature', 'Brewing temperature'),
  article('guarantee', 'Our guarantee'),
  article('order', 'Track an order', 'Orders and order numbers.'),
  article('odour', 'Remove an odour'),
  article('gift', '礼品卡退款'),
];

function near(text: string, articles = shop) {
  return findNearMisses(createSearcher(buildIndex(articles)), text, 2);
}

describe('a text that finds nothing', () => {
  it.each([
    ['temprtur', 'temperature'],
    ['temprtur?', 'temperature?'],
    ['  TEMPRTUR ', 'temperature'],
    ['guarntte', 'guarantee'],
    ['trackorder', 'track order'],
    ['shippingtimes', 'shipping times'],
    ['my temprtur is xqzw', 'my temperature is xqzw'],
  ])('%j may mean %j', (text, corrected) => {
    expect(near(text).corrected).toBe(corrected);
  });

  it('comes nearest to the articles its correction finds', () => {
    expect(near('temprtur').ids).toEqual(['temperature']);
    expect(near('trackorder').ids[0]).toBe('order');
  });

  it.each([
    'zzzzqqqq',
    'qwerty',
    'xyz',
    'the of and',
    '',
    '??? …',
    '12345678',
    '退筐',
    '你好吗',
    'ｘｑ😀',
    'letterbox umbrella',
  ])('%j means nothing here', (text) => {
    expect(near(text)).toEqual({ corrected: null, ids: [] });
  });

  it('keeps the first letter: "wetter" is no "letter"', () => {
    expect(near('wettr', [article('a', 'Letter'), article('b', 'Better')]).corrected).toBeNull();
  });

  it('of several words takes the one that is alike for longest, then the most frequent', () => {
    expect(near('ordrrs', shop).corrected).toBe('orders');
    const articles = [
      article('a', 'caption'),
      article('b', 'captain', 'The captain. The captain.'),
      article('c', 'captain'),
    ];
    expect(near('captzzn', articles).corrected).toBe('captain');
  });

  it('that is long is a message and is left alone', () => {
    expect(near('temprtur temprtur temprtur temprtur temprtur temprtur temprtur').corrected).toBeNull();
    expect(near('a'.repeat(2_000)).corrected).toBeNull();
  });

  it('never gets a correction that finds nothing, nor more articles than asked for', () => {
    const searcher = createSearcher(buildIndex(shop));
    const letters = fc.constantFrom(...'shipingtmesorderacktu ');
    fc.assert(
      fc.property(
        fc.array(letters, { maxLength: 24 }).map((all) => all.join('')),
        (text) => {
          const { corrected, ids } = findNearMisses(searcher, text, 2);
          expect(ids.length).toBeLessThanOrEqual(2);
          expect(new Set(ids).size).toBe(ids.length);
          if (corrected !== null) {
            expect(corrected).not.toBe(text.trim());
            expect(searcher.search(corrected).found.length).toBeGreaterThan(0);
            expect(ids.length).toBeGreaterThan(0);
          }
        },
      ),
      { seed: 8, numRuns: 500 },
    );
  });
});
