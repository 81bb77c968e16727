/** Why a message may not wait, or may. */
export type UrgencyReason =
  | 'stated'
  | 'deadline'
  | 'soon'
  | 'on-site'
  | 'safety'
  | 'fraud'
  | 'blocked'
  | 'money'
  | 'mistake'
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
      /\b(?:urgent|urgently|asap|emergency|immediately|right away|straight away|at once|time[- ]sensitive|hurry|critical|as soon as possible|quickly please|pls quick|need (?:this|it|help) (?:now|fast))\b|\bnow[!?]/i,
    chinese:
      /(?:^|[^不着])急(?!诊|性|救|冻|支)(?!.{0,2}不)|紧急|十万火急|马上(?:处理|解决|回复|给我|帮)|赶紧|赶快|立刻|立即|火速|加急|救命|求求|啊啊|催一下|快点/,
  },
  {
    reason: 'deadline',
    weight: 0.55,
    english:
      /\b(?:in (?:an hour|half an hour|(?:\d{1,3}|two|three|five|ten) ?(?:h|hr|min|mins|minutes|hours|hrs))|(?:\d{1,3}|few) (?:more )?(?:minutes|mins|hours) (?:left|to go|away)|boarding|deadline|due (?:today|in)|runn?ing out of time|(?:flight|train|meeting|wedding|event|exam|interview|check-?in|court) (?:is (?:today|tomorrow|in)|starts|leaves|in|at)|starts? (?:in|at|monday|tomorrow)|about to (?:leave|start|close|land)|before (?:it's|it is|its|they|it) (?:packed|sent|ship|shipped|leave|too late)|by (?:noon|tonight|tomorrow|\d{1,2} ?(?:am|pm))|at the latest|last chance)\b/i,
    chinese:
      /(?:\d{1,3}|[一二两三五十几])个?(?:小时|钟头)(?:内|后|之内|就|开)|还(?:剩|有|差).{0,3}(?:分钟|小时)|马上(?:就|要)|比赛马上|就要(?:开始|出发|关)|来不及|赶(?:飞机|火车|高铁|时间)|飞机不等|登机|安检|检票口|快(?:要)?(?:开始|到点)了|等着(?:用|签|吃|付)|急用|还没(?:出库|接单|发出)|趁还没|别派错|已经开始了/,
  },
  {
    reason: 'soon',
    weight: 0.15,
    english:
      /\b(?:tonight|this (?:morning|afternoon|evening)|tomorrow|on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|is (?:monday|friday|saturday|sunday)|just (?:ordered|placed)|expires?)\b/i,
    chinese: /今晚|明早|明天|后天|周末|下周|刚(?:才|点|下|付)/,
  },
  {
    reason: 'on-site',
    weight: 0.45,
    english:
      /\b(?:standing (?:at|in|outside)|(?:i'm|im|we're|i am|we are|driver is|he is|he's) (?:at the|outside|still here|in the middle|stuck|stranded|waiting outside)|at the (?:airport|gate|desk|till|checkout|door|roadside|station|hotel|venue|counter)|locked out of (?:my|the) (?:house|flat|car|room)|hungry|mid (?:final|game|match)|in the middle of)\b/i,
    chinese:
      /我?(?:还)?站在|在门口|在楼下|在现场|现场也|收银台|排.{0,4}一堆人|找不到楼|我在(?:机场|车站|高速|酒店|南门)|(?:骑手|司机).{0,6}(?:电话|联系|找不到|打不通)|饿/,
  },
  {
    reason: 'safety',
    weight: 0.75,
    english:
      /\b(?:on fire|caught fire|smoking|sparks|burn(?:t|ed) (?:my|me|him|her)|electric shock|gas leak|smell(?:s)? (?:of )?gas|injur(?:y|ed)|bleeding|hospital|allerg(?:y|ic)|poison(?:ing|ed)?|choking|is it safe|unsafe|dangerous|stuck in the (?:lift|elevator)|stranded|overheating|insulin|wrong pills|nurse|accident|breaking into|suicid\w{0,4}|kill myself|want to die)\b/i,
    chinese:
      /着火|起火|冒烟|爆炸|触电|漏电|漏气|煤气|受伤|流血|过敏(?!源)|中毒|拉了?肚子|被困|困在|烫伤|食品安全|人身安全|吃坏|出(?:了)?(?:事故|车祸)|想死|自杀|走失/,
  },
  {
    reason: 'fraud',
    weight: 0.65,
    english:
      /\b(?:fraud|fraudulent|scam(?:med)?|stolen|cloned|hacked|unauthori[sz]ed|phishing|identity theft|some(?:one|body) (?:else )?(?:is in|has|logged|used|changed|bought|ordered|claimed|bid|signed|got into)|wasn'?t me|(?:i|we) (?:didn'?t|never) (?:make|authori[sz]e|ordered|order|bid|bought|signed)|compromised|skimmed|security hole|old (?:tenant|employee)|(?:card|phone|wallet) (?:is )?(?:gone|lost|stolen))\b/i,
    chinese:
      /盗刷|被盗|盗号|盗用|诈骗|被骗|被黑|异地登录|不是(?:我|本人)(?:操作|登|买|下|消费|转)|没授权|陌生人?(?:登|设备|扣)|冒用|被人(?:登|改|买|用)|不认识的|被风控|卡(?:丢|被)|手机(?:丢|掉|被偷)|密码被.{0,3}改/,
  },
  {
    reason: 'blocked',
    weight: 0.35,
    english:
      /\b(?:(?:is|are|went|been|still|it's) down|outage|locked out|account (?:is )?(?:temporarily )?(?:locked|suspended|closed|restricted)|blocked|production|nobody can|no one can|everyone is|all (?:our|my) (?:users|customers|orders|data)|data loss|lost (?:all|everything)|(?:draft|work|data|file|files|order) (?:is |are )?(?:gone|lost|missing)|(?:website|site|server|system|app) (?:is )?(?:down|crash(?:ed|ing)?)|no (?:internet|signal|power|hot water)|threw me out|kicked me|dropped twice)\b/i,
    chinese:
      /宕机|全?挂了|崩了|瘫痪|登不(?:上|进|了)|进不(?:去|来)|被锁|锁了|冻住|所有人|没法(?:收银|营业|用|上班)|收不到(?:验证码|码)|验证码.{0,4}(?:不来|收不到|发不)|全(?:部|都)?(?:丢|没)了|(?:文档|数据|文件).{0,4}没了|数据丢|卡死|加载不出|显示不出|二维码.{0,4}(?:不|失)|联系不上|打不通/,
  },
  {
    reason: 'money',
    weight: 0.35,
    english:
      /\b(?:charged (?:me )?(?:twice|two times|double|again|three)|double[- ]charged|duplicate (?:charge|payment)|ordered twice|overcharged|money (?:is )?(?:gone|missing|left)|took (?:the |my )?money|took \d{1,4}|(?:payment|card) (?:failed|declined)|(?:went|gone) (?:out|through) twice|transfer(?:red)? to the wrong|still says processing|out \w{1,8} hundred)\b/i,
    chinese:
      /(?:扣|收|付|刷|支付)了?(?:两|二|三|多|2|3)(?:次|遍|笔|份)|重复(?:扣|支付|收)|多扣|乱扣|钱(?:没了|不见|扣了|卡)|没到账|未到账|转错|转给?.{0,6}(?:不对|错)|三个一样|点了两份|充了两千|倒计时|付了钱/,
  },
  {
    reason: 'mistake',
    weight: 0.4,
    english:
      /\b(?:wrong (?:address|flat|date|size|code)|old (?:address|flat|number)|by mistake|accident(?:al)?ly|forgot to (?:write|add|say)|meant (?:[smlx]|the|to)|swap it|cancel it (?:please|cancel)|just cancel|change the (?:address|time)|tell the driver)\b/i,
    chinese:
      /地址.{0,3}(?:写|填|选)?(?:成|错)|(?:填|写|选|点)错了?|手抖|填成|改(?:成|送)|忘了?(?:备注|写)|取消一份|全撤|取消取消/,
  },
  {
    reason: 'waiting',
    weight: 0.25,
    english:
      /\b(?:(?:third|fourth|fifth|3rd|4th|5th|\d{1,2}th) (?:time|email|message|ticket|call)|no (?:one|body)(?: has)? (?:repl|answer|respond|pick)\w{0,5}|(?:waited|waiting) (?:for )?(?:over |more than )?(?:\d{1,3}|two|three) (?:hours?|weeks?|months?)|ignor(?:ed|ing)|how (?:much )?longer|for the last time|chargeback|lawyer|legal action|report you|escalate|furious|done being polite|late|quarter past|hasn'?t moved)\b/i,
    chinese:
      /第[三四五六七八]{1,2}次|没人(?:理|回|管|接|处理)|(?:等|拖)了.{0,3}(?:周|月|小时|半天)|说了?.{0,3}遍|占线|踢皮球|监管|曝光|12315|起诉|律师|谁能管|负责人|气死|转人工/,
  },
  {
    reason: 'calm',
    weight: 0.6,
    english:
      /\b(?:no (?:rush|hurry)|not urgent|non-?urgent|when(?:ever)? you (?:get|have) (?:a )?(?:chance|time|moment)|whenever|at your convenience|just (?:wondering|curious|asking|a thought)|out of curiosity|some ?day|would be nice|nice to have|suggestion|feature request|thanks|cheers|is there a way|how (?:do|does|much|many) )/i,
    chinese:
      /不急|不着急|有空(?:再|时|的)|方便的时候|随便问|问一下而已|好奇|建议|希望以后|谢谢|多谢|感谢|辛苦|怎么(?:样|算|看)|多少钱|吗[？?]?$/,
  },
];
