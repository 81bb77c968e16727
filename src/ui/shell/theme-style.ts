import type { Config } from '../../schema/config.ts';
import { accentText } from './accent-text.ts';

/** The site's own look, as `style` of whatever `tokens.css` is for. */
export function themeStyle({ accent, radius, font }: Config) {
  return {
    '--helplet-accent-text-light': accentText(accent, 'light'),
    '--helplet-accent-text-dark': accentText(accent, 'dark'),
    '--helplet-radius': radius && `${radius}px`,
    '--helplet-font': font,
  };
}
