import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/**
 * Keeps an element within what the on-screen keyboard leaves of the window: the keyboard shrinks the visual
 * viewport and not the layout, so `100dvh` reaches below it (drafts.csswg.org/cssom-view, VisualViewport).
 */
export function useVisibleHeight(element: RefObject<HTMLElement | null>, isOn: boolean): void {
  useEffect(() => {
    const { visualViewport: viewport } = window;
    const { current } = element;
    if (!isOn || !viewport || !current) return undefined;
    const follow = () => {
      const isPinched = viewport.scale > 1.01; // then the visitor looks at a part of it, and it must not shrink
      current.style.height = isPinched ? '' : `${viewport.height}px`;
      current.style.top = isPinched ? '' : `${viewport.offsetTop}px`;
    };
    follow();
    viewport.addEventListener('resize', follow);
    viewport.addEventListener('scroll', follow);
    return () => {
      viewport.removeEventListener('resize', follow);
      viewport.removeEventListener('scroll', follow);
      current.style.height = '';
      current.style.top = '';
    };
  }, [isOn]);
}
