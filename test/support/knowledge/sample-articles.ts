import type { Article } from '../../../src/schema/article.ts';

/** A small shop's help, in two languages. */
export const sampleArticles: readonly Article[] = [
  {
    id: 'refund',
    lang: 'en',
    title: 'How do refunds work?',
    body: 'We refund every order within 14 days.\n\n## Exceptions\n\nGift cards cannot be refunded. Write to **support** if your refund is late.',
    tags: ['billing', 'orders'],
    updated: '2026-03-01',
    rank: 3,
  },
  { id: 'refund', lang: 'zh', title: '如何申请退款？', body: '我们在十四天内退款。礼品卡不能退款。' },
  {
    id: 'password',
    lang: 'en',
    title: 'Reset your password',
    body: 'Open *Settings*, choose **Security** and press "Reset password". An email with a link arrives within a minute.',
    phrasings: ['I forgot my login', 'cannot sign in'],
    url: 'https://shop.example/help/password',
  },
  { id: 'password', lang: 'zh', title: '重置密码', body: '打开设置，选择安全，然后点击重置密码。' },
  {
    id: 'shipping',
    lang: 'en',
    title: 'Shipping times and costs',
    body: 'Parcels arrive in two to five working days. Shipping is free above 50 euros.\n\n- Germany: two days\n- Japan: five days',
    tags: ['delivery', 'orders'],
  },
  {
    id: 'cancel',
    lang: 'en',
    title: 'Cancel an order',
    body: 'Orders can be cancelled until they are shipped.',
    tags: ['orders'],
  },
];

/** Articles as `kb.jsonl`. */
export function toJsonLines(articles: readonly Article[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(articles.map((article) => JSON.stringify(article)).join('\n'));
}
