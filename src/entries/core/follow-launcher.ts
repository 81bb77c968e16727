import { effect } from '@preact/signals-core';
import type { App } from '../../app/app.ts';
import { launcherTexts } from '../../i18n/launcher-texts.ts';
import { directionOf } from '../../i18n/locale.ts';
import type { CoreHost } from '../../loader/core-contract.ts';

/**
 * From here on the launcher shows what the panel does: open or closed, its words in the visitor's language, and how
 * many requests failed and have not been looked at (as a badge once the panel's style is there).
 * @returns what ends it
 */
export function followLauncher({ button, element }: CoreHost, { state }: App): () => void {
  const seen = new Set<string>();
  let wasOpen = false;
  return effect(() => {
    const isOpen = state.isOpen.value;
    const lang = state.lang.value;
    const route = state.route.value;
    const { label } = state.config.value;
    if (isOpen && route.kind === 'request') seen.add(route.id);
    const unseen = state.requests.value.filter(({ id, state: now }) => now === 'failed' && !seen.has(id)).length;
    const closed = label ?? launcherTexts(lang).open;
    button.title = isOpen ? state.t.value('launcher.close') : unseen > 0 ? `${closed} (${unseen})` : closed;
    button.dataset.badge = unseen > 0 && !isOpen ? String(unseen) : '';
    button.setAttribute('aria-expanded', String(isOpen));
    element.dir = directionOf(lang); // the launcher moves to the corner the panel opens in
    if (wasOpen && !isOpen) button.focus({ preventScroll: true });
    wasOpen = isOpen;
  });
}
