import { describe, expect, it } from 'vitest';
import { createTexts } from '../../src/console/texts.ts';
import { readingOf } from '../../src/console/ticket-fields.ts';

const read = {
  intent: { label: 'refund', confidence: 0.8 },
  sentiment: { label: 'neg', score: -0.96 },
  urgency: 0.81,
} as const;

describe('what a device has read in a message', () => {
  it('is shown in words, in both languages', () => {
    expect(readingOf(read, createTexts('en'))).toEqual([
      ['About', 'Refund / return / exchange, 80% sure'],
      ['Mood', 'Negative'],
      ['Urgency', '81%'],
    ]);
    expect(readingOf(read, createTexts('zh'))).toEqual([
      ['主题', '退款/退换货，把握 80%'],
      ['情绪', '负面'],
      ['紧急程度', '81%'],
    ]);
  });

  it('has a site’s own label as it is, and nothing where nothing came', () => {
    const own = { intent: { label: 'warranty', confidence: 0.5 } };
    expect(readingOf(own, createTexts('en'))).toEqual([['About', 'warranty, 50% sure']]);
    expect(readingOf({}, createTexts('en'))).toEqual([]);
  });
});
