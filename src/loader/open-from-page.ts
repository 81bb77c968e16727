import type { Loader } from './start-loader.ts';

/**
 * Lets the page's own buttons and links open the panel: `data-helplet-open`, `data-helplet-article="id"` and
 * `data-helplet-ticket` work on any element, also one that is added later.
 * @returns what ends it
 */
export function openFromPage(call: Loader['call']): () => void {
  const onClick = (event: MouseEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey) return; // the page's own, or a link for a new tab
    for (const node of event.composedPath()) {
      const { helpletOpen, helpletArticle, helpletTicket } = (node as HTMLElement).dataset ?? {}; // SVG has it, the document not
      if (helpletArticle) void call('article', helpletArticle);
      else if (helpletTicket !== undefined) void call('ticket');
      else if (helpletOpen !== undefined) void call('open');
      else continue;
      event.preventDefault();
      return;
    }
  };
  document.addEventListener('click', onClick);
  return () => document.removeEventListener('click', onClick);
}
