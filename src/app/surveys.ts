import type { ReadonlySignal } from '@preact/signals-core';
import { toMessage } from '../shared/errors.ts';
import { builtIns } from '../surveys/built-ins.ts';
import type { Survey } from '../surveys/survey.ts';
import type { SiteSurveys } from './site-surveys.ts';
import { createShowing, type Showing, type ShowingOptions, type SurveyPlace } from './survey-showing.ts';
import type { Listen } from './survey-triggers.ts';

export interface SurveyOptions extends Omit<ShowingOptions, 'note'> {
  /** Fetches and reads the site's own surveys; null where it has none. */
  readonly loadSite: ((showing: Showing) => Promise<SiteSurveys>) | null;
  readonly isPanelOpen: ReadonlySignal<boolean>;
  /** Calls back when the page may be gone in a moment; returns what ends it. */
  readonly onHide: (listener: () => void) => () => void;
  /** The visitor has begun to write a comment. */
  readonly startComment: () => void;
  readonly warn: (message: string) => void;
}

export interface ShowOptions {
  /** The page or the visitor wants it: no wait, lot or page stands against it. Default false. */
  readonly explicit?: boolean;
  /** Default: the panel while that is open, else the survey's own. */
  readonly place?: SurveyPlace;
}

export interface SurveyActions extends Pick<Showing, 'active' | 'choose' | 'answer' | 'dismiss' | 'closeLater'> {
  /** The visitor has begun to write a comment. */
  startComment(): void;
  /** Shows a survey; false where it is not shown. An explicit one takes the place of any other. */
  show(id: string, options?: ShowOptions): Promise<boolean>;
  /** Begins to bring up the site's surveys by themselves. */
  start(listen: Listen): Promise<void>;
  /** Tells of a page shown without a load. */
  pageShown(): void;
  stop(): void;
}

/** Shows surveys, and sends what was answered. What a site has of its own is code of its own, fetched where needed. */
export function createSurveyActions(options: SurveyOptions): SurveyActions {
  const { warn } = options;
  const showing = createShowing({ ...options, note: (id, note) => site?.note(id, note) });
  let site: SiteSurveys | null = null;
  let loading: Promise<readonly Survey[]> | null = null;
  let listening: Listen | null = null;
  let isStopped = false;

  const loadSurveys = async (): Promise<readonly Survey[]> => {
    site = (await options.loadSite?.(showing)) ?? null;
    if (isStopped) site?.stop();
    else if (listening) site?.start(listening);
    const own = site?.surveys ?? [];
    return [...own, ...builtIns.filter(({ id }) => own.every((survey) => survey.id !== id))];
  };
  const load = () => {
    loading ??= loadSurveys().catch((error: unknown) => {
      loading = null; // the next one to ask tries again
      warn(`the site's surveys could not be loaded (${toMessage(error)})`);
      return builtIns;
    });
    return loading;
  };
  const stopHiding = options.onHide(showing.save);

  return {
    active: showing.active,
    choose: showing.choose,
    answer: showing.answer,
    dismiss: showing.dismiss,
    closeLater: showing.closeLater,
    startComment: options.startComment,
    async show(id, { explicit = false, place } = {}) {
      const surveys = await load();
      const survey = surveys.find((one) => one.id === id);
      if (!survey) warn(`there is no survey "${id}"; known ones are ${surveys.map((one) => one.id).join(', ')}`);
      if (!survey || isStopped) return false;
      if (!explicit) {
        const own = site?.surveys.find((one) => one === survey);
        return own ? (site?.ask(own) ?? false) : false;
      }
      const where = place ?? (options.isPanelOpen.peek() ? 'panel' : survey.show);
      if (showing.move(survey, where)) return true;
      showing.dismiss('left');
      showing.open(survey, where);
      site?.note(id, 'shown');
      return true;
    },
    async start(listen) {
      listening = listen; // also for a later try, where the first one fails
      await load();
      if (!isStopped) site?.start(listen);
    },
    pageShown: () => site?.pageShown(),
    stop() {
      isStopped = true;
      site?.stop();
      stopHiding();
      showing.stop();
    },
  };
}
