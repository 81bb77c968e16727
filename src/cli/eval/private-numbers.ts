/** Random numbers that pass their kinds' checks; each check is written apart from the scanners', to be held against them. */

/** A source of numbers from 0 to 1. */
export type Random = () => number;

/** `#` becomes a digit, `^` one that is not 0, `A` a letter; all else stays. */
export function fill(template: string, random: Random): string {
  const below = (count: number) => Math.floor(random() * count);
  return template.replace(/[#^A]/g, (place) => {
    if (place === 'A') return String.fromCharCode(65 + below(26));
    return String(place === '^' ? 1 + below(9) : below(10));
  });
}

export function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[Math.floor(random() * items.length)] as Item; // lists here are never empty
}

/** The one digit of ten that `isRight` takes behind `head`. */
function closeWith(head: string, isRight: (digits: string) => boolean): string {
  for (let digit = 0; digit < 10; digit++) if (isRight(head + digit)) return head + digit;
  throw new Error(`no digit closes "${head}"`);
}

/** ISO/IEC 7812-1, annex B. */
function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const value = Number(digits[digits.length - 1 - at]) * (at % 2 === 0 ? 1 : 2);
    sum += Math.floor(value / 10) + (value % 10);
  }
  return sum % 10 === 0;
}

/** First digits and lengths as the networks publish them. */
const CARDS = [
  ...['4###############', '51##############', '55##############', '2221############', '2720############'],
  ...['34#############', '37#############', '36############', '305###########', '3530############', '3589############'],
  ...['6011############', '65##############', '644#############', '62##############', '62#################'],
];

export function createCard(random: Random): string {
  return closeWith(fill(pick(CARDS, random), random).slice(0, -1), isLuhn);
}

/** Accounts behind the country's letters, as the IBAN registry (ISO 13616) describes them. */
const ACCOUNTS: Readonly<Record<string, string>> = {
  ...{ DE: '##################', GB: 'AAAA##############', FR: '##########AAAAA########', NL: 'AAAA##########' },
  ...{ ES: '####################', IT: 'A##########AAAA########', CH: '#####AAAA########', AT: '################' },
  ...{ BE: '############', PL: '########################', SE: '####################', NO: '###########' },
  ...{ IE: 'AAAA##############', PT: '#####################', AE: '###################', SA: '##AAAA##############' },
  ...{ TR: '######AAAA############', BR: '#######################AA', MT: 'AAAA#####AAAAAA############' },
};

export function createIban(random: Random): string {
  const country = pick(Object.keys(ACCOUNTS), random);
  const account = fill(ACCOUNTS[country] ?? '', random);
  const asNumber = `${account}${country}00`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  const check = 98n - (BigInt(asNumber) % 97n);
  return `${country}${String(check).padStart(2, '0')}${account}`;
}

/** Resident identity number: GB 11643-1999, check character by ISO 7064, MOD 11-2. */
export function createResidentId(random: Random): string {
  const region = pick(['110101', '310115', '440305', '510104', '330106', '659001', '810000', '120101'], random);
  const born = Date.UTC(1940, 0, 1) + Math.floor(random() * 75 * 365) * 86_400_000;
  const head = `${region}${new Date(born).toISOString().slice(0, 10).replace(/-/g, '')}${fill('###', random)}`;
  const sum = [...head].reduce((total, digit, at) => total + Number(digit) * (2 ** (17 - at) % 11), 0);
  return head + '10X98765432'[sum % 11];
}

/** United States: no area 000, 666 or from 900 on, no group 00, no serial 0000. Source: SSA, POMS RM 10201.035. */
export function createSocialSecurityNumber(random: Random): string {
  const area = pick(['001', '078', '123', '219', '457', '665', '667', '772', '899'], random);
  return `${area}${pick(['01', '05', '09', '10', '45', '88', '99'], random)}${fill('^###', random)}`;
}

/** United Kingdom: prefixes of HMRC's manual NIM39110. */
export function createInsuranceNumber(random: Random): string {
  const prefix = pick(['AB', 'CE', 'JW', 'NA', 'PX', 'SR', 'TW', 'YY', 'HK', 'LN'], random);
  return `${prefix}${fill('######', random)}${pick(['A', 'B', 'C', 'D'], random)}`;
}

/** Brazil: two check digits, weights 10 to 2 and 11 to 2, MOD 11. Source: Receita Federal, IN RFB 1.548. */
export function createCpf(random: Random): string {
  let digits = fill('^########', random);
  for (const weight of [10, 11]) {
    const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (weight - at), 0);
    digits += sum % 11 < 2 ? 0 : 11 - (sum % 11);
  }
  return digits;
}

/** Products in the dihedral group of order ten. Source: Verhoeff 1969, "Error detecting decimal codes". */
const DIHEDRAL = [
  ...['0123456789', '1234067895', '2340178956', '3401289567', '4012395678'],
  ...['5987604321', '6598710432', '7659821043', '8765932104', '9876543210'],
];
const PERMUTED = [
  ...['0123456789', '1576283094', '5803796142', '8916043527', '9453126870', '4286573901', '2793806415', '7046913258'],
];

export function isVerhoeff(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    return Number(DIHEDRAL[total]?.[Number(PERMUTED[at % 8]?.[Number(digit)])]);
  }, 0);
  return sum === 0;
}

/** India: twelve digits, the first from 2 on, Verhoeff's check. Source: UIDAI. */
export function createAadhaar(random: Random): string {
  return closeWith(`${pick(['2', '4', '7', '9'], random)}${fill('##########', random)}`, isVerhoeff);
}
