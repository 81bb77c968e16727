import type { RefObject } from 'preact';
import { useApp } from '../context.ts';
import { useBackButton } from './use-back-button.ts';
import { useVisibleHeight } from './use-visible-height.ts';

export interface PhoneFrameProps {
  readonly panel: RefObject<HTMLElement | null>;
  /** Whether the panel fills a phone's screen now. */
  readonly isOn: boolean;
}

/** What the panel does on a phone: it makes room for the keyboard, and the back button goes back in it. Draws nothing. */
export function PhoneFrame({ panel, isOn }: PhoneFrameProps) {
  useVisibleHeight(panel, isOn);
  useBackButton(useApp(), isOn);
  return null;
}
