import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { useApp } from '../context.ts';
import { keepFocusInside } from './keep-focus-inside.ts';
import { useBackButton } from './use-back-button.ts';
import { useVisibleHeight } from './use-visible-height.ts';

export interface PhoneFrameProps {
  readonly panel: RefObject<HTMLElement | null>;
  /** Whether the panel fills a phone's screen now. */
  readonly isOn: boolean;
}

/**
 * What the panel does on a phone: it makes room for the keyboard, keeps the focus, and the back button goes back in it.
 * Draws nothing.
 */
export function PhoneFrame({ panel, isOn }: PhoneFrameProps) {
  useVisibleHeight(panel, isOn);
  useEffect(() => {
    const { current } = panel;
    if (!isOn || !current) return undefined;
    const onKeyDown = (event: KeyboardEvent) => keepFocusInside(event, current);
    current.addEventListener('keydown', onKeyDown);
    return () => current.removeEventListener('keydown', onKeyDown);
  }, [isOn]);
  useBackButton(useApp(), isOn);
  return null;
}
