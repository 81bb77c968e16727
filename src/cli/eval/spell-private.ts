import type { PrivateKind } from '../../text/scan/private.ts';
import {
  createAadhaar,
  createCard,
  createCpf,
  createIban,
  createInsuranceNumber,
  createResidentId,
  createSocialSecurityNumber,
  fill,
  pick,
  type Random,
} from './private-numbers.ts';

/** A text that holds one private thing. */
export interface Spelled {
  /** What it is, and of what country or make: `phone:DE`. */
  readonly name: string;
  readonly kind: PrivateKind;
  readonly before: string;
  readonly written: string;
  readonly after: string;
}

/** What stands around it: nothing, English, Chinese, punctuation. No word announces what it is. */
const AROUND: readonly (readonly [string, string])[] = [
  ['', ''],
  ['Hello, ', ' please'],
  ['it is ', '.'],
  ['I wrote ', ', thanks'],
  ['(', ')'],
  ['"', '"'],
  ['here: ', '\nBye'],
  ['我写了', '，谢谢'],
  ['是', '。'],
  ['请看：', ' 谢谢'],
  ['Ana,', ';'],
  ['see ', '!'],
  ['\u202a', '\u202c'],
];

/** Puts `mark` between groups of these lengths; the last length repeats. */
function group(text: string, lengths: readonly number[], mark: string): string {
  const groups: string[] = [];
  for (let at = 0; at < text.length; ) {
    const length = lengths[Math.min(groups.length, lengths.length - 1)] ?? text.length;
    groups.push(text.slice(at, at + length));
    at += length;
  }
  return groups.join(mark);
}

const toWide = (text: string) => text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
const toDigitsFrom = (zero: number) => (text: string) =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

/** Ways any of it is disguised or copied: what does not show, and other characters for the same digits and marks. */
const DISGUISES: readonly ((text: string) => string)[] = [
  ...Array.from({ length: 5 }, () => (text: string) => text),
  toWide,
  toDigitsFrom(0x0660),
  toDigitsFrom(0x1d7ce),
  (text) => text.replace(/ /g, '\u00a0'),
  (text) => text.replace(/-/g, '\u2013'),
  (text) => text.replace(/-/g, '\u2011'),
  (text) => [...text].join('\u200b'),
  (text) => text.replace(/(?<=.{4})(?=.)/, '\u00ad'),
];

/** Marks people put between groups. */
const MARKS = ['', ' ', '-', ' ', '-', '.', ' - ', '  '];

type Spell = (random: Random) => string;

const grouped =
  (create: Spell, ...lengths: readonly (readonly number[])[]): Spell =>
  (random) =>
    group(create(random), pick(lengths, random), pick(MARKS, random));

