import { useEffect } from 'preact/hooks';
import type { App } from '../../app/create-app.ts';

/** Marks the history entry that stands for the open panel. The page's own state stays beside it. */
const MARK = 'helpletPanel';

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
      if (!app.state.canGoBack.peek()) return app.close();
      app.back();
      push();
    };
    if (!isMarked()) push(); // after a reload it is there already
    window.addEventListener('popstate', onPop);
    return () => {
      window.removeEventListener('popstate', onPop);
      if (isMarked()) history.back();
    };
  }, [isOn]);
}
