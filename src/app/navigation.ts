import { batch } from '@preact/signals-core';
import { encodeJson } from '../shared/encode-json.ts';
import type { AppState, Route } from './state.ts';

export interface Navigation {
  go(route: Route): void;
  back(): void;
  /** Forgets the way here and shows `route`. */
  reset(route: Route): void;
}

/** A stack of views, as in a phone app: `back` returns to where one was. */
export function createNavigation(state: AppState): Navigation {
  const stack: Route[] = [];
  const show = (route: Route) =>
    batch(() => {
      state.route.value = route;
      state.canGoBack.value = stack.length > 0;
    });
  return {
    go(route) {
      if (encodeJson(route) === encodeJson(state.route.value)) return;
      stack.push(state.route.value);
      show(route);
    },
    back() {
      show(stack.pop() ?? { kind: 'home' });
    },
    reset(route) {
      stack.length = 0;
      if (route.kind !== 'home') stack.push({ kind: 'home' });
      show(route);
    },
  };
}
