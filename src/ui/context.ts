import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { App } from '../app/create-app.ts';

const AppContext = createContext<App | null>(null);

export const AppProvider = AppContext.Provider;

/** The app of the panel a view stands in. */
export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error('useApp: there is no AppProvider above this view');
  return app;
}
