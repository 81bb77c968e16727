import { hashWord, type Lexicon, MOOD_BUCKETS } from '../../../src/language/features/index.ts';
import { type MoodExample, trainSentiment } from '../../../src/language/sentiment/train-sentiment.ts';

/** Made-up messages by mood: neg, neu, pos. */
const MESSAGES: readonly (readonly string[])[] = [
  [
    'this is terrible',
    'the app is bad and slow',
    'awful service, never again',
    '太差了',
    '质量很差，失望',
    '客服态度恶劣',
  ],
  ['where is my parcel', 'how do I change my address', 'the box is blue', '什么时候发货', '怎么改地址', '请问几点开门'],
  [
    'this is wonderful',
    'the app is good and fast',
    'lovely service, thank you',
    '太好了',
    '质量很好，喜欢',
    '客服态度热情',
  ],
];

const WORDS = new Map([
  ['terrible', -3],
  ['wonderful', 4],
  ['good', 3],
  ['bad', -3],
]);

const found = [...WORDS].map(([word, value]) => ({ bucket: hashWord(word) & (MOOD_BUCKETS - 1), value }));
found.sort((a, b) => a.bucket - b.bucket);

export const sampleLexicon: Lexicon = {
  buckets: Uint32Array.from(found, ({ bucket }) => bucket),
  values: Int8Array.from(found, ({ value }) => value),
};

export const sampleMoods: readonly MoodExample[] = MESSAGES.flatMap((texts, mood) =>
  texts.flatMap((text) => [
    { text, asks: 'three' as const, mood, isFrustrated: mood === 0, weight: 1, isValidation: false },
    { text: `${text} `, asks: 'aspect' as const, mood, weight: 1, isValidation: false },
  ]),
);

export const trainSample = () =>
  trainSentiment(sampleMoods, { seed: 1, size: 500, lexicon: sampleLexicon, origin: { command: 'test' } });
