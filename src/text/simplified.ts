/** Traditional characters and the simplified ones in use for them, in pairs: the most frequent of support texts. */
const PAIRS =
  '們们個个這这來来時时會会為为國国說说過过後后還还無无麼么沒没從从開开問问題题點点發发動动長长關关機机電电話话號号碼码帳账戶户單单訂订購购買买賣卖貨货運运費费錢钱價价換换證证驗验認认錄录註注設设備备網网' +
  '頁页連连結结銀银額额幣币務务員员聯联繫系統统類类圖图請请應应實实條条處处復复補补錯错誤误報报護护資资訊讯傳传載载刪删變变編编選选確确斷断優优數数積积禮礼達达遞递郵邮稅税轉转鎖锁顯显權权規规續续進进';

let simplified: ReadonlyMap<string, string> | null = null;

/** Text with frequent traditional Chinese characters in their simplified form, so that 訂單 and 订单 meet. */
export function toSimplified(text: string): string {
  if (!/[\u4e00-\u9fff]/.test(text)) return text;
  simplified ??= new Map((PAIRS.match(/../g) ?? []).map(([from = '', to = '']) => [from, to]));
  let result = '';
  for (const character of text) result += simplified.get(character) ?? character;
  return result;
}
