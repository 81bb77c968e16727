import { type Span, toScan } from './folded.ts';

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?';

/** Year first (groups 1 to 3), year last (4, 5), months by name; in Chinese also without a year (6, 7). */
const DATE = new RegExp(
  [
    '(?<![\\w.-])((?:19|20)\\d\\d)(?:[-/.]| ?年 ?)(\\d{1,2})(?:[-/.]| ?月 ?)(\\d{1,2})(?: ?[日号])?(?![\\d-])',
    '(?<![\\w./-])(\\d{1,2})[-/.](\\d{1,2})[-/.](?:(?:19|20)\\d\\d|\\d\\d)(?![\\d/-]|\\.\\d)',
    `(?<!\\w)\\d{1,2}(?:st|nd|rd|th)? (?:of )?${MONTH}(?:,? (?:19|20)\\d\\d)?(?!\\w)`,
    `(?<!\\w)${MONTH} \\d{1,2}(?:st|nd|rd|th)?(?!\\w|[.,:]\\d)(?:,? (?:19|20)\\d\\d(?!\\w))?`,
    '(?<!\\d)(\\d{1,2})月(\\d{1,2})[日号]',
  ].join('|'),
  'gi',
);

/** Days of the calendar in a folded text, by number or with the month's name. */
export function findDates(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const { index, 0: found, 2: month, 3: day, 4: one, 5: other, 6: zhMonth, 7: zhDay } of text.matchAll(DATE)) {
    const numbers = [month ?? zhMonth ?? one, day ?? zhDay ?? other].map(Number);
    const isNamed = /[a-z]/i.test(found);
    // Some write the day before the month.
    const isDay = isNamed
      ? !/^(?:may|mar|march) \d+$/.test(found) // "it may 10 times"
      : Math.min(...numbers) >= 1 && Math.min(...numbers) <= 12 && Math.max(...numbers) <= 31;
    if (isDay) spans.push({ start: index, end: index + found.length });
  }
  return spans;
}

/** Days of the calendar. */
export const scanDate = toScan(findDates);
