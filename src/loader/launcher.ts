export interface Launcher {
  readonly button: HTMLButtonElement;
  /** @param note what went wrong, if anything */
  setState(isBusy: boolean, note?: string): void;
}

/** Draws the round button into `root`, with nodes only (no HTML string). What it says of an open panel comes with that. */
export function createLauncher(root: ShadowRoot): Launcher {
  const button = document.createElement('button');
  button.className = 'launcher';
  const svg = createSvg('svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  const path = createSvg('path');
  path.setAttribute('d', 'M4 12a8 8 0 1 1 4 7l-4 1 1-4a8 8 0 0 1-1-4ZM10 10a2 2 0 1 1 3 2c-.7.3-1 .8-1 1.5M12 16v0');
  svg.append(path);
  button.append(svg);
  const note = document.createElement('output'); // a status, for who cannot see it
  note.className = 'launcher';
  root.append(note, button);
  return {
    button,
    setState(isBusy, text = '') {
      button.setAttribute('aria-busy', `${isBusy}`);
      note.textContent = text;
    },
  };
}

function createSvg(tag: 'svg' | 'path'): SVGElement {
  return document.createElementNS('http://www.w3.org/2000/svg', tag);
}
