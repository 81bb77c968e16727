import type { Environment } from '../../app/create-app.ts';
import type { WakeReason } from '../../outbox/outbox.ts';
import { hasPrivacySignal } from '../../shared/privacy-signal.ts';

/** The page around the widget, as browsers tell of it. `onLine` may lie both ways: it only words what is shown. */
export const browserEnvironment: Environment = {
  isOnline: () => navigator.onLine,
  pageLang: () => document.documentElement.lang,
  browserLangs: () => navigator.languages,
  isPrivate: hasPrivacySignal,
  subscribe(listener) {
    const stop = new AbortController();
    const listen = (target: EventTarget, type: string, reason: () => WakeReason | 'offline' | null) =>
      target.addEventListener(
        type,
        () => {
          const found = reason();
          if (found) listener(found);
        },
        { signal: stop.signal },
      );
    listen(window, 'online', () => 'online');
    listen(window, 'offline', () => 'offline');
    listen(window, 'pagehide', () => 'hide');
    // Back from the back/forward cache: timers stood still meanwhile.
    listen(window, 'pageshow', () => 'pageshow');
    listen(document, 'visibilitychange', () => (document.visibilityState === 'visible' ? 'visible' : null));
    return () => stop.abort();
  },
};
