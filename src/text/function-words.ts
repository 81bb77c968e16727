const ENGLISH =
  'a about after again all also am an and any are as at be because been before being but by can cannot cant ' +
  'could did didnt do does doesnt doing dont for from get got had has have having he her him his how i id if ill ' +
  'im in into is isnt it its ive just let me more most my no nor not of off on once only or other our out over ' +
  'own please same she should so some such than that thats the their them then there these they this those ' +
  'through to too up us very want was we were what whats when where which while who whom why will with wont ' +
  'would you your';

const CHINESE = '的 了 吗 呢 吧 啊 呀 么 我 你 您 他 她 它 是 在 有 和 与 就 都 也 很 请 请问 什么 怎么 如何 为什么';

/** Folded words that shape a question rather than name its subject (English and Chinese). */
export const functionWords: ReadonlySet<string> = /* @__PURE__ */ new Set(`${ENGLISH} ${CHINESE}`.split(' '));
