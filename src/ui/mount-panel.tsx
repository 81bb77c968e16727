import { render } from 'preact';
import type { App } from '../app/app.ts';
import { AppProvider, type Parts } from './context.ts';
import { createLazyPart, type PartModule } from './lazy-part.ts';
import launcherCss from './shell/launcher-open.css?inline';
import shellCss from './shell/Shell.css?inline';
import { Shell } from './shell/Shell.tsx';
import tokensCss from './shell/tokens.css?inline';
import homeCss from './views/home/Home.css?inline';

export interface MountOptions {
  readonly root: ShadowRoot;
  readonly app: App;
  /** Fetches the chunk of that name. */
  readonly load: <Module>(name: keyof Parts) => Promise<Module>;
}

/**
 * Puts the panel into the widget's shadow root, beside the launcher, and fetches the views behind the first one.
 * @returns what takes it out again
 */
export function mountPanel({ root, app, load }: MountOptions): () => void {
  const sheet = new CSSStyleSheet();
  let rules = '';
  const addRules = (css: string) => {
    rules += css;
    sheet.replaceSync(rules);
  };
  addRules(tokensCss + shellCss + homeCss + launcherCss);
  const sheets = [...root.adoptedStyleSheets, sheet];
  const adopt = () => {
    // Beside those that came later: a survey's card has its own.
    root.adoptedStyleSheets = [...new Set([...sheets, ...root.adoptedStyleSheets])];
  };
  adopt();
  // A page that has taken the sheets out gets them back with the next opening.
  const stopAdopting = app.state.isOpen.subscribe(adopt);
  const partOf = <Module extends PartModule>(name: keyof Parts) =>
    createLazyPart<Module>(app, () => load<Module>(name), addRules);
  const parts: Parts = {
    views: partOf('views'),
    conversation: partOf('conversation'),
    survey: partOf('survey'),
    attachments: partOf('attachments'),
  };
  const container = document.createElement('div');
  container.className = 'container';
  root.prepend(container);
  render(
    <AppProvider value={{ app, parts }}>
      <Shell />
    </AppProvider>,
    container,
  );
  void parts.views.start();
  let stopGuarding: (() => void) | undefined;
  const stopWaiting = parts.views.state.subscribe((part) => {
    if (part.kind !== 'ready') return;
    app.startDrafts(part.module.keepDraft);
    stopGuarding ??= part.module.guardLeaving(app);
  });
  return () => {
    stopAdopting();
    stopWaiting();
    stopGuarding?.();
    render(null, container);
    container.remove();
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}