/** Numbers of a country as people there write them; see `fill`. Codes and lengths: ITU-T E.164, the national plans. */
const PHONES: Readonly<Record<string, readonly string[]>> = {
  CN: ['138########', '159 #### ####', '186-####-####', '+86 177 #### ####', '010-8#######', '(0755) 8### ####'],
  US: ['(212) 55^-####', '415-55^-####', '646.55^.####', '+1 305 55^ ####', '1-800-55^-####', '206 55^ ####'],
  CA: ['416-55^-####', '(604) 55^-####', '+1 514 55^ ####'],
  GB: ['07700 9#####', '07### ######', '020 7946 0###', '+44 20 7946 0###', '+44 7700 9#####', '0161 496 0###'],
  DE: ['030 23125 ###', '0171 39200##', '0151########', '+49 30 23125###', '0049 171 39200##', '089/#######'],
  FR: ['06 39 98 ## ##', '07.##.##.##.##', '01-99-00-##-##', '+33 6 39 98 ## ##', '06########'],
  ES: ['612 ### ###', '699 ## ## ##', '+34 612 ### ###', '912 ### ###'],
  IT: ['333 #######', '347 ### ####', '06 #### ####', '+39 333 #######', '02 #######'],
  PT: ['912 ### ###', '+351 912 ### ###'],
  NL: ['06 ########', '06-########', '020 ### ####', '+31 6 ########'],
  BE: ['0470 ## ## ##', '+32 470 ## ## ##'],
  CH: ['079 ### ## ##', '+41 79 ### ## ##'],
  AT: ['0664 #######', '+43 664 #######'],
  SE: ['070-### ## ##', '+46 70 ### ## ##'],
  NO: ['+47 4## ## ###', '+47 9#######'],
  DK: ['+45 ## ## ## ##', '+45 2#######'],
  FI: ['040 ### ####', '+358 40 ### ####'],
  PL: ['601 ### ###', '+48 601 ### ###'],
  CZ: ['603 ### ###', '+420 603 ### ###'],
  RU: ['8 (912) ###-##-##', '+7 912 ###-##-##', '8-912-###-##-##'],
  TR: ['0532 ### ## ##', '+90 532 ### ## ##'],
  IN: ['98### #####', '+91 98### #####', '+9198########', '098########', '022-2#######'],
  BR: ['(11) 9####-####', '11 9####-####', '+55 11 9####-####', '(21) 3###-####'],
  MX: ['(55) #### ####', '55 #### ####', '+52 55 #### ####'],
  AU: ['0491 57# ###', '(02) 5550 ####', '+61 491 57# ###', '0491######'],
  JP: ['090-####-####', '03-####-####', '080########', '+81 90-####-####'],
  KR: ['010-####-####', '02-3##-####', '+82 10-####-####'],
  TW: ['0912-###-###', '+886 912 ### ###'],
  HK: ['+852 9### ####', '+852 6#######'],
  SG: ['+65 9### ####', '+65 8#######'],
  ID: ['0812-####-####', '+62 812-####-####'],
  VN: ['0912 ### ###', '+84 912 ### ###'],
  TH: ['081-###-####', '+66 81 ### ####'],
  ZA: ['082 ### ####', '+27 82 ### ####'],
  NG: ['0803 ### ####', '+234 803 ### ####'],
  EG: ['0100 ### ####', '+20 100 ### ####'],
  AE: ['050 ### ####', '+971 50 ### ####'],
  SA: ['050 ### ####', '+966 50 ### ####'],
  IL: ['052-#######', '+972 52-###-####'],
  AR: ['11 4###-####', '+54 9 11 4###-####'],
  CL: ['9 8### ####', '+56 9 8### ####'],
  PH: ['0917 ### ####', '+63 917 ### ####'],
  MY: ['012-### ####', '+60 12-### ####'],
  NZ: ['021 ### ####', '+64 21 ### ####'],
  IE: ['087 ### ####', '+353 87 ### ####'],
  GR: ['694 ### ####', '+30 694 ### ####'],
  UA: ['067 ### ## ##', '+380 67 ### ## ##'],
  RO: ['0722 ### ###', '+40 722 ### ###'],
  HU: ['06 30 ### ####', '+36 30 ### ####'],
  PK: ['0300-#######', '+92 300 #######'],
  KE: ['0722 ######', '+254 722 ######'],
  CO: ['300 ### ####', '+57 300 ### ####'],
};

const TOKEN = 'Ab3Cd5Ef7Gh9Jk2Lm4Np6Qr8St1Uv3Wx5Yz7aB9cD2';
const token =
  (length: number, alphabet = TOKEN) =>
  (random: Random) =>
    Array.from({ length }, () => pick([...alphabet], random)).join('');
const hex = (length: number) => token(length, '0123456789abcdef');

/** Makers' documented forms. The parts are joined here, so that nobody takes this file for a leak. */
const KEYS: Readonly<Record<string, Spell>> = {
  aws: (random) => `AKIA${token(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')(random)}`,
  stripe: (random) => `${pick(['sk', 'pk', 'rk'], random)}_${pick(['live', 'test'], random)}_${token(24)(random)}`,
  github: (random) => `gh${pick(['p', 'o', 's'], random)}_${token(36)(random)}`,
  gitlab: (random) => `glpat-${token(20)(random)}`,
  google: (random) => `AIza${token(35)(random)}`,
  slack: (random) => `xoxb-${fill('##########-##########', random)}-${token(24)(random)}`,
  sendgrid: (random) => `SG.${token(22)(random)}.${token(43)(random)}`,
  openai: (random) => `sk-${pick(['', 'proj-'], random)}${token(40)(random)}`,
  npm: (random) => `npm_${token(36)(random)}`,
  aliyun: (random) => `LTAI${token(20)(random)}`,
  jwt: (random) => `eyJ${token(20)(random)}.eyJ${token(30)(random)}.${token(43)(random)}`,
  hex: hex(32),
  sha1: hex(40),
};

