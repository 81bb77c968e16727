import { signal } from '@preact/signals';
import { render } from 'preact';
import type { App } from '../app/create-app.ts';
import { toMessage } from '../shared/errors.ts';
import { AppProvider } from './context.ts';
import shellCss from './shell/Shell.css?inline';
import { type LaterState, Shell } from './shell/Shell.tsx';
import tokensCss from './shell/tokens.css?inline';
import homeCss from './views/home/Home.css?inline';
import type { LaterViews } from './views/later-views.ts';

export interface MountOptions {
  readonly root: ShadowRoot;
  readonly app: App;
  /** Fetches every view but the first. */
  readonly loadViews: () => Promise<LaterViews>;
  readonly warn: (message: string) => void;
}

/**
 * Puts the panel into the widget's shadow root, beside the launcher, and fetches the views behind the first one.
 * @returns what takes it out again
 */
export function mountPanel({ root, app, loadViews, warn }: MountOptions): () => void {
  const later = signal<LaterState>({ kind: 'loading' });
  const load = async () => {
    later.value = { kind: 'loading' };
    try {
      const { views, css } = await loadViews();
      addRules(css);
      later.value = { kind: 'ready', views };
    } catch (error) {
      warn(`a part of the panel could not be loaded (${toMessage(error)})`);
      later.value = { kind: 'failed', retry: () => void load() };
    }
  };
  const sheet = new CSSStyleSheet();
  let rules = '';
  const addRules = (css: string) => {
    rules += css;
    sheet.replaceSync(rules);
  };
  addRules(tokensCss + shellCss + homeCss);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const container = document.createElement('div');
  container.className = 'container';
  root.prepend(container);
  render(
    <AppProvider value={app}>
      <Shell later={later} />
    </AppProvider>,
    container,
  );
  void load();
  return () => {
    render(null, container);
    container.remove();
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}
