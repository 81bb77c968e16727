import { toWords } from './plain.ts';

/** A message that asks for nothing. `yes` and `no` answer what was asked before them. */
export type SmallTalk = 'hello' | 'thanks' | 'bye' | 'yes' | 'no';

const HELLO = 'hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)';
const HELLO_ZH = '你好|您好|嗨|哈[喽啰]|早上好|上午好|中午好|下午好|晚上好|早安|大家好';
const THANKS = 'thanks|thank (?:you|u)|thx|cheers|much appreciated';
const OK = "ok|okay|great|perfect|cool|nice|good|super|awesome|alright|all right|got it|that helped|that'?s great";
/** No word of these can be put together of others: a long row of them is read in one way only. */
const OK_ZH =
  '好[的吧嘞啊呀]?|嗯|哦|行|可以|那|ok|我?(?:都|已经)?(?:知道|明白|了解|清楚|懂|收到|满意)|我?没有?(?:其[他它]|别的|什么)?问题|没事';

/** Each is the whole message, in words with one blank between; groups take one word after another. */
const WHOLE: readonly (readonly [kind: SmallTalk, pattern: RegExp])[] = (
  [
    [
      'hello',
      `(?:${HELLO}|yo|morning|evening)(?: (?:${HELLO}|there|all|everyone|team|guys|again|dear|sir|madam|how are you|today))*`,
    ],
    ['hello', "(?:how are you(?: doing)?(?: today)?|how'?s it going|what'?s up|nice to meet you)"],
    ['hello', `(?:${HELLO_ZH}|早|亲|在吗|在么|在不在)(?: ?(?:${HELLO_ZH}|呀|啊|哦|亲|在吗|在么|在不在))*`],
    [
      'bye',
      `(?:(?:${OK}|${THANKS}) )*(?:bye|byebye|good ?bye|see (?:you|ya)|good night|have a (?:nice|good|great|lovely) (?:day|one|evening|weekend)|that'?s all|that is all)(?: (?:bye|then|later|soon|for now|${THANKS}))*`,
    ],
    [
      'bye',
      `(?:(?:${OK_ZH}|了|太|谢谢你?) ?)*(?:再见|再会|拜拜|88|晚安|回见|先这样|下次再?聊)(?: ?(?:了|吧|啦|哦|谢谢|拜拜))*`,
    ],
    [
      'thanks',
      `(?:(?:${OK}|many|no|yes|i see) )*(?:${THANKS}|ty|i (?:really )?appreciate (?:it|that|your help))(?: (?:a lot|so much|very much|again|you|anyway|everyone|guys|bye|for (?:the|your|all your) (?:help|support|time|answer|info|information|reply)|for (?:helping|that|this|everything)|${THANKS}))*`,
    ],
    [
      'thanks',
      `(?:(?:${OK_ZH}|了|真的?是?|太|非常|十分|很|亲) ?)*(?:谢谢|多谢|感谢|谢啦|谢了|3q|辛苦了?|麻烦[你您]了)(?: ?(?:你|您|亲|啦|了|啊|哈|大家|谢谢|再见|${OK_ZH}|的?(?:耐心|详细)?(?:帮助|解答|回复|回答|推荐|服务)))*`,
    ],
    [
      'yes',
      '(?:yes|yeah|yep|sure|ok|okay|of course|please|please do|do it|sounds good|all right|alright)(?: (?:yes|please|sure|thanks|do|ok))*',
    ],
    ['yes', '(?:是的?|好[的吧呀啊]?|要的?|可以的?|行|嗯嗯?|需要|对的?|麻烦了|转吧)(?: ?(?:好的|谢谢|麻烦了|吧))*'],
    [
      'no',
      "(?:no|nope|nah|not now|not really|never ?mind|no need|don'?t|nothing)(?: (?:no|thanks|else|it'?s (?:fine|ok)))*",
    ],
    ['no', '(?:不用?了?|不要|不需要|算了|没有?了?|暂时不用|先不用|不必)(?: ?(?:谢谢|了|吧))*'],
  ] as const
).map(([kind, pattern]) => [kind, new RegExp(`^(?:${pattern})$`)]);

/**
 * What a message is that only greets, thanks, takes leave or answers yes or no; null for every other.
 * @param plain as `toPlain` gives it
 */
export function findSmallTalk(plain: string): SmallTalk | null {
  const words = toWords(plain);
  return WHOLE.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}

const OPENING = new RegExp(`^\\s*(?:${HELLO}|${HELLO_ZH})(?: (?:there|all|team|guys))?[\\s,.!，。！~、]+(?=\\S)`, 'i');
const CLOSING = new RegExp(
  `[\\s,.!?，。！？]{1,4}(?:${THANKS}|谢谢)(?: (?:in advance|so much|a lot))?[\\s.!。！]{0,4}$`,
  'i',
);

/** What the masks leave in the place of something private; no article speaks of that either. */
const MASKED = /\[[a-z-]{2,20}\]/g;

/** What to look up: the message without the greeting before it, the thanks behind it and what is hidden in it. */
export function toQuestion(text: string): string {
  return text.replace(MASKED, ' ').replace(OPENING, '').replace(CLOSING, '').trim() || text;
}
