import type { Signal } from '@preact/signals';
import { useEffect, useErrorBoundary, useLayoutEffect, useRef } from 'preact/hooks';
import type { MessageKey } from '../../app/messages.ts';
import type { Route } from '../../app/state.ts';
import { directionOf } from '../../i18n/locale.ts';
import { Icon } from '../../parts/Icon.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { unreachable } from '../../shared/errors.ts';
import { useApp } from '../context.ts';
import { isComposing } from '../is-composing.ts';
import { Home } from '../views/home/Home.tsx';
import type { LaterViews } from '../views/later-views.ts';
import { accentText } from './accent-text.ts';
import { isPhone } from './is-phone.ts';
import { keepFocusInside } from './keep-focus-inside.ts';

/** The views behind the first one: on their way, there, or not to be had for now. */
export type LaterState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly views: LaterViews['views'] }
  | { readonly kind: 'failed'; readonly retry: () => void };

/** The frame: header, the current view, focus and scroll handling. */
export function Shell({ later }: { readonly later: Signal<LaterState> }) {
  const app = useApp();
  const { state } = app;
  const isOpen = state.isOpen.value;
  const route = state.route.value;
  const t = state.t.value;
  const lang = state.lang.value;
  const panel = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const scrolls = useRef(new Map<string, number>());
  const [error, resetError] = useErrorBoundary();
  const modal = isOpen && isPhone();
  const place = JSON.stringify(route);
  const article = state.article.value;
  const hasRequest = route.kind === 'request' && state.requests.value.some(({ id }) => id === route.id);
  // What the focus follows: the view, and the article or request once it is there to be read.
  const content = article.kind === 'ready' ? article.article.lang : article.kind;
  const shown = route.kind === 'home' ? place : `${place} ${later.value.kind} ${content} ${hasRequest}`;
  const wasOpen = useRef(false);
  const opener = useRef<Element | null>(null);

  useLayoutEffect(() => {
    if (!body.current) return;
    body.current.scrollTop = scrolls.current.get(place) ?? 0;
  }, [place]);

  useEffect(() => {
    if (isOpen && !wasOpen.current) opener.current = document.activeElement;
    if (!isOpen && wasOpen.current) focusOpener(opener.current);
    // Never from a field of the page, which the visitor may have gone on to meanwhile.
    if (isOpen && (!wasOpen.current || hasFocusOrNobody(panel.current))) focusView(panel.current);
    wasOpen.current = isOpen;
  }, [isOpen, shown]);

  return (
    <div
      ref={panel}
      class="panel"
      role="dialog"
      aria-modal={modal || undefined}
      aria-label={app.config.name ?? t('panel.title')}
      data-theme={state.theme.value}
      style={{
        '--helplet-accent-text-light': accentText(app.config.accent, 'light'),
        '--helplet-accent-text-dark': accentText(app.config.accent, 'dark'),
      }}
      lang={state.textLang.value}
      dir={directionOf(lang)}
      hidden={!isOpen}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented && !isComposing(event)) {
          event.preventDefault();
          app.close();
        }
        if (modal && panel.current) keepFocusInside(event, panel.current);
        // The page's own shortcuts are not for what is typed in here.
        event.stopPropagation();
      }}
    >
      <div class="header">
        {state.canGoBack.value && (
          <button type="button" class="icon-button back" aria-label={t('panel.back')} onClick={() => app.back()}>
            <Icon name="back" />
          </button>
        )}
        <p class="title">{headerText(route, t, app.config.name)}</p>
        <button type="button" class="icon-button" aria-label={t('panel.close')} onClick={() => app.close()}>
          <Icon name="close" />
        </button>
      </div>
      <div
        class="body"
        ref={body}
        onScroll={() => {
          if (body.current) scrolls.current.set(place, body.current.scrollTop);
        }}
      >
        {error ? (
          <div class="notice" role="alert">
            <p>{t('error.boundary')}</p>
            <button
              type="button"
              class="button"
              onClick={() => {
                app.reset({ kind: 'home' });
                resetError();
              }}
            >
              {t('error.reload')}
            </button>
          </div>
        ) : (
          <View route={route} later={later.value} />
        )}
      </div>
    </div>
  );
}

function View({ route, later }: { readonly route: Route; readonly later: LaterState }) {
  const t = useApp().state.t.value;
  if (route.kind === 'home') return <Home />;
  if (later.kind === 'loading') return <Skeleton lines={6} label={t('panel.loading')} />;
  if (later.kind === 'failed') {
    return (
      <div class="notice" role="alert">
        <p>{t('panel.failed')}</p>
        <button type="button" class="button" onClick={later.retry}>
          {t('kb.retry')}
        </button>
      </div>
    );
  }
  const { Article, Rating, Request, Requests, Ticket } = later.views;
  switch (route.kind) {
    case 'article':
      return <Article key={route.id} id={route.id} lang={route.lang} />;
    case 'ticket':
      return <Ticket />;
    case 'requests':
      return <Requests />;
    case 'request':
      return <Request id={route.id} />;
    case 'rating':
      return <Rating />;
    default:
      return unreachable(route);
  }
}

function headerText(route: Route, t: (key: MessageKey) => string, name: string | undefined): string {
  switch (route.kind) {
    case 'ticket':
      return t('ticket.title');
    case 'requests':
      return t('requests.title');
    case 'request':
      return t('request.title');
    case 'rating':
      return t('rating.title');
    default:
      return name ?? t('panel.title');
  }
}

/** The view says by `data-focus` where the caret belongs; on phones that would bring up the keyboard at once. */
function focusView(panel: HTMLElement | null): void {
  const target = isPhone() ? null : panel?.querySelector<HTMLElement>('[data-focus="desktop"]');
  (target ?? panel?.querySelector<HTMLElement>('[data-focus="view"]') ?? panel)?.focus({ preventScroll: true });
}

/** Whether the focus is in the widget, or nowhere (what had it is gone). */
function hasFocusOrNobody(panel: HTMLElement | null): boolean {
  const { activeElement } = document;
  const root = panel?.getRootNode();
  return (
    !activeElement || activeElement === document.body || (root instanceof ShadowRoot && root.activeElement !== null)
  );
}

/** Back to the page's own button that opened the panel; the launcher takes the focus by itself. */
function focusOpener(opener: Element | null): void {
  const isOurs = opener?.localName === 'helplet-widget';
  if (opener instanceof HTMLElement && opener !== document.body && opener.isConnected && !isOurs) {
    opener.focus({ preventScroll: true });
  }
}
