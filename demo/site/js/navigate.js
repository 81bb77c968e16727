import { recall, remember } from './storage.js';
import { pageWords } from './words.js';

const KEY = 'navigation';

/** Whether links are followed without loading a new page. Off unless the visitor switched it on. */
export function isSoft() {
  return recall(KEY) === 'soft';
}

/** Remembers how links are to be followed. */
export function setSoft(soft) {
  remember(KEY, soft ? 'soft' : null);
}

// `responseType = 'document'` gives a parsed page without passing a string to DOMParser or innerHTML, which
// `require-trusted-types-for 'script'` would refuse. The scripts of such a document never run.
function fetchPage(url, signal) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('GET', url);
    request.responseType = 'document';
    request.onload = () => resolve({ page: request.responseXML, isReached: true });
    request.onerror = () => resolve({ page: null, isReached: false });
    request.onabort = () => resolve({ page: null, isReached: false });
    signal.addEventListener('abort', () => request.abort());
    request.send();
  });
}

function isPlainClick(event) {
  const hasModifier = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  return event.button === 0 && !hasModifier && !event.defaultPrevented;
}

function isShopPage(link) {
  const { origin, pathname } = new URL(link.href);
  const isPage = /(?:\/|\.html)$/.test(pathname) && !pathname.startsWith('/console/');
  return origin === location.origin && isPage && link.target === '' && !link.hasAttribute('download');
}

function replacePart(next, selector) {
  const here = document.querySelector(selector);
  const there = next.querySelector(selector);
  if (here !== null && there !== null) here.replaceWith(document.importNode(there, true));
}

function placeView(url, scrollTop) {
  const target = url.hash === '' ? null : document.getElementById(decodeURIComponent(url.hash.slice(1)));
  const heading = document.querySelector('main h1');
  (target ?? heading)?.focus({ preventScroll: true });
  if (target !== null) target.scrollIntoView();
  else scrollTo({ top: scrollTop, behavior: 'instant' });
}

/**
 * Follows the shop's own links without a page load while the visitor wants that. `afterSwap` runs when the new content
 * stands. Returns a function that stops listening.
 */
export function followLinks(afterSwap) {
  let pending = new AbortController();
  let shown = location.pathname + location.search;
  const announcer = document.querySelector('[data-announcer]');

  function announce(text, isProblem = false) {
    if (announcer === null) return;
    announcer.textContent = text;
    announcer.className = isProblem ? 'notice' : 'visually-hidden';
  }

  /** Shows the page at `url`; `commit` runs just before the swap, when it is sure that there is something to show. */
  async function show(url, scrollTop, commit) {
    pending.abort();
    pending = new AbortController();
    const { signal } = pending;
    announce(pageWords().loading);
    const { page, isReached } = await fetchPage(url.href, signal);
    if (signal.aborted) return;
    if (!isReached) {
      // The widget works on without a connection; a browser's error page would take it away.
      announce(pageWords().unreachable, true);
      return;
    }
    // Not a page of the shop, or another language (the widget takes its language from <html>): load it for real.
    if (page?.querySelector('main') == null || page.documentElement.lang !== document.documentElement.lang) {
      location.assign(url.href);
      return;
    }
    commit();
    shown = url.pathname + url.search;
    replacePart(page, '.site-header');
    replacePart(page, 'main');
    document.title = page.title;
    announce(page.title);
    afterSwap();
    placeView(url, scrollTop);
  }

  function onClick(event) {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (link === null || !isSoft() || !isPlainClick(event) || !isShopPage(link)) return;
    const url = new URL(link.href);
    if (url.pathname + url.search === shown && url.hash !== '') return;
    event.preventDefault();
    void show(url, 0, () => {
      history.replaceState({ scrollTop: scrollY }, '');
      history.pushState({ scrollTop: 0 }, '', url);
    });
  }

  function onPopState(event) {
    const url = new URL(location.href);
    // A jump within the page fires popstate too; the browser handles it.
    if (url.pathname + url.search === shown) return;
    void show(url, event.state?.scrollTop ?? 0, () => {});
  }

  addEventListener('click', onClick);
  addEventListener('popstate', onPopState);
  return () => {
    pending.abort();
    removeEventListener('click', onClick);
    removeEventListener('popstate', onPopState);
  };
}
