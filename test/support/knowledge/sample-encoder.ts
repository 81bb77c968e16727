import type { Encoder } from '../../../src/knowledge/index.ts';

/** Ideas the sample encoder knows, each with words for it; a text's vector counts them. */
const IDEAS: readonly RegExp[] = [
  /refund|chargeback|退款/i,
  /password|locked out|sign in|密码/i,
  /ship|parcel|delivery/i,
  /./,
];

/** An encoder without training: deterministic, and a stranger to the words of the articles. */
export const sampleEncoder: Encoder = {
  id: 'sample-1',
  embed: (texts) =>
    texts.map((text) => Int8Array.from(IDEAS, (idea, at) => (idea.test(text) ? (at === 3 ? 10 : 100) : 0))),
};
