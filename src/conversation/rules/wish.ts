import { matchesAny, toWords } from './plain.ts';

const ROLE = 'human|agent|representative|rep|operator|assistant|advis[eo]r|manager|supervisor|staff';
const PERSON = `(?:${ROLE}|person|someone|somebody|anyone|people|support|customer (?:service|care|support)|team)`;

/** Wishes for a person, English then Chinese: anywhere in the message. What may follow keeps "human hair" out. */
const ANYWHERE = [
  // talk to a human, contact someone, put me through to your manager
  `\\b(?:(?:talk|speak|chat)(?:ing)?\\b[^.?!]{0,16} (?:to|with)|(?:contact|reach)(?:ing)?|(?:transfer|connect|switch|escalate|pass|hand|put|get|give|find) (?:me|us|this))\\b[a-z' ]{0,20}\\b${PERSON}(?! (?:else|hair|rights|resources|body|name|id)\\b)(?![\\w-])`,
  // I want an agent, is there a human here
  `(?<!\\bdo i )\\b(?:want|need|prefer|would like|is there|are there|ask for)\\b[a-z' ]{0,8}\\b(?:a|an|any|some|your) (?:${ROLE})(?: (?:here|available|please|now|who|instead|to (?:talk|speak|chat|help))|[.,!?]|$)`,
  '\\b(?:real|live|living|actual) (?:person|human|agent|operator|rep|representative|chat)\\b(?! (?:hair|wig))',
  '\\b(?:human|customer (?:service|care|support)|support) (?:agent|rep|representative|operator|support|help|assistance)\\b',
  "\\b(?:talk|speak|chat)(?:ing)? (?:to|with)\\b[a-z' ]{0,8} (?:chatbot|bot|robot|machine|computer)s?\\b|\\bno (?:more )?bots?\\b",
  '\\b(?:call|phone|ring) me back\\b|\\bcan (?:someone|you) (?:call|phone) me\\b',
  '(?:转|接|找|要|叫|换|联系|需要|请|来|(?<!没)有|有没有)(?:到|给|一?下|一?个|你们的?|我)?(?:人工(?!智能|[费湖草皮授流呼降合养成翻审耳关心晶钻岛雪色因做种])|真人(?![秀照试实版模图]|cs)|活人)',
  '(?:转接?|找|叫|呼叫|联系|换)(?:到|给|一?下|一?个|你们的?)?(?:客服|经理|主管|领导|负责人|工作人员)|人工(?:在线)?(?:客服|服务|坐席|座席|接听)',
  '(?:和|跟|与|同|找)(?:一?个|你们的?)?(?:真?人|活人|客服(?:人员)?|工作人员|经理)(?:直接)?(?:说|聊|沟通|对话|谈|讲|通话)',
  '(?:不要|不想|别|讨厌|受够)[了再]?[用要和跟与找]?(?:你这个?|这个)?(?:机器人(?![吸扫拖])|智能客服)',
  '(?:[请能]|可以|麻烦|希望)[^，。]{0,8}(?:给我[打回]个?电话|打个?电话给我)|给我回个?电话|有没有人|[有没]人在?吗',
].map((pattern) => new RegExp(pattern));

/** The whole message, in either language. */
const WHOLE = [
  `^(?:(?:please|pls|hi|hello|a|an|the|any|real|live|actual) )*(?:${ROLE}|person|someone|somebody|live chat|customer (?:service|care|support)|support)(?: (?:please|pls|now|asap|here))*$`,
  '^(?:我?想?要|请|直接)?(?:人工|真人|活人|(?:在线|真人)?客服(?:人员)?)(?:[吧呢啊呀吗]|在吗|谢谢|快点)*$',
].map((pattern) => new RegExp(pattern));

/**
 * Whether the visitor asks for a person instead of an answer.
 * @param plain as `toPlain` gives it
 */
export function isWish(plain: string): boolean {
  return matchesAny(plain, ANYWHERE) || matchesAny(toWords(plain), WHOLE);
}
