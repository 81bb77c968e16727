const ENGLISH =
  'a about above after again all also am an and any are as at be because been before being below between both but by ' +
  'can cannot cant could couldnt did didnt do does doesnt doing dont down during each few for from further get got ' +
  'had has have having he her here hers him his how i id if ill im in into is isnt it its ive just let lets me more ' +
  'most my myself no nor not of off on once only or other our ours out over own please same she should so some such ' +
  'than that thats the their them then there these they this those through to too under until up us very want was we ' +
  'were what whats when where which while who whom why will with wont would you your yours';

const CHINESE = '的 了 吗 呢 吧 啊 呀 么 我 你 您 他 她 它 是 在 有 和 与 就 都 也 很 请 请问 什么 怎么 如何 为什么';

/** Folded words that shape a question rather than name its subject (English and Chinese). */
export const functionWords: ReadonlySet<string> = /* @__PURE__ */ new Set(`${ENGLISH} ${CHINESE}`.split(' '));

/** Said to be polite or to get attention: they tell little about the question. */
const POLITE =
  'hi hello hey thanks thank sir madam dear kindly pls plz need wanna like know tell help ok okay able try trying tried ' +
  'possible someone something anything question just really still actually u ur';

export const politeWords: ReadonlySet<string> = /* @__PURE__ */ new Set(POLITE.split(' '));
