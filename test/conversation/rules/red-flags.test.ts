import { describe, expect, it } from 'vitest';
import { readMessage } from '../../../src/conversation/reading.ts';

const selfHarm = [
  'I want to kill myself',
  'thinking of hurting myself',
  "I'm going to end my life",
  'sometimes I feel suicidal',
  'I have suicidal thoughts',
  'i want to die',
  "I don't want to live anymore",
  'there is no reason to live',
  'better off dead',
  'self-harm',
  'I just wanna die.',
  'cutting myself again',
  'taking my own life',
  'I want to end it all',
  'suicide',
  '我想自杀',
  '我要去死',
  '不想活了',
  '活着没意思',
  '活着真没有意义',
  '我有自杀的念头',
  '想结束自己的生命',
  '我有点想死',
  '自残怎么停下来',
  '我想跳楼',
  '真的活不下去了',
  '有轻生的想法',
  '割腕',
];

const legal = [
  'I will sue you',
  'we are suing this company',
  "I'll take legal action",
  'you will hear from my lawyer',
  'I have contacted my attorney',
  'I am going to get a lawyer',
  'see you in court',
  'I will take you to court',
  'small claims court is next',
  'expect a lawsuit',
  'I will go to the ombudsman',
  'reporting you to the authorities',
  'consumer protection will hear of this',
  'our solicitor will write',
  '我要起诉你们',
  '准备给你们发律师函',
  '我会走法律途径',
  '我已经找律师了',
  '法院见',
  '去法院告你们',
  '我要告你们',
  '打12315投诉',
  '向消费者协会投诉',
  '找工商',
  '举报你们',
  '跟你们打官司',
  '我的律师会联系你们',
  '追究法律责任',
];

const security = [
  'my account was hacked',
  'someone hacked my account',
  'my card has been stolen',
  'stolen card, what now',
  'somebody used my card',
  'someone logged into my account',
  'there is an unauthorized charge',
  'unauthorised transaction on my card',
  "I didn't make this payment",
  "there is a payment I don't recognise",
  'I never authorized this purchase',
  "I haven't made this transaction",
  'I got scammed',
  'I was phished',
  'identity theft',
  'fraudulent transaction',
  'I found a security vulnerability',
  'was there a data breach?',
  'my password was leaked',
  'they stole my identity',
  '我的卡被盗刷了',
  '账号被盗',
  '账户被人登录了',
  '我被骗了',
  '遇到诈骗',
  '这笔不是我刷的',
  '不是我本人操作',
  '异地登录提醒',
  '未经授权的扣款',
  '非本人交易',
  '收到钓鱼邮件',
  '密码泄露了',
  '个人信息被泄露',
  '我要报警',
  '已经报案',
  '泄露我的隐私',
];

const none = [
  'my battery is killing me',
  'kill the process',
  'The Virgin Suicides in stock?',
  'suicide squad poster',
  'I want to die laughing',
  'phone keeps dying',
  'how to cut the fabric myself',
  'end my subscription',
  'I want to live in Berlin',
  "I don't want to live in the city, can you deliver there?",
  'Is Sue still working there?',
  'I have an issue with tissue paper',
  'suede shoes',
  'legal notice page',
  'legal age for buying wine',
  'tennis court shoes',
  'food court opening hours',
  'lawyer-approved contract template',
  'can I use my card abroad?',
  'how do I use my account',
  'I forgot my password',
  'how do you protect my data?',
  'protect my account from hackers',
  'life hacks',
  'hackathon dates',
  'steal of the day',
  'why was my payment declined',
  'unauthorized error 401',
  'I made a payment yesterday',
  'I recognise the charge',
  'how do I cancel a transaction',
  'fraud insurance price',
  'phishing training course',
  '想死你们了',
  '想死我了这个包',
  '自杀式',
  '不想活动了',
  '不想活跃用户',
  '我不想死机',
  '跳楼价',
  '跳楼大甩卖',
  '报告你们一个问题',
  '转告你们经理',
  '律师事务所可以开发票吗',
  '法院附近的门店',
  '警告你们网站打不开',
  '感觉被骗了',
  '有种被骗的感觉',
  '防诈骗宣传',
  '报警器怎么安装',
  '钓鱼竿多少钱',
  '防盗门',
  '账号怎么注销',
  '起床诉求',
  '我的订单不是我想要的颜色',
  '授权码在哪里',
];

describe('a red flag', () => {
  it.each(selfHarm)('is self-harm: %s', (text) => {
    expect(readMessage(text).flag).toBe('self-harm');
  });

  it.each(legal)('is a legal threat: %s', (text) => {
    expect(readMessage(text).flag).toBe('legal');
  });

  it.each(security)('is about security: %s', (text) => {
    expect(readMessage(text).flag).toBe('security');
  });

  it.each(none)('is not raised by: %s', (text) => {
    expect(readMessage(text).flag).toBeNull();
  });

  it('names the gravest where there are several', () => {
    expect(readMessage('my account was hacked and I want to kill myself').flag).toBe('self-harm');
    expect(readMessage('I was scammed, you will hear from my lawyer').flag).toBe('security');
  });
});
