import { inOrder } from './choose-spans.ts';
import { type Span, toScan } from './folded.ts';

/**
 * Beginnings that makers give their keys, as in the makers' manuals: Amazon, Google, GitHub, GitLab, Stripe and who
 * writes like it, OpenAI, Slack, SendGrid, npm and others; a JSON Web Token (RFC 7519); a private key (RFC 7468).
 */
const MADE =
  /(?<![\w-])(?:eyJ[\w-]{8,4000}\.[\w-]{4,4000}(?:\.[\w-]{1,4000}){0,3}|(?:AKIA|ASIA|AIza|LTAI|AKID|EAAC|ya29\.|SG\.|gh[oprsu]_|github_pat_|glpat-|[a-z]{2,6}_(?:live|test)_|whsec_|sk-|hf_|npm_|dop_v1_|shp[a-z]{2}_|xox[a-z]-|xapp-)[\w.-]{9,400}[\w-])(?![\w-])|-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----(?:(?:[^-]|-(?!-)){0,8000}-----END [A-Z ]{0,20}PRIVATE KEY-----|[\w+/=\s]{0,8000})/g;

/** Words before something secret. Group 1: of numbers mostly, of which the word alone is enough; group 2: in Chinese. */
const CUE =
  /(?:(\bpin(?: ?number)?|\bcv[cv]2?|\botp|(?:security|verification|login|one-time) code)|pass[ -]?(?:word|code|phrase|wd)|\bpass(?= ?[:=])|\bp(?:wd|sw|w)|(?:api|access|secret|private|auth|client)[ _-]?(?:access[ _-]?)?(?:key|token|secret)|\btoken|\bsecret|\bbearer)(?![a-z])["']?|(验证码|校验码|安全码|密码|口令|密钥|令牌)/gi;

/** What parts the word from the secret: a mark (group 1), a verb, or a space; in Chinese nothing. */
const PARTED = /^(?:( ?(?:[:=]|->|=>){1,3} ?| ?(?:是|为)[: ]{0,2})| (?:is|was)[: ] ?| |)/;
const VALUE = /^(?:"([^"[\]\n]{3,100})"|'([^'[\]\n]{3,100})'|([!-Z\\^-~]{3,400}))/;

/** Long rows of letters and digits, as keys without a beginning of their own are. */
const ROW = /(?<![\w/.@#=&%+-])[\w-]{32,512}(?![\w@-])/g;

/** Keys, tokens, passwords and codes in a folded text: by their makers' forms, by the words before them, by their looks. */
export function findKeys(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const { index, 0: found } of text.matchAll(MADE)) {
    if (/\d|^AKIA|[a-z][A-Z]/.test(found)) spans.push({ start: index, end: index + found.length }); // "sk-" begins words, too
  }
  let end = 0;
  for (const { index, 0: word, 1: number, 2: chinese } of text.matchAll(CUE)) {
    if (index < end) continue; // in a secret
    const said = readSaid(text.slice(index + word.length, index + word.length + 450), { number, chinese });
    if (!said) continue;
    end = index + word.length + said.end;
    spans.push({ start: index + word.length + said.start, end });
  }
  for (const { index, 0: row } of text.matchAll(ROW)) {
    if (isRandom(row)) spans.push({ start: index, end: index + row.length });
  }
  return inOrder(spans);
}

/** Keys and tokens, and what is said to be a password, a PIN or a code. */
export const scanKey = toScan(findKeys);

/** What kind of word it was: see `CUE`. */
interface Word {
  readonly number: string | undefined;
  readonly chinese: string | undefined;
}

/** The secret at the beginning of what follows a word for it, where there is one. */
function readSaid(next: string, word: Word): Span | null {
  const [gap = '', mark] = PARTED.exec(next) ?? [];
  if (gap === '' && !word.chinese) return null;
  const [whole = '', inDouble, inSingle, bare = ''] = VALUE.exec(next.slice(gap.length)) ?? [];
  const start = gap.length;
  const quoted = inDouble ?? inSingle;
  if (quoted) return gap.trim() || isOdd(quoted, word) ? { start: start + 1, end: start + whole.length - 1 } : null;
  const value = bare.slice(0, endOf(bare));
  const behind = next.slice(start + value.length);
  const isSecret = /^\d+$/.test(value)
    ? isCode(value, gap.trim() !== '', word) && !COUNTED.test(behind)
    : value.length > 3 && (gap.trim() ? isPassword(value, behind, mark !== undefined) : isOdd(value, word));
  return isSecret && !ADDRESS.test(value) ? { start, end: start + value.length } : null;
}

/** Where a secret ends: what closes a sentence is none of it, an exclamation mark may be. */
function endOf(bare: string): number {
  let end = bare.length;
  while (end > 0 && '.,;:?)}>"\''.includes(bare[end - 1] ?? '')) end--;
  return /^\d+!$/.test(bare.slice(0, end)) ? end - 1 : end;
}

/** Behind a number it says that it counts something: "8 characters". */
const COUNTED =
  /^[- ]?(?:digit|char|letter|number|symbol|attempt|minute|hour|day|week|time|month|year|位|个|次|天|分|秒|小时)/i;

/** Neither an address nor an amount, a count or a day. */
const ADDRESS = /^(?:https?:|www\.|\d+-(?:digit|char)|\d+[-/]\d+$|\d{1,2}(?:st|nd|rd|th)$|[$€£¥]\d)/i;

/** Digits alone. In India a "pin" of six digits is a place's, which nobody parts from the word. */
function isCode(value: string, isParted: boolean, { number, chinese }: Word): boolean {
  if (isParted || chinese) return value.length > (number || chinese ? 2 : 3);
  return number !== undefined && value.length > 2 && (!/^pin/i.test(number) || value.length < 6);
}

/** With a mark or a verb before it: what holds a digit, capitals inside, or a mark that words do not have. */
function isPassword(value: string, behind: string, isMarked: boolean): boolean {
  if (/\d/.test(value)) return true;
  // A word, unless the line ends with it.
  if (/^[A-Z]?[a-z][a-z'/-]*!?$|^[A-Z]+$/.test(value)) return isMarked && /^[.;,]?(?:\n|$|[^\0-\x7f])/.test(behind);
  return isMarked || /[a-z][A-Z]|[#%&*+=^~]/.test(value);
}

/** With nothing before it but a space: letters with digits among them. */
function isOdd(value: string, { chinese }: Word): boolean {
  return (
    value.length > (chinese ? 3 : 5) && /^[\w!#$%&*+./=@^~-]+$/.test(value) && /\d/.test(value) && /[a-z]/i.test(value)
  );
}

/** Hex digits of both kinds, or letters of both cases with digits in two places; no id of the UUID's form. */
function isRandom(row: string): boolean {
  if (!/\d\D+\d/.test(row) || /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(row)) return false;
  return /^[\da-f]+$/i.test(row) ? /[a-f]/i.test(row) : /[a-z]/.test(row) && /[A-Z]/.test(row);
}
