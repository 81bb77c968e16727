import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Shows each place where the visitor left it, also after the page took the whole widget out and it has come back:
 * an element that is taken out forgets how far it was scrolled.
 * @returns to be called when `element` was scrolled
 */
export function useKeptScroll(element: RefObject<HTMLElement | null>, place: string): () => void {
  const scrolls = useRef(new Map<string, number>());
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return undefined;
    const restore = () => {
      current.scrollTop = scrolls.current.get(place) ?? 0;
    };
    restore();
    let wasOut = false;
    const observer = new ResizeObserver(() => {
      if (wasOut && current.isConnected) restore();
      wasOut = !current.isConnected;
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, [place]);
  return () => {
    if (element.current) scrolls.current.set(place, element.current.scrollTop);
  };
}
