import { signal } from '@preact/signals';
import { render } from 'preact';
import type { Schedule } from '../shared/clock.ts';
import type { Random } from '../shared/random.ts';
import { createConsoleApi } from './console-api.ts';
import { createConsoleState } from './console-state.ts';
import { createSafeStorage } from './safe-storage.ts';
import { openSession } from './session.ts';
import { type ConsoleLang, chooseLang, createTexts } from './texts.ts';
import { ConsoleApp, type Section, sections } from './views/ConsoleApp.tsx';

/** Where the chosen language is kept. */
const LANG_KEY = 'helplet:console:lang';

export interface MountConsoleOptions {
  readonly window: Window;
  readonly root: Element;
  readonly fetch: typeof globalThis.fetch;
  readonly schedule: Schedule;
  readonly random: Random;
}

/**
 * Puts the console into a page. It talks to the collector that serves the page: `../v1/` beside its own folder.
 * @returns what takes it out again
 */
export function mountConsole(options: MountConsoleOptions): () => void {
  const { window, root, fetch, schedule, random } = options;
  const { document, location, history } = window;
  const state = createConsoleState({
    connect: (token) => createConsoleApi({ baseUrl: new URL('../v1/', location.href).href, token, fetch }),
    session: openSession({ location, history, storage: createSafeStorage(() => window.sessionStorage) }),
    schedule,
    random,
  });
  const settings = createSafeStorage(() => window.localStorage);
  const section = signal(sectionOf(location.hash));
  const lang = signal(chooseLang(settings.get(LANG_KEY), window.navigator.languages));
  const setLang = (next: ConsoleLang) => {
    lang.value = next;
    settings.set(LANG_KEY, next);
  };
  const stopNaming = lang.subscribe((next) => {
    document.documentElement.lang = next;
    document.title = createTexts(next).t('app.title');
  });
  const onHash = () => {
    if (location.hash.startsWith('#/')) section.value = sectionOf(location.hash);
  };
  window.addEventListener('hashchange', onHash);
  render(<ConsoleApp state={state} section={section} lang={lang} onLang={setLang} />, root);
  return () => {
    window.removeEventListener('hashchange', onHash);
    stopNaming();
    state.stop();
    render(null, root);
  };
}

function sectionOf(hash: string): Section {
  return sections.find((name) => hash === `#/${name}`) ?? 'tickets';
}
