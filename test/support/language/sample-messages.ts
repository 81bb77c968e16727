import type { IntentRow } from '../../../src/language/intent/index.ts';

/** Messages of a small shop, made up; three intents, English and Chinese. */
const MESSAGES: Readonly<Record<string, readonly string[]>> = {
  refund: [
    'I want my money back',
    'please refund my last order',
    'can i get a refund',
    'refund me now',
    'money back please',
    'how do I get my money back for this',
    '我要退款',
    '可以退钱吗',
    '请给我退款',
    '什么时候退款到账',
  ],
  delivery: [
    'where is my parcel',
    'my package has not arrived',
    'when will the parcel arrive',
    'track my package',
    'parcel still not here',
    'has the package shipped yet',
    '我的快递到哪了',
    '快递还没到',
    '什么时候发货',
    '查一下物流快递',
  ],
  login: [
    'I forgot my password',
    'cannot log in',
    'reset password',
    'my password does not work',
    'login fails with my password',
    'how to change the password',
    '忘记密码了',
    '登录不了',
    '密码怎么改',
    '账号登录失败',
  ],
};

export const sampleMessages: readonly IntentRow[] = Object.entries(MESSAGES).flatMap(([label, texts]) =>
  texts.map((text) => ({ text, label, isValidation: false })),
);

export const sampleJsonLines = sampleMessages.map(({ text, label }) => `${JSON.stringify({ text, label })}\n`).join('');
