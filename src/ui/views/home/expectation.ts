import type { App } from '../../../app/app.ts';
import { opensAt } from '../../../app/opening-hours.ts';

/**
 * When an answer may be expected, as far as the site has said: "Usually answered within 4 hours · closed until Monday
 * 9:00", in the visitor's own time. Hours that cannot be are passed over and told to `onProblem`.
 */
export function expectation({ config, state, clock }: App, onProblem?: (error: unknown) => void): string {
  const { replyHours, hours, timeZone } = config;
  const t = state.t.value;
  const lang = state.textLang.value;
  const said: string[] = [];
  if (replyHours) {
    const isDays = Number(replyHours) % 24 === 0;
    const unit = isDays ? 'day' : 'hour';
    const format = new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'long' });
    said.push(t('home.reply', { time: format.format(Number(replyHours) / (isDays ? 24 : 1)) }));
  }
  if (hours) {
    const now = clock();
    try {
      const at = opensAt(hours, timeZone, now);
      said.push(at === null ? t('home.open') : t('home.closed', { time: formatOpening(at, now, lang) }));
    } catch (error) {
      onProblem?.(error);
    }
  }
  return said.join(' · ');
}

/** The time alone where it is still today. */
function formatOpening(at: number, now: number, lang: string): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return new Intl.DateTimeFormat(lang, {
    ...(!isToday && { weekday: 'long' }),
    hour: 'numeric',
    minute: '2-digit',
  }).format(at);
}
