/** Traditional characters and the simplified ones in use for them, in pairs: the most frequent of support texts. */
const PAIRS =
  '們们個个這这來来時时會会為为國国說说過过後后還还沒没從从開开問问題题點点發发機机電电話话號号碼码帳账戶户單单訂订購购買买貨货運运費费錢钱換换證证驗验認认設设網网額额請请';

let simplified: ReadonlyMap<string, string> | null = null;

/** Text with frequent traditional Chinese characters in their simplified form, so that 訂單 and 订单 meet. */
export function toSimplified(text: string): string {
  if (!/[\u4e00-\u9fff]/.test(text)) return text;
  simplified ??= new Map((PAIRS.match(/../g) ?? []).map(([from = '', to = '']) => [from, to]));
  let result = '';
  for (const character of text) result += simplified.get(character) ?? character;
  return result;
}
