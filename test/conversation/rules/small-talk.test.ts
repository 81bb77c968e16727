import { describe, expect, it } from 'vitest';
import { readMessage } from '../../../src/conversation/reading.ts';
import type { SmallTalk } from '../../../src/conversation/rules/small-talk.ts';

const said: Readonly<Record<SmallTalk, readonly string[]>> = {
  hello: [
    'hi',
    'Hello!',
    'hey there',
    'Good morning',
    'good evening everyone',
    'Hi team,',
    'hello, how are you?',
    "what's up",
    'Hello 👋',
    '你好',
    '您好！',
    '在吗',
    '在吗？',
    '你好，在吗',
    '早上好呀',
    '嗨',
    '晚上好～',
    '哈喽',
    '亲，在吗',
    '大家好',
  ],
  thanks: [
    'thanks',
    'Thank you so much!',
    'thx',
    'ok thanks',
    'Great, thank you very much',
    'thanks for your help',
    'many thanks',
    'no thanks',
    'perfect, that helped, thanks',
    'I really appreciate it',
    'cheers',
    '谢谢',
    '谢谢您！',
    '好的，谢谢',
    '非常感谢',
    '我知道了，谢谢你',
    '谢谢，没问题了',
    '辛苦了',
    '太感谢了',
    '感谢您的耐心解答',
  ],
  bye: [
    'bye',
    'Goodbye!',
    'thanks, bye',
    'see you later',
    'have a nice day',
    "ok that's all",
    'that’s all, thanks',
    'good night',
    '再见',
    '拜拜',
    '好的，再见',
    '谢谢，拜拜',
    '88',
    '先这样吧',
    '晚安',
    '没事了，再见',
    '下次再聊',
  ],
  yes: ['yes', 'Yes please', 'sure', 'ok', 'yeah, please', '好的', '好', '是的', '可以', '要', '嗯嗯', '行', '需要'],
  no: ['no', 'nope', 'not now', 'never mind', 'no need', '不用', '不用了，谢谢', '不要', '算了', '没有了', '不需要'],
};

const questions = [
  'hi, how do I get a refund?',
  'hello I lost my password',
  'good morning, is the shop open',
  'thanks but it still fails',
  'thank you card design',
  'thanks, and where is the invoice?',
  'thanks my order has not arrived',
  'bye bye birdie tickets',
  'goodbye message in the app',
  'have a nice day mug',
  'ok and how long does it take',
  'no refund arrived',
  'no signal',
  'yes or no questions in the survey',
  'sure grip gloves',
  'please cancel my order',
  'how are you different from others',
  'morning delivery possible?',
  'hey siri does not work',
  'good day trading book',
  'what is up with my order',
  'cheers glasses, how many in a box',
  'see you soon card, is it in stock',
  'all good reviews only?',
  'nice one, does it come in red',
  'helloworld error',
  '你好，怎么退款？',
  '您好我的订单没到',
  '谢谢，那运费谁付',
  '感谢信模板',
  '在吗，我要退货',
  '早上好咖啡什么时候开门',
  '再见面要带什么',
  '好的面料是什么',
  '好用吗',
  '不用洗可以穿吗',
  '不要辣',
  '没有收到验证码',
  '可以退货吗',
  '要多少钱',
  '行李能带几件',
  '需要多久',
  '辛苦费是多少',
  '晚安面膜怎么用',
];

const cases = (Object.keys(said) as SmallTalk[]).flatMap((kind) => said[kind].map((text) => [kind, text] as const));

describe('small talk', () => {
  it.each(cases)('is %s: %s', (kind, text) => {
    expect(readMessage(text).talk).toBe(kind);
  });

  it.each(questions)('is not: %s', (text) => {
    expect(readMessage(text).talk).toBeNull();
  });

  it('is nothing that has no words', () => {
    for (const text of ['', '   ', '…', '?!', '👍']) expect(readMessage(text).talk).toBeNull();
  });
});

describe('the question', () => {
  it.each([
    ['Hi, how do refunds work?', 'how do refunds work?'],
    ['hello there! where is my order, thanks', 'where is my order'],
    ['你好，怎么退款？谢谢', '怎么退款'],
    ['Good morning. Reset password please', 'Reset password please'],
    ['Hill climbing shoes', 'Hill climbing shoes'],
    ['hi', 'hi'],
    ['thanks', 'thanks'],
    ['history of orders', 'history of orders'],
    ['mail [email] about refunds', 'mail   about refunds'],
    ['[national-id]', '[national-id]'],
  ])('is what is left without greeting, thanks and masks: %s', (text, question) => {
    expect(readMessage(text).question).toBe(question);
  });
});
