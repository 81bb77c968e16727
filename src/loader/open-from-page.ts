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
      const data = (node as HTMLElement).dataset ?? {}; // SVG has it, the document not
      const verb = (['Article', 'Ticket', 'Open'] as const).find((name) => `helplet${name}` in data);
      if (!verb) continue;
      event.preventDefault();
      void call(verb.toLowerCase() as 'article', ...(data.helpletArticle ? [data.helpletArticle] : []));
      return;
    }
  };
  document.addEventListener('click', onClick);
  return () => document.removeEventListener('click', onClick);
}
