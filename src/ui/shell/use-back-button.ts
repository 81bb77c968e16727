import { useEffect } from 'preact/hooks';
import type { App } from '../../app/app.ts';

/** Marks the history entry that stands for the open panel. The page's own state stays beside it. */
const MARK = 'helpletPanel';

/** An entry of ours is being left: the browser takes a moment, in which the panel may open again. */
let isLeaving = false;

/**
 * On phones the system's back button goes back in the panel, and then closes it, as in any other full-screen view.
 * One history entry stands for the open panel; it is taken away again when the panel is closed otherwise.
 */
export function useBackButton(app: App, isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return undefined;
    const push = () => history.pushState({ ...history.state, [MARK]: true }, '');
    const isMarked = () => Boolean(history.state?.[MARK]);
    const onPop = () => {
      if (isMarked()) return;
      if (isLeaving) return push(); // the entry of an opening before this one
      if (!app.state.canGoBack.peek()) return app.close();
      app.back();
      push();
    };
    if (!isMarked()) push(); // after a reload it is there already, and while an earlier one is being left
    window.addEventListener('popstate', onPop);
    return () => {
      window.removeEventListener('popstate', onPop);
      if (!isMarked()) return;
      isLeaving = true;
      // After whoever opens meanwhile has heard of it.
      window.addEventListener('popstate', () => void setTimeout(() => (isLeaving = false)), { once: true });
      history.back();
    };
  }, [isOn]);
}
