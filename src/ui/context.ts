import { createContext } from 'preact';
import { useContext, useEffect } from 'preact/hooks';
import type { App } from '../app/app.ts';
import type { AttachmentsPart } from './attachments/attachments-part.ts';
import type { ConversationPart } from './conversation/conversation-part.ts';
import type { LazyPart, PartState } from './lazy-part.ts';
import type { SurveyPart } from './survey/survey-part.ts';
import type { ViewsPart } from './views/later-views.ts';

/** The chunks of the panel behind the first view. */
export interface Parts {
  readonly views: LazyPart<ViewsPart>;
  readonly conversation: LazyPart<ConversationPart>;
  readonly survey: LazyPart<SurveyPart>;
  readonly attachments: LazyPart<AttachmentsPart>;
}

export interface PanelContext {
  readonly app: App;
  readonly parts: Parts;
}

const AppContext = createContext<PanelContext | null>(null);

export const AppProvider = AppContext.Provider;

/** The app of the panel a view stands in. */
export function useApp(): App {
  return usePanel().app;
}

/** A chunk of the panel, asked for with its first use. */
export function usePart<Name extends keyof Parts>(
  name: Name,
): Parts[Name] extends LazyPart<infer Module> ? PartState<Module> : never {
  const part = usePanel().parts[name];
  useEffect(() => void part.start(), [part]);
  return part.state.value as ReturnType<typeof usePart<Name>>; // the state of the part of that name
}

function usePanel(): PanelContext {
  const panel = useContext(AppContext);
  if (!panel) throw new Error('useApp: there is no AppProvider above this view');
  return panel;
}
