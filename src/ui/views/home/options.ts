import type { App } from '../../../app/create-app.ts';
import type { AppState } from '../../../app/state.ts';
import type { SearchHit } from '../../../engine/protocol.ts';

/** Id of the option at `index`, for `aria-activedescendant`. */
export function optionId(index: number): string {
  return `helplet-option-${index}`;
}

/** The hits that belong to what stands in the box, or to the text before the last key. */
export function currentHits(state: AppState): readonly SearchHit[] {
  return state.results.value?.reply.hits ?? [];
}

/** Whether there is anybody to write to: an endpoint, or the site's address. */
export function canWrite(app: App): boolean {
  return app.submissions !== null || app.config.email !== undefined;
}

/** Hits and, last, "Ask: …" where there is anybody to ask. */
export function optionCount(app: App): number {
  return currentHits(app.state).length + (canWrite(app) ? 1 : 0);
}

/** Opens the hit, or carries the text to the request form. */
export function chooseOption(app: App, index: number): void {
  const hit = currentHits(app.state)[index];
  if (hit) app.go({ kind: 'article', id: hit.id, lang: hit.lang });
  else if (canWrite(app)) askTeam(app, app.state.query.peek());
}

/** To the request form, with the text where the visitor has not written one yet. */
export function askTeam(app: App, text: string): void {
  const { draft } = app.state;
  if (draft.value.body.trim() === '') draft.value = { ...draft.value, body: text.trim() };
  app.go({ kind: 'ticket' });
}
