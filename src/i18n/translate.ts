/** A text, or its plural forms by CLDR category (`other` at least). `{name}` marks a value. */
export type Message = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;
export type Messages<Key extends string = string> = Readonly<Record<Key, Message>>;
export type MessageValues = Readonly<Record<string, string | number>>;
export type Translate<Key extends string = string> = (key: Key, values?: MessageValues) => string;

/** Smaller whole numbers have no separators to set: where digits are 0–9 they need no formatter. */
const GROUPED_FROM = 1_000;

/** Of the languages there are texts in: they write 0–9 (CLDR, default numbering systems). */
const LATIN_DIGITS = /^(en|zh)\b/i;

/**
 * Makes `t()`. A key missing in `messages` is taken from `fallback`; one in neither stands for itself. The value `count` chooses the plural form;
 * numbers are written as the language writes them.
 * @param lang BCP 47
 */
export function createTranslate<Key extends string>(
  messages: Partial<Messages<Key>>,
  fallback: Partial<Messages<Key>>,
  lang: string,
): Translate<Key> {
  // Made at the first number: loading a language's rules takes milliseconds that the first view has not got.
  const hasLatinDigits = LATIN_DIGITS.test(lang);
  let plurals: Intl.PluralRules | undefined;
  let numbers: Intl.NumberFormat | undefined;
  const pluralOf = (count: number) => {
    plurals ??= new Intl.PluralRules(lang);
    return plurals.select(count);
  };
  const format = (value: number) => {
    if (hasLatinDigits && value >= 0 && value < GROUPED_FROM && Number.isInteger(value)) return String(value);
    numbers ??= new Intl.NumberFormat(lang);
    return numbers.format(value);
  };
  return (key, values = {}) => {
    const message = messages[key] ?? fallback[key] ?? key;
    const text =
      typeof message === 'string' ? message : (message[pluralOf(Number(values.count ?? 0))] ?? message.other);
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return typeof value === 'number' ? format(value) : (value ?? whole);
    });
  };
}
