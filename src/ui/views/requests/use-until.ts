import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../context.ts';

/**
 * Whether it is still before `time` (ms since the epoch), and draws again when it no longer is.
 * @param longestMs a time further off means that the device's clock was set: it counts as past
 */
export function useUntil(time: number, longestMs: number): boolean {
  const { clock, schedule } = useApp();
  const [, setDrawn] = useState(0);
  const leftMs = time - clock();
  const isBefore = leftMs > 0 && leftMs <= longestMs;
  useEffect(() => {
    if (!isBefore) return undefined;
    return schedule(() => setDrawn((count) => count + 1), leftMs);
  }, [time, isBefore]);
  return isBefore;
}
