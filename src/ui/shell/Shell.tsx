import { useEffect, useErrorBoundary, useRef } from 'preact/hooks';
import type { MessageKey } from '../../app/messages.ts';
import type { Route } from '../../app/state.ts';
import { directionOf } from '../../i18n/locale.ts';
import { Icon } from '../../parts/Icon.tsx';
import { Skeleton } from '../../parts/Skeleton.tsx';
import { encodeJson } from '../../shared/encode-json.ts';
import { unreachable } from '../../shared/errors.ts';
import { useApp, usePart } from '../context.ts';
import { isComposing } from '../is-composing.ts';
import { keepKeysInside } from '../keep-keys-inside.ts';
import type { PartState } from '../lazy-part.ts';
import { Home } from '../views/home/Home.tsx';
import { isPhone } from './is-phone.ts';
import { themeStyle } from './theme-style.ts';
import { useKeptScroll } from './use-kept-scroll.ts';
import { usePhone } from './use-phone.ts';

/** The frame: header, the current view, focus and scroll handling. */
export function Shell() {
  const app = useApp();
  const { state } = app;
  const isOpen = state.isOpen.value;
  const route = state.route.value;
  const t = state.t.value;
  const lang = state.lang.value;
  const panel = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const [error, resetError] = useErrorBoundary();
  const modal = usePhone() && isOpen;
  const { config } = app;
  const consent = state.consent.value;
  // A rating is kept here until it has arrived: who allows nothing would be thanked for what is never sent.
  const isAsked = consent === 'unknown' || (route.kind === 'rating' && consent === 'denied');
  const place = encodeJson(route);
  const article = state.article.value;
  const hasRequest = route.kind === 'request' && state.requests.value.some(({ id }) => id === route.id);
  // What the focus follows: the view once its code is there, and the article or request once it can be read.
  const part = usePart(partOf(route)).kind;
  const content = article.kind === 'ready' ? article.article.lang : article.kind;
  const shown = isAsked ? `gate ${part}` : route.kind === 'home' ? place : `${place} ${part} ${content} ${hasRequest}`;
  const views = usePart('views');
  const wasOpen = useRef(false);
  const opener = useRef<Element | null>(null);

  const keepScroll = useKeptScroll(body, place);

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
      aria-label={config.name ?? t('panel.title')}
      data-theme={state.theme.value}
      style={themeStyle(config)}
      lang={state.textLang.value}
      dir={directionOf(lang)}
      hidden={!isOpen}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented && !isComposing(event)) {
          event.preventDefault();
          app.close();
        }
        event.stopPropagation();
      }}
      {...keepKeysInside}
    >
      {views.kind === 'ready' && <views.module.PhoneFrame panel={panel} isOn={modal} />}
      <div class="header">
        {state.canGoBack.value && (
          <button type="button" class="icon-button back" aria-label={t('panel.back')} onClick={() => app.back()}>
            <Icon name="back" />
          </button>
        )}
        <p class="title">{headerText(route, t, config.name)}</p>
        <button type="button" class="icon-button" aria-label={t('panel.close')} onClick={() => app.close()}>
          <Icon name="close" />
        </button>
      </div>
      <div class="body" ref={body} onScroll={keepScroll}>
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
        ) : isAsked ? (
          <Gate />
        ) : (
          <View route={route} />
        )}
      </div>
    </div>
  );
}

/** The chunk a view comes with. */
function partOf({ kind }: Route): 'views' | 'conversation' | 'survey' {
  return kind === 'conversation' ? kind : kind === 'rating' ? 'survey' : 'views';
}

function View({ route }: { readonly route: Route }) {
  switch (route.kind) {
    case 'home':
      return <Home />;
    case 'conversation':
      return <Conversation route={route} />;
    case 'rating':
      return <Rating />;
    default:
      return <Later route={route} />;
  }
}

function Later({ route }: { readonly route: Exclude<Route, { kind: 'home' | 'conversation' | 'rating' }> }) {
  const part = usePart('views');
  if (part.kind !== 'ready') return <Pending part={part} />;
  const { Article, Privacy, Request, Requests, Ticket } = part.module.views;
  switch (route.kind) {
    case 'article':
      return <Article key={route.id} id={route.id} lang={route.lang} />;
    case 'ticket':
      return <Ticket />;
    case 'requests':
      return <Requests />;
    case 'request':
      return <Request key={route.id} id={route.id} />;
    case 'privacy':
      return <Privacy />;
    default:
      return unreachable(route);
  }
}

function Gate() {
  const part = usePart('views');
  return part.kind === 'ready' ? <part.module.views.ConsentGate /> : <Pending part={part} />;
}

function Conversation({ route }: { readonly route: Extract<Route, { kind: 'conversation' }> }) {
  const part = usePart('conversation');
  return part.kind === 'ready' ? <part.module.Conversation ask={route.ask} /> : <Pending part={part} />;
}

function Rating() {
  const part = usePart('survey');
  return part.kind === 'ready' ? <part.module.Rating /> : <Pending part={part} />;
}

/** In place of a view whose code is on its way, or could not be had. */
function Pending({ part }: { readonly part: Exclude<PartState<unknown>, { kind: 'ready' }> }) {
  const t = useApp().state.t.value;
  if (part.kind === 'loading') return <Skeleton lines={6} label={t('panel.loading')} />;
  return (
    <div class="notice" role="alert">
      <p>{t('panel.failed')}</p>
      <button type="button" class="button" onClick={part.retry}>
        {t('kb.retry')}
      </button>
    </div>
  );
}

function headerText(route: Route, t: (key: MessageKey) => string, name: string | undefined): string {
  switch (route.kind) {
    case 'ticket':
    case 'requests':
    case 'request':
    case 'rating':
    case 'privacy':
    case 'conversation':
      return t(`title.${route.kind}`);
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
