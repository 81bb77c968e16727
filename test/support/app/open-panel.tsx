import { act } from 'preact/test-utils';
import { onTestFinished, vi } from 'vitest';
import { part as attachments } from '../../../src/entries/attachments.tsx';
import { part as conversation } from '../../../src/entries/conversation.tsx';
import { part as survey } from '../../../src/entries/survey.tsx';
import { part as views } from '../../../src/entries/views.ts';
import type { Parts } from '../../../src/ui/context.ts';
import { mountPanel } from '../../../src/ui/mount-panel.tsx';
import { createTestApp, type TestApp, type TestAppOptions, testPanel } from './create-test-app.ts';
import { createPage, type Page } from './render-view.tsx';

export interface PanelOptions extends TestAppOptions {
  /** Changes how the panel's chunks are fetched. */
  readonly load?: (name: keyof Parts) => Promise<unknown>;
  /** Whether the window is as narrow as a phone's. */
  readonly isPhone?: boolean;
  /** Where the panel opens; null leaves it closed. Default home. */
  readonly route?: Parameters<TestApp['app']['open']>[0] | null;
}

export interface OpenPanel extends TestApp, Page {
  readonly shadow: ShadowRoot;
  /** A launcher's, there before the panel. */
  readonly ownSheet: CSSStyleSheet;
  panel(): HTMLElement;
  /** Turns the window into a phone's, or back. */
  resize(isPhone: boolean): Promise<void>;
}

/** The panel's chunks as they are in the source. */
export const panelParts: Readonly<Record<keyof Parts, unknown>> = { views, conversation, survey, attachments };

/** The whole panel in a shadow root beside a launcher, as in a page. */
export async function openPanel(options: PanelOptions = {}): Promise<OpenPanel> {
  const { load = async (name) => panelParts[name], isPhone = false, route = { kind: 'home' }, ...rest } = options;
  const query = Object.assign(new EventTarget(), { matches: isPhone });
  vi.stubGlobal('matchMedia', () => query);
  const host = document.createElement('div');
  document.body.append(host);
  const shadow = host.attachShadow({ mode: 'open' });
  const ownSheet = new CSSStyleSheet();
  shadow.adoptedStyleSheets = [ownSheet];
  const test = createTestApp({
    ...rest,
    overrides: {
      loadPanel: async () => ({
        ...testPanel,
        mount: (app) => mountPanel({ root: shadow, app, load: load as <Module>(name: keyof Parts) => Promise<Module> }),
      }),
      ...rest.overrides,
    },
  });
  onTestFinished(() => {
    test.app.destroy();
    host.remove();
  });
  if (route) await act(() => test.app.open(route));
  const page = createPage(shadow as unknown as HTMLElement); // a shadow root has all that a test looks for
  await page.settle();
  return {
    ...test,
    ...page,
    shadow,
    ownSheet,
    panel: () => page.find('[role="dialog"]'),
    async resize(isNarrow) {
      query.matches = isNarrow;
      await act(() => void query.dispatchEvent(new Event('change')));
      await page.settle();
    },
  };
}
