import { launcherTexts } from '../i18n/launcher-texts.ts';

export interface Launcher {
  readonly button: HTMLButtonElement;
  setState(state: 'closed' | 'loading' | 'open' | 'failed'): void;
}

/**
 * Draws the round button into `root`, with nodes only (no HTML string).
 * @param lang BCP 47
 * @param label the site's own words for "Help"
 */
export function createLauncher(root: ShadowRoot, lang: string, label: string | undefined): Launcher {
  const texts = launcherTexts(lang);
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'launcher';
  button.append(
    icon('open', 'M4 12a8 8 0 1 1 4 7l-4 1 1-4a8 8 0 0 1-1-4ZM10 10a2 2 0 1 1 3 2c-.7.3-1 .8-1 1.5M12 16v0'),
    icon('close', 'M6 9.5l6 6 6-6'),
  );
  const note = document.createElement('p');
  note.className = 'note';
  note.setAttribute('role', 'status');
  root.append(note, button);
  const setState: Launcher['setState'] = (state) => {
    const closed = label ?? texts.open;
    button.title = { closed, loading: texts.loading, open: texts.close, failed: closed }[state];
    // Not `button.ariaLabel`: Firefox reflects it only since 119.
    setAria(button, 'label', button.title);
    setAria(button, 'expanded', state === 'open');
    setAria(button, 'busy', state === 'loading');
    note.textContent = state === 'failed' ? texts.failed : '';
  };
  setState('closed');
  return { button, setState };
}

function setAria(element: Element, name: string, value: string | boolean): void {
  element.setAttribute(`aria-${name}`, String(value));
}

function icon(name: string, path: string): SVGElement {
  const create = (tag: string) => document.createElementNS('http://www.w3.org/2000/svg', tag) as SVGElement; // SVG names only
  const svg = create('svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  setAria(svg, 'hidden', true);
  svg.setAttribute('class', name);
  const shape = create('path');
  shape.setAttribute('d', path);
  svg.append(shape);
  return svg;
}
