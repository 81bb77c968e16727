/** A date as the language writes it, "12 March 2026"; the text itself where it is not a date. */
export function formatDate(text: string, lang: string): string {
  const time = Date.parse(text);
  if (Number.isNaN(time)) return text;
  // A bare date is midnight UTC; shown in a zone west of it, it would be the day before.
  const timeZone = /^\d{4}-\d{2}-\d{2}$/.test(text) ? { timeZone: 'UTC' } : {};
  return new Intl.DateTimeFormat(lang, { dateStyle: 'long', ...timeZone }).format(time);
}

/** Date and time of an instant, ms since the epoch, in the visitor's zone. */
export function formatTime(time: number, lang: string): string {
  return new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short' }).format(time);
}
