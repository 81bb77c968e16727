import { matchesAny } from './plain.ts';

/** What no automatic answer may stand alone for: it goes to a person. */
export type RedFlag = 'self-harm' | 'legal' | 'security';

const SELF_HARM = [
  /\b(?:kill|hurt|harm|cut|hang)(?:t?ing)? my ?self\b|\b(?:end|tak)(?:e|ing)? my (?:own )?life\b|\bend it all\b/,
  /\b(?:commit|committing|feel|feeling|i'm|i am|about|of) suicid(?:e|al)\b|\bsuicidal thoughts\b|^suicid(?:e|al)$/,
  /\bi (?:just |really )?(?:want to|wanna|wish to) die\b(?! (?:laughing|of))/,
  /\b(?:don'?t|do not) (?:want to|wanna) (?:live|be alive|exist)(?: any ?more|[.!?]|$)/,
  /\b(?:no reason to live|better off dead|self[- ]harm)/,
  /[想要](?:过|去)?(?:自杀|自尽)|自杀(?:算了|的?[念想])|^自杀$|自残|轻生|寻短见|活不下去|割腕/,
  /不想再?活(?![动跃用络])|活着真?没(?:有|什么|啥)?意[思义]|结束(?:自己|我)?的?生命|[想要]去死|(?<!不)想死(?![你您她他]|我了)|[想要]跳楼/,
];

const LEGAL = [
  /\b(?:will|to|gonna|i'll|we'll|can|could) sue\b|\bsu(?:e|ing) (?:you|your|u|them|this)\b|\blegal (?:action|proceedings|steps)\b/,
  /\b(?:my|our) (?:lawyer|attorney|solicitor|legal team)s?\b|\b(?:call|contact|get|hire|see|hear from)(?:ing)? (?:an? )?(?:my )?(?:lawyer|attorney|solicitor)s?\b/,
  /\b(?:take|see|taking|drag)\b[a-z ]{0,14} (?:to|in) court\b|\bsmall claims\b|\b(?:law ?suit|class action)s?\b/,
  /\b(?:ombudsman|consumer protection)\b|\breport(?:ing)? you to\b/,
  /起诉|律师函|打官司|法律(?:途径|手段|程序|责任)|(?:[找请]|联系|委托)了?律师|我的?律师|[上去到]了?法院|法[院庭]见/,
  /(?<![报转广公警忠劝])告死?你们|12315|消费者协会|消协|[去找向到打]工商|工商(?:投诉|举报)|市场监管局?(?:投诉|举报)|举报你们/,
];

const MINE = '(?:account|card|identity|money|wallet|password|e-?mail|data|details|phone)';
const PAID = '(?:charge|payment|transaction|purchase|withdrawal|transfer|order|debit|login)s?';
/** did not make, don't recognise, never authorised */
const NOT_MINE =
  "(?:(?:did ?n'?t|did not|never)(?: [a-z]+)? (?:make|authori[sz]e)|(?:did|do)(?: ?n'?t| not) recogni[sz]e|(?:not|\\w{1,5}n'?t|never)(?: [a-z]+)? (?:made|authori[sz]ed|recogni[sz]ed))";

const SECURITY = [
  `\\bmy\\b[a-z' ]{0,16}\\b${MINE}\\b[a-z' ]{0,16}\\b(?:hacked|stolen|compromised|hijacked|leaked|cloned)\\b`,
  `\\b(?:hacked|stole|stolen|cloned|hijacked)\\b[a-z' ]{0,12}\\bmy\\b[a-z' ]{0,12}\\b${MINE}\\b|\\bstolen (?:credit |bank )?${MINE}\\b`,
  `\\b(?:someone|somebody|hackers?|thief|stranger)\\b[a-z' ]{0,12}\\b(?:used|using|accessed|logged into|broke into|took over|has)\\b[a-z' ]{0,4} my ${MINE}\\b`,
  `\\bun ?authori[sz]ed\\b[a-z' ]{0,12}\\b(?:${PAID}|access|use|activity)\\b`,
  `\\b${NOT_MINE}\\b[a-z' ]{0,16}\\b${PAID}\\b|\\b${PAID}\\b[a-z' ]{0,24}\\b${NOT_MINE}\\b`,
  '\\b(?:been|was|got|were) (?:scammed|phished|defrauded|hacked)\\b|\\b(?:identity theft|fraudulent|(?:data|security) breach|security (?:vulnerability|hole))\\b',
  '盗刷|被盗|盗号|盗用|(?<!感觉|觉得|像)被骗(?!的感觉)|(?<![防反])诈骗|[账帐][号户]被(?:黑|他?人)|异地登[录陆]|非本人|未经?(?:我的?)?授权',
  '不是我(?:本人|自己)?(?:操作|刷|消费|买|下|转|付|支付|登[录陆])|钓鱼(?:网站|邮件|链接|短信)|(?:信息|密码|数据|资料)被?泄[露漏]|泄[露漏]了?我|报案|(?:[要会去]|已经?)报警|报警了',
].map((pattern) => new RegExp(pattern));

/**
 * The gravest red flag in a message, or null.
 * @param plain as `toPlain` gives it
 */
export function findRedFlag(plain: string): RedFlag | null {
  if (matchesAny(plain, SELF_HARM)) return 'self-harm';
  if (matchesAny(plain, SECURITY)) return 'security';
  return matchesAny(plain, LEGAL) ? 'legal' : null;
}
