import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Conversation } from '../../conversation/state.ts';
import type { Session } from './session.ts';

export interface Newest {
  /** Whether something new stands below what is shown. */
  readonly isBelow: boolean;
  /** Shows it, and gives it the focus. */
  readonly show: () => void;
}

/** So far from the end the visitor is still taken to be reading there, in CSS pixels. */
const END_PX = 48;

/** Keeps the newest message in sight, but leaves a visitor who has scrolled up, or comes back, where he is. */
export function useNewest(root: RefObject<HTMLElement | null>, turns: Conversation, session: Session): Newest {
  const [isBelow, setBelow] = useState(false);
  const isAtEnd = useRef(true);
  const last = turns.at(-1)?.id ?? '';
  const newest = `${last} ${turns.filter(({ reply }) => reply).length}`;
  /** What scrolls the view: the panel's body. */
  const scroller = () => root.current?.closest('.body') ?? null;
  const toEnd = () => scroller()?.scrollTo(0, 1e9);
  useEffect(() => {
    const body = scroller();
    const onScroll = () => {
      isAtEnd.current = !body || body.scrollHeight - body.scrollTop - body.clientHeight < END_PX;
      if (isAtEnd.current) setBelow(false);
    };
    onScroll();
    body?.addEventListener('scroll', onScroll);
    return () => body?.removeEventListener('scroll', onScroll);
  }, []);
  useLayoutEffect(() => {
    const { seen } = session;
    session.seen = newest;
    if (seen === newest) return;
    // The visitor's own message is what he wants to see. A moment later, because the shell puts back the place first.
    if (isAtEnd.current || !seen?.startsWith(`${last} `)) queueMicrotask(toEnd);
    else setBelow(true);
  }, [newest]);
  return {
    isBelow,
    show() {
      setBelow(false);
      toEnd();
      root.current?.querySelector<HTMLElement>('li:last-child')?.focus({ preventScroll: true });
    },
  };
}
