import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/**
 * A ref whose element takes the focus each time `key` changes to something other than null: for a text that takes
 * the place of the control that was just used, so that the keyboard is never left nowhere.
 */
export function useFocusWhen<Target extends HTMLElement>(key: string | null): RefObject<Target | null> {
  const target = useRef<Target>(null);
  useEffect(() => {
    if (key === null) return;
    target.current?.focus();
    target.current?.scrollIntoView({ block: 'nearest' }); // what has the focus already may have grown
  }, [key]);
  return target;
}
