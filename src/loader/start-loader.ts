import { type LauncherTexts, launcherTexts } from '../i18n/launcher-texts.ts';
import { directionOf } from '../i18n/locale.ts';
import { hasPrivacySignal } from '../shared/privacy-signal.ts';
import type { Core, CoreCalls, LaterFiles } from './core-contract.ts';
import type { Emit } from './create-page-api.ts';
import launcherCss from './launcher.css?inline';
import { createLauncher } from './launcher.ts';
import { onAccent } from './on-accent.ts';
import { openFromPage } from './open-from-page.ts';
import { type Interval, stayClear } from './stay-clear.ts';
import { countUnsentRows, hasBackup } from './unsent-rows.ts';
import { createWidgetElement } from './widget-element.ts';

export interface LoaderOptions {
  /** Configuration as the site wrote it. */
  readonly raw: Readonly<Record<string, unknown>>;
  readonly baseUrl: string | null;
  readonly version: string;
  readonly files: LaterFiles;
  readonly createWorker?: () => Worker;
  readonly emit: Emit;
  readonly warn: (message: string) => void;
}

/** The first stage: a launcher and a way to the rest. */
export interface Loader {
  /** Runs a call of the second stage, loading it first. What the page gave as arguments is checked there. */
  call(name: keyof CoreCalls, ...args: readonly unknown[]): Promise<unknown>;
  setLauncher(visible: boolean): void;
  /** Takes the whole configuration anew. */
  update(raw: Readonly<Record<string, unknown>>): Promise<void>;
  stop(): Promise<void>;
}

/** Of the second stage: it checks what the page gave as arguments. */
type Verb = (...args: readonly unknown[]) => Promise<unknown>;

// As the page found it: what wraps it later is not ours to depend on.
const nativeFetch = fetch;

/** Calls that show nothing: they wait for the visitor to bring the second stage, and do not load it. */
const QUIET = /^(?:(log|con)|c|set|p|sug|i)/;

/**
 * Puts the launcher into the page. Nothing is requested and nothing stored until the visitor touches it, the page
 * calls a verb, the site has timed surveys, or an earlier visit or another tab left unsent rows.
 */
export function startLoader(options: LoaderOptions): Loader {
  const { warn } = options;
  const element = createWidgetElement();
  const root = element.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(launcherCss);
  root.adoptedStyleSheets = [sheet];
  const waiting: [name: keyof CoreCalls, args: readonly unknown[]][] = [];
  const { button, setState } = createLauncher(root);
  let texts: LauncherTexts;
  let raw = options.raw;
  let core: Promise<Core> | null = null;
  let clearing: Interval | undefined;

  const text = (name: string) => (Object.hasOwn(raw, name) ? String(raw[name] ?? '') : ''); // checked by the core
  let look: string;
  // An attribute of its own: what the page said last holds until the configuration says something else.
  const setLauncher = (visible: boolean) => element.toggleAttribute('hide', !visible);
  const configure = () => {
    const before = look;
    look = text('launcher');
    if (look !== before) setLauncher(look !== 'hide');
    const locale = text('locale');
    const lang = !locale || locale === 'auto' ? document.documentElement.lang || navigator.language : locale;
    element.dir = directionOf(lang);
    texts = launcherTexts(lang);
    button.title = text('label') || texts.open; // its name, too
    for (const name of ['launcher', 'position']) element.setAttribute(name, text(name));
    const set = (name: string, value = text(name)) => element.style.setProperty(`--helplet-${name}`, value);
    for (const name of ['zIndex', 'offsetX', 'offsetY']) set(name, `${/^\d+$/.exec(text(name)) ?? ''}`);
    const [accent = ''] = /^#([0-9a-f]{3}){1,2}$/i.exec(text('accent')) ?? [];
    set('accent', accent);
    set('on-accent', accent && onAccent(accent));
    clearInterval(clearing);
    set('lift', '');
    const avoid = text('avoid');
    try {
      if (avoid) clearing = stayClear(avoid, (height) => set('lift', `${height}px`));
    } catch {
      warn(`no selector: ${avoid}`);
    }
  };

  const emit: Emit = (name, payload) => {
    options.emit(name, payload);
    element.dispatchEvent(new CustomEvent(`helplet:${name}`, { detail: payload, bubbles: true, composed: true }));
  };

  const load = (): Promise<Core> => {
    core ??= options.files
      .core()
      .catch(options.files.core)
      .then(({ startCore }) => {
        const started = startCore({ ...options, raw, element, root, button, fetch: nativeFetch, emit });
        for (const [name, args] of waiting.splice(0)) (started[name] as Verb)(...args).catch(warn);
        return started;
      })
      .catch((error: unknown) => {
        core = null;
        emit('error', { code: 'load-failed', message: `${error}` });
        throw error;
      });
    return core;
  };

  const call: Loader['call'] = async (name, ...args) => {
    if (!element.onGone) return; // stopped
    const quiet = QUIET.exec(name);
    if (quiet && !core) {
      waiting.push([name, args]);
      if (quiet[1]) lookBack(true);
      return;
    }
    if (!quiet) setState(true);
    try {
      const result = await ((await load())[name] as Verb)(...args);
      setState(false);
      return result;
    } catch (error) {
      setState(false, texts.failed);
      warn(`${name} failed (${error})`);
    }
  };

  /** Loads the second stage where an earlier visit, another tab or a timed survey needs it. */
  const lookBack = async (cannotWait: unknown) => {
    const instance = text('instance') || 'default';
    const rows = await countUnsentRows(instance);
    // Consent leaves a database; without one there is none.
    const isAllowed = rows !== null || raw.consent !== 'required';
    const mayAsk = raw.surveys && !hasPrivacySignal();
    const isNeeded = rows || (isAllowed && (mayAsk || (await hasBackup(instance))));
    if ((isNeeded || (cannotWait === true && rows !== null)) && element.onGone) preload();
  };
  const preload = () => void load().catch(() => null); // the click reports; a hover that failed is no news
  button.onclick = () => call('toggle');
  button.onpointerenter = button.onfocus = preload;
  const stop = openFromPage(call);
  // Beside the body, because pages swap, transform and hide that; and after it, for the order of the Tab key.
  element.onGone = () => document.documentElement.append(element);
  configure();
  const begin = () => {
    if (!element.onGone) return; // stopped before the page was there
    element.onGone();
    emit('ready', { version: options.version });
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin);
  else begin();
  // Safari has no `requestIdleCallback`: there the next turn of the event loop has to do.
  (window.requestIdleCallback ?? setTimeout)(lookBack);
  // What another tab had to send, which has crashed since, is this one's: whoever comes here is to find it sent.
  addEventListener('focus', lookBack);

  return {
    call,
    setLauncher,
    async update(next) {
      raw = next;
      configure();
      await (await core?.catch(() => null))?.update(raw);
    },
    async stop() {
      stop();
      clearInterval(clearing);
      element.onGone = null;
      element.remove();
      await (await core?.catch(() => null))?.destroy();
    },
  };
}
