/** Milliseconds since the Unix epoch, as the device believes them. Passed in, so tests can move it. */
export type Clock = () => number;

/** Runs `task` after `delayMs` and returns what cancels it. The only timer our code uses. */
export type Schedule = (task: () => void, delayMs: number) => () => void;

/** The largest delay `setTimeout` takes before it wraps to 0 (HTML: a signed 32-bit number of ms). */
const MAX_TIMEOUT_MS = 2_147_483_647;

export const systemClock: Clock = () => Date.now();

export const systemSchedule: Schedule = (task, delayMs) => {
  const timer = setTimeout(task, Math.min(Math.max(0, delayMs), MAX_TIMEOUT_MS));
  return () => clearTimeout(timer);
};
