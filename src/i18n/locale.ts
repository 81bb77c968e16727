/** Writing direction of a language, BCP 47. `Intl.Locale.getTextInfo` is missing in Firefox 115, hence the list. */
export function directionOf(lang: string): 'ltr' | 'rtl' {
  return /^(arc?|ckb|dv|fa|he|ku|ps|sd|ug|ur|yi)(-|$)/i.test(lang) ? 'rtl' : 'ltr';
}

/**
 * The language to speak: the one configured, else the page's, else the browser's.
 * @param configured BCP 47 or `auto`
 */
export function resolveLocale(configured: string, pageLang: string, browserLangs: readonly string[]): string {
  const candidates = configured === 'auto' ? [pageLang, ...browserLangs] : [configured];
  for (const candidate of candidates) {
    try {
      return new Intl.Locale(candidate.replaceAll('_', '-')).baseName; // without `-u-` extensions
    } catch {
      // not a language code (an empty or wrong `<html lang>`): the next one
    }
  }
  return 'en';
}

/** The first of `available` that fits `lang`: the same, else the same primary language. */
export function matchLocale(lang: string, available: readonly string[]): string | undefined {
  const primary = primaryOf(lang);
  return available.find((other) => other === lang) ?? available.find((other) => primaryOf(other) === primary);
}

/** `zh` of `zh-Hant-TW`. */
export function primaryOf(lang: string): string {
  return (lang.split('-')[0] ?? lang).toLowerCase();
}
