import { directionOf } from '../i18n/locale.ts';
import type { Core, CoreCalls, LaterFiles } from './core-contract.ts';
import type { Emit } from './create-page-api.ts';
import launcherCss from './launcher.css?inline';
import { createLauncher } from './launcher.ts';
import { onAccent } from './on-accent.ts';
import { openFromPage } from './open-from-page.ts';
import { hasUnsentRows } from './unsent-rows.ts';
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
  call(name: keyof CoreCalls, ...args: readonly unknown[]): Promise<void>;
  toggle(): Promise<void>;
  setLauncher(visible: boolean): void;
  stop(): Promise<void>;
}

// As the page found it: what wraps it later is not ours to depend on.
const nativeFetch = globalThis.fetch;

/** Calls that show nothing: they wait for the visitor to bring the second stage, and do not load it. */
const QUIET = /^(close|set|pre|sug|pag)/;

/**
 * Puts the launcher into the page. Nothing is requested and nothing stored until the visitor touches it, the page
 * calls a verb, or an earlier visit left unsent rows.
 */
export function startLoader(options: LoaderOptions): Loader {
  const { raw, warn } = options;
  const element = createWidgetElement();
  const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(launcherCss);
  root.adoptedStyleSheets = [sheet];
  const waiting: [name: keyof CoreCalls, args: readonly unknown[]][] = [];
  let core: Promise<Core> | null = null;
  let isOpen = false;
  let isStopped = false;

  const text = (name: string) => (typeof raw[name] === 'string' ? (raw[name] as string) : undefined); // checked here
  const locale = (text('locale') ?? 'auto').replace('_', '-');
  const lang = locale === 'auto' ? document.documentElement.lang || navigator.language : locale;
  const launcher = createLauncher(root, lang, text('label'));
  element.dir = directionOf(lang);
  if (text('position') === 'start') element.setAttribute('position', 'start');
  if (text('launcher') === 'hide') element.setAttribute('inert-launcher', '');
  const accent = text('accent') ?? '';
  if (/^#([0-9a-f]{3}){1,2}$/i.test(accent)) {
    element.style.setProperty('--helplet-accent', accent);
    element.style.setProperty('--helplet-on-accent', onAccent(accent));
  }

  const emit: Emit = (name, payload) => {
    options.emit(name, payload);
    element.dispatchEvent(new CustomEvent(`helplet:${name}`, { detail: payload, bubbles: true, composed: true }));
  };

  const load = (): Promise<Core> => {
    core ??= options.files
      .core()
      .catch(options.files.core)
      .then(({ startCore }) => {
        const started = startCore({
          raw,
          element,
          root,
          baseUrl: options.baseUrl,
          files: options.files,
          ...(options.createWorker && { createWorker: options.createWorker }),
          fetch: nativeFetch,
          emit,
          warn,
          onPanel(open) {
            const wasOpen = isOpen;
            isOpen = open;
            launcher.setState(open ? 'open' : 'closed');
            if (wasOpen && !open) launcher.button.focus({ preventScroll: true });
          },
        });
        for (const [name, args] of waiting.splice(0)) run(started, name, args).catch(warn);
        return started;
      })
      .catch((error: unknown) => {
        core = null;
        emit('error', { code: 'load-failed', message: String(error) });
        throw error;
      });
    return core;
  };

  const call: Loader['call'] = async (name, ...args) => {
    if (isStopped) return;
    const isQuiet = QUIET.test(name);
    if (isQuiet && !core) {
      waiting.push([name, args]);
      return;
    }
    if (!isOpen && !isQuiet) launcher.setState('loading');
    try {
      await run(await load(), name, args);
      if (!isOpen) launcher.setState('closed');
    } catch (error) {
      if (!isOpen) launcher.setState('failed');
      warn(`"${name}" failed (${error})`);
    }
  };

  const toggle = () => (isOpen ? call('close') : call('open'));
  const preload = () => void load().catch(() => undefined); // the click reports; a hover that failed is no news
  launcher.button.addEventListener('click', () => void toggle());
  launcher.button.addEventListener('pointerenter', preload, { once: true });
  launcher.button.addEventListener('focus', preload, { once: true });
  const stop = openFromPage(call);
  // Beside the body, because pages swap, transform and hide that; and after it, for the order of the Tab key.
  const attach = () => document.documentElement.append(element);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', attach, { once: true });
  else attach();
  emit('ready', { version: options.version });
  whenIdle(() => {
    if (core || isStopped) return;
    void hasUnsentRows(text('instance') ?? 'default').then((has) => {
      if (has && !isStopped) void call('flush');
    });
  });

  return {
    call,
    toggle,
    setLauncher: (visible) => element.toggleAttribute('inert-launcher', !visible),
    async stop() {
      isStopped = true;
      stop();
      element.isWanted = false;
      const started = await core?.catch(() => null);
      await started?.destroy();
      element.remove();
    },
  };
}

/** What a page gave as arguments is checked by the second stage. */
function run(core: Core, name: keyof CoreCalls, args: readonly unknown[]): Promise<void> {
  return (core[name] as (...values: readonly unknown[]) => Promise<void>)(...args);
}

/** Safari has no `requestIdleCallback`: there the next turn of the event loop has to do. */
function whenIdle(task: () => void): void {
  (window.requestIdleCallback ?? setTimeout)(task);
}
