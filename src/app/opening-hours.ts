const DAY_MS = 86_400_000;
const DAYS = 'sunmontuewedthufrisat';

/**
 * When the team is there again.
 * @param hours as the configuration writes them: `Mon-Fri 9:00-18:00; Sat 10:00-14:00`. Days may go over the week's end
 * (`Sat-Mon`), and times over midnight (`22:00-2:00`)
 * @param timeZone IANA name of the zone `hours` are in
 * @param now ms since the epoch
 * @returns null while somebody is there, else when the next span begins, ms since the epoch
 * @throws RangeError for a time zone, a day or a time that does not exist
 */
export function opensAt(hours: string, timeZone: string, now: number): number | null {
  const wall = wallTime(now, timeZone);
  const midnight = wall - (wall % DAY_MS);
  let next = Number.POSITIVE_INFINITY;
  for (const part of hours.split(';')) {
    const [days = '', times = ''] = part.trim().split(' ');
    const [first = 0, last = first] = days.split('-').map(toDay);
    const [from = 0, to = 0] = times.split('-').map(toMs);
    for (let day = midnight - DAY_MS; day <= midnight + 7 * DAY_MS; day += DAY_MS) {
      if (daysFrom(first, new Date(day).getUTCDay()) > daysFrom(first, last)) continue;
      const start = day + from;
      if (start > wall) next = Math.min(next, start);
      else if (wall < day + to + (to > from ? 0 : DAY_MS)) return null;
    }
  }
  // The zone's offset then need not be the one of now.
  const guess = next - wall + now - (now % 1_000);
  return guess + next - wallTime(guess, timeZone);
}

/** What clocks in a zone show, to the second, as ms of the same reading in UTC. Swedish dates are ISO 8601 but for the T. */
function wallTime(time: number, timeZone: string): number {
  return Date.parse(`${new Date(time).toLocaleString('sv', { timeZone }).replace(' ', 'T')}Z`);
}

/** Days from one day of the week to the next time it is another, 0..6. */
function daysFrom(first: number, day: number): number {
  return (day - first + 7) % 7;
}

function toDay(name: string): number {
  const day = DAYS.indexOf(name.toLowerCase()) / 3;
  if (!Number.isInteger(day)) throw new RangeError(`no day: ${name}`); // -1 / 3 is none either
  return day;
}

function toMs(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const minutes = hour * 60 + minute;
  if (minutes > 1_440 || minute > 59) throw new RangeError(`no time: ${time}`);
  return minutes * 60_000;
}
