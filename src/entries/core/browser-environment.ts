import type { Environment, PageChange } from '../../app/app.ts';
import { hasPrivacySignal } from '../../shared/privacy-signal.ts';

/** The page around the widget, as browsers tell of it. `onLine` may lie both ways: it only words what is shown. */
export const browserEnvironment: Environment = {
  isOnline: () => navigator.onLine,
  pageLang: () => document.documentElement.lang,
  browserLangs: () => navigator.languages,
  isPrivate: hasPrivacySignal,
  subscribe(listener) {
    const stop = new AbortController();
    const listen = (target: EventTarget, type: string, reason: (event: Event) => PageChange | null) =>
      target.addEventListener(
        type,
        (event) => {
          const found = reason(event);
          if (found) listener(found);
        },
        { signal: stop.signal },
      );
    listen(window, 'online', () => 'online');
    listen(window, 'offline', () => 'offline');
    listen(window, 'pagehide', (event) => ((event as PageTransitionEvent).persisted ? 'freeze' : 'hide'));
    // Back from the back/forward cache: timers stood still meanwhile.
    listen(window, 'pageshow', () => 'pageshow');
    listen(document, 'visibilitychange', () => (document.visibilityState === 'visible' ? 'visible' : null));
    return () => stop.abort();
  },
};
