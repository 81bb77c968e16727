import type { App } from '../../../app/app.ts';
import type { AppState } from '../../../app/state.ts';
import type { SearchHit } from '../../../engine/protocol.ts';

/** Stands for the last option, "Ask: …", where the others are articles' ids. */
export const ASK = '';

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

/** Opens the hit, or asks the text in the conversation. The box keeps it for the way back. */
export function chooseOption(app: App, index: number): void {
  const hit = currentHits(app.state)[index];
  if (hit) app.go({ kind: 'article', id: hit.id, lang: hit.lang });
  else app.go({ kind: 'conversation', ask: app.state.query.peek().trim() });
}

/** To the request form, with the text where the visitor has not written one yet. */
export function askTeam(app: App, text: string): void {
  if (app.state.draft.peek().body.trim() === '') app.changeDraft({ body: text.trim() });
  app.go({ kind: 'ticket' });
}
