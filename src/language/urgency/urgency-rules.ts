/** Why a message may not wait, or may. */
export type UrgencyReason =
  | 'stated'
  | 'deadline'
  | 'safety'
  | 'fraud'
  | 'blocked'
  | 'money'
  | 'waiting'
  | 'shouting'
  | 'calm';

/** One readable rule: what the words of a message say about its urgency. */
export interface UrgencyRule {
  readonly reason: UrgencyReason;
  /** What it adds to what is missing to 1; of `calm`, what share it takes away. */
  readonly weight: number;
  readonly english: RegExp;
  readonly chinese: RegExp;
}

/**
 * The rules, all of them applied. There is no public data with judged urgency; the weights are our reading of what a
 * support desk answers first: danger, theft, a near deadline, then people who cannot work or have paid for nothing.
 */
export const URGENCY_RULES: readonly UrgencyRule[] = [
  {
    reason: 'stated',
    weight: 0.6,
    english:
      /\b(?:urgent|urgently|asap|a\.s\.a\.p|emergency|immediately|right (?:now|away)|straight away|at once|time[- ]sensitive|hurry|critical|as soon as possible|quickly please|need (?:this|it|help) (?:now|fast))\b/i,
    chinese:
      /急(?!诊|性|救|冻|支)|紧急|十万火急|马上(?:处理|解决|回复|给我|帮)|赶紧|赶快|立刻|立即|尽快|火速|快点|速(?:回|度|速)|加急|救命/,
  },
  {
    reason: 'deadline',
    weight: 0.55,
    english:
      /\b(?:tonight|today|this (?:morning|afternoon|evening)|tomorrow|by (?:noon|tonight|monday|friday|the end of)|in (?:an hour|half an hour|(?:\d{1,3}|two|three|five|ten|a few) (?:min|mins|minutes|hours|hrs))|(?:\d{1,3}|few) (?:more )?(?:minutes|mins|hours) (?:left|to go|away)|boarding|deadline|due today|expires? (?:today|tomorrow|soon)|running out of time|(?:flight|train|meeting|wedding|event|exam|interview|check-?in) (?:is|starts|leaves|in)|starts? (?:in|at)|about to (?:leave|start|close|land))\b/i,
    chinese:
      /今天|今晚|今早|明天|明早|后天|(?:\d{1,3}|[一二两三五十半几])个?(?:小时|钟头|分钟|分)(?:内|后|就|之内|了)|马上(?:就|要)|就要(?:开始|出发|到期|关)|来不及|赶(?:飞机|火车|高铁|时间)|登机|安检|截止|到期|快要?(?:过期|到点|开始)|等着用|开会|考试/,
  },
  {
    reason: 'safety',
    weight: 0.75,
    english:
      /\b(?:on fire|caught fire|smoke|smoking|sparks?|burn(?:t|ed|ing)|electric shock|gas leak|smell(?:s)? (?:of )?gas|injur(?:y|ed)|hurt(?:s)? (?:my|him|her)|bleeding|hospital|allergic|poison(?:ing|ed)?|choking|unsafe|dangerous|stuck in the (?:lift|elevator)|stranded|overheat(?:s|ing|ed)?|insulin|medication|prescription)\b/i,
    chinese:
      /着火|起火|冒烟|爆炸|触电|漏电|漏气|煤气|受伤|流血|医院|过敏|中毒|拉肚子|危险|被困|困在|烫伤|食品安全|人身安全|吃坏/,
  },
  {
    reason: 'fraud',
    weight: 0.65,
    english:
      /\b(?:fraud|fraudulent|scam(?:med)?|stolen|hacked|unauthori[sz]ed|phishing|identity theft|someone (?:else )?(?:is |has |logged|used|changed|bought|ordered)|somebody|not me|wasn'?t me|didn'?t (?:make|authori[sz]e|order|do) (?:this|that|it|these)|compromised|skimmed|don'?t recogni[sz]e)\b/i,
    chinese:
      /盗刷|被盗|盗号|诈骗|骗子|被骗|被黑|异地登录|不是(?:我|本人)(?:操作|登|买|下|消费|转)|没授权|陌生|冒用|泄露|冻结|挂失|复制/,
  },
  {
    reason: 'blocked',
    weight: 0.4,
    english:
      /\b(?:(?:is|are|went|been|still) down|outage|locked out|lock(?:ed)? (?:me|us|my)|blocked|can(?:'?t|not| not) (?:log|sign|get) ?(?:in|on|out)|can(?:'?t|not) (?:access|work|pay|open|check|use|take)|production|nobody can|no one can|everyone (?:is|here)|all (?:our|my) (?:users|customers|orders|data)|data loss|lost (?:all|everything)|(?:website|site|server|system|app) (?:is )?(?:down|crash(?:ed|ing)?)|not (?:getting|receiving) (?:the|any|my) (?:code|codes|otp)|won'?t (?:open|start|let|load)|crash(?:es|ed|ing)?|freez(?:es|ing))\b/i,
    chinese:
      /宕机|挂了|崩了|瘫痪|打不开|登不(?:上|进|了)|登录不了|进不(?:去|来)|锁(?:了|住|定)|被锁|用不了|无法(?:登录|使用|打开|支付|下单)|付不了|收不到(?:验证码|码)|全(?:部|都)?(?:丢|没)了|数据丢|闪退|卡死|黑屏|白屏|加载不出/,
  },
  {
    reason: 'money',
    weight: 0.35,
    english:
      /\b(?:charged (?:me )?(?:twice|two times|double|again|three)|double[- ]charged|duplicate (?:charge|payment)|overcharged|money (?:is )?(?:gone|missing|taken|left)|took (?:the |my )?money|payment (?:failed|declined|stuck)|(?:went|gone) (?:out|through) twice|still (?:processing|pending)|transfer(?:red)? to the wrong|wrong (?:account|address|item))\b/i,
    chinese:
      /(?:扣|收|付|刷|支付)了?(?:两|二|三|多|2|3)(?:次|遍|笔|份)|重复(?:扣|支付|收)|多扣|乱扣|钱(?:没了|不见|扣了|少了)|扣(?:了|款).{0,6}(?:没|未)|没到账|未到账|转错|地址(?:写|填|选)?错/,
  },
  {
    reason: 'waiting',
    weight: 0.3,
    english:
      /\b(?:(?:second|third|fourth|fifth|2nd|3rd|4th|5th|\d{1,2}th) (?:time|email|message|ticket|call)|no (?:one|body)(?: has)? (?:repl|answer|respond|pick)\w{0,5}|still (?:no|not|waiting|nothing|haven'?t)|(?:waited|waiting) (?:for )?(?:over |more than )?(?:\d{1,3}|two|three|a) (?:hours?|days?|weeks?|months?)|no (?:reply|response|answer)|ignor(?:ed|ing)|unacceptable|how (?:much )?longer|for the last time|chargeback|lawyer|legal action|report you)\b/i,
    chinese:
      /第[二三四五六七八\d]{1,2}次|还没(?:有)?(?:到|发|收|回|处理|解决|退|送)|没人(?:理|回|管|接|处理)|(?:等|拖)了.{0,3}(?:天|周|月|小时|半天)|几天了|一直(?:没|不|无)|多次|说了.{0,3}遍|投诉|曝光|12315|起诉|律师|到底/,
  },
  {
    reason: 'calm',
    weight: 0.6,
    english:
      /\b(?:no (?:rush|hurry)|not urgent|non-?urgent|when(?:ever)? you (?:get|have) (?:a )?(?:chance|time|moment)|whenever|at your convenience|just (?:wondering|curious|asking|checking|a thought)|out of curiosity|one day|some ?day|would be nice|nice to have|suggestion|feature request|thank(?:s| you)|cheers)\b/i,
    chinese:
      /不急|不着急|有空(?:再|时|的)|方便(?:的时候|时)|随便问|问一下而已|好奇|建议|希望(?:以后|能|可以)|谢谢|多谢|感谢|辛苦/,
  },
];
