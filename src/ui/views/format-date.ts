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

/** An instant in as few words as it needs: the time alone today, else the day, with the year where it is another one. */
export function formatWhen(time: number, now: number, lang: string): string {
  const date = new Date(time);
  const today = new Date(now);
  const options: Intl.DateTimeFormatOptions =
    date.toDateString() === today.toDateString()
      ? { timeStyle: 'short' }
      : date.getFullYear() === today.getFullYear()
        ? { month: 'short', day: 'numeric' }
        : { dateStyle: 'medium' };
  return new Intl.DateTimeFormat(lang, options).format(time);
}