/** Words before a secret: it is masked, they are not. */
const SECRETS: readonly (readonly [string, Spell])[] = [
  ['password: ', token(10)],
  ['Password=', token(8, `${TOKEN}!#%+`)],
  ['my password is ', (random) => `hunter${fill('##', random)}`],
  ['pwd:', token(12)],
  ['passcode: ', (random) => fill('######', random)],
  ['PIN: ', (random) => fill('####', random)],
  ['CVV ', (random) => fill('###', random)],
  ['OTP is ', (random) => fill('######', random)],
  ['api_key=', token(24)],
  ['API key: ', token(20)],
  ['secret: ', token(16)],
  ['Authorization: Bearer ', token(30)],
  ['access_token=', token(30)],
  ['密码是', token(10)],
  ['密码：', token(9)],
  ['验证码', (random) => fill('######', random)],
  ['验证码是 ', (random) => fill('######', random)],
];

const IPS: Readonly<Record<string, Spell>> = {
  v4: (random) => `203.0.113.${Math.floor(random() * 256)}`,
  'v4-any': (random) => Array.from({ length: 4 }, () => Math.floor(random() * 256)).join('.'),
  v6: (random) => `2001:db8:${hex(4)(random)}:${hex(4)(random)}:${hex(4)(random)}:${hex(4)(random)}:0:1`,
  'v6-short': (random) => `2001:db8::${hex(4)(random)}`,
  'v6-link': (random) => `fe80::${hex(4)(random)}:${hex(4)(random)}:${hex(4)(random)}`,
  'v6-mapped': (random) => `::ffff:198.51.100.${Math.floor(random() * 256)}`,
};

const EMAILS = [
  'ana.b##@example.com',
  'x##@mail.example.co.uk',
  '1########@qq.com',
  'Jo-##+tag@example.org',
  'a_#@b.io',
];

/** Every name with its spellings; each call gives another one. */
const SPELLINGS: readonly (readonly [string, PrivateKind, Spell])[] = [
  ['card', 'card', grouped(createCard, [4], [4], [99])],
  ['iban', 'iban', (random) => group(createIban(random), [pick([4, 99], random)], pick(MARKS, random))],
  ['iban-small', 'iban', (random) => createIban(random).toLowerCase()],
  ['national-id:CN', 'national-id', grouped(createResidentId, [18], [6, 8, 4])],
  [
    'national-id:US',
    'national-id',
    (random) => group(createSocialSecurityNumber(random), [3, 2, 4], pick(['-', ' '], random)),
  ],
  ['national-id:GB', 'national-id', grouped(createInsuranceNumber, [9], [2], [2, 6, 1])],
  [
    'national-id:BR',
    'national-id',
    (random) =>
      createCpf(random).replace(
        /^(...)(...)(...)/,
        pick(['$1.$2.$3-', '$1 $2 $3 ', '$1$2$3-', '$1.$2.$3/', '$1$2$3'], random),
      ),
  ],
  ['national-id:IN', 'national-id', grouped(createAadhaar, [12], [4])],
  ...Object.entries(PHONES).map(([country, templates]) => {
    const spell: Spell = (random) => fill(pick(templates, random), random);
    return [`phone:${country}`, 'phone', spell] as const;
  }),
  ...Object.entries(KEYS).map(([name, spell]) => [`key:${name}`, 'key', spell] as const),
  ...Object.entries(IPS).map(([name, spell]) => [`ip:${name}`, 'ip', spell] as const),
  ['email', 'email', (random) => fill(pick(EMAILS, random), random)],
];

/** Names of everything that is spelled; `key:said` is announced by words. */
export const spelledNames: readonly string[] = [...SPELLINGS.map(([name]) => name), 'key:said'];

/** `count` texts of each name, the same for the same random numbers. */
export function spellPrivate(count: number, random: Random): readonly Spelled[] {
  const texts: Spelled[] = [];
  for (let round = 0; round < count; round++) {
    for (const [name, kind, spell] of SPELLINGS) {
      const [before, after] = pick(AROUND, random);
      texts.push({ name, kind, before, after, written: pick(DISGUISES, random)(spell(random)) });
    }
    const [said, spell] = pick(SECRETS, random);
    const [before, after] = pick(AROUND, random);
    // A mark of exclamation may be the password's own.
    texts.push({
      name: 'key:said',
      kind: 'key',
      before: before + said,
      written: spell(random),
      after: after.replace('!', '.'),
    });
  }
  return texts;
}
