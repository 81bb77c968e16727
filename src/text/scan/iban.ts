import { findNumbers } from './find-numbers.ts';
import { type Span, toScan } from './folded.ts';

/** Lengths by country, as the IBAN registry lists them (ISO 13616, SWIFT). */
const LENGTHS =
  'NO15BE16DK18FI18FK18FO18GL18NL18SD18MK19SI19AT20BA20EE20KZ20LT20LU20MN20XK20CH21HR21LI21LV21BG22BH22CR22DE22GB22' +
  'GE22IE22ME22RS22VA22AE23GI23IL23IQ23OM23SO23TL23AD24CZ24ES24MD24PK24RO24SA24SE24SK24TN24VG24LY25PT25ST25IS26TR26' +
  'BI27DJ27FR27GR27IT27MC27MR27SM27AL28AZ28BY28CY28DO28GT28HN28HU28LB28NI28PL28SV28BR29EG29PS29QA29UA29JO30KW30MU30' +
  'YE30MT31SC31LC32RU33';

/** Country, check digits and what follows, however it is grouped. The repeat is bounded, so this is linear. */
const IBAN = /(?<!\w)[a-z]{2}[ .-]?\d[ .-]?\d(?:[ .-]{0,3}[\da-z]){11,29}/gi;

/** Bank accounts in a folded text: as long as the country's are, with the check digits of ISO 7064, MOD 97-10. */
export function findIbans(text: string): readonly Span[] {
  return findNumbers(text, IBAN, ({ index, 0: found }) => {
    const place = LENGTHS.indexOf(found.slice(0, 2).toUpperCase());
    const count = place < 0 ? 0 : Number(LENGTHS.slice(place + 2, place + 4));
    const written = found.replace(/[ .-]/g, '').slice(0, count);
    if (count === 0 || written.length < count || !isChecked(written)) return 0;
    let length = 0;
    for (let rest = count; rest > 0; length++) if (found.charCodeAt(length) > 47) rest--; // no separator
    return /\w/.test(text[index + length] ?? '') ? 0 : length;
  });
}

/** Bank accounts, whatever they are grouped with. */
export const scanIban = toScan(findIbans);

function isChecked(written: string): boolean {
  let rest = 0;
  for (let at = 0; at < written.length; at++) {
    const code = written.charCodeAt((at + 4) % written.length);
    const value = code < 58 ? code - 48 : (code & 31) + 9; // A is 10, Z is 35
    rest = rest * (value > 9 ? 100 : 10) + value;
    if (rest > 1e12) rest %= 97;
  }
  return rest % 97 === 1;
}
