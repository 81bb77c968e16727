import type { FrameLocator, Page } from 'playwright-core';

/** A page, or a frame in one. */
export type Scope = Page | FrameLocator;

/** The launcher of the widget (or of one of several, by its element's selector) in a page or frame. */
export function launcherIn(scope: Scope, element = 'helplet-widget') {
  return scope.locator(`${element} button.launcher`);
}

export function panelIn(scope: Scope, element = 'helplet-widget') {
  return scope.locator(`${element} [role="dialog"]`);
}

export interface PathOptions {
  readonly element?: string;
  /** How the panel is opened where the launcher cannot be clicked. */
  readonly open?: () => Promise<void>;
}

/** What a visitor does on a good day: opens the panel, finds an article, reads it, writes to us, closes. */
export async function walkMainPath(scope: Scope, message: string, options: PathOptions = {}): Promise<void> {
  const { element } = options;
  const panel = panelIn(scope, element);
  await (options.open ? options.open() : launcherIn(scope, element).click());
  await readArticle(scope, element);
  await panel.getByRole('button', { name: 'Back', exact: true }).click();
  await panel.getByRole('button', { name: 'Clear', exact: true }).click();
  await writeRequest(scope, message, element);
  await waitForState(scope, 'Sent.', element);
  await panel.getByRole('button', { name: 'Close', exact: true }).click();
  await panel.waitFor({ state: 'hidden' });
}

/** Searches and opens what is found, in the open panel. */
export async function readArticle(scope: Scope, element?: string): Promise<void> {
  const panel = panelIn(scope, element);
  await panel.getByRole('combobox').fill('opening');
  const hit = panel.getByRole('option', { name: /Opening hours/ });
  await hit.click();
  await panel.locator('article h2', { hasText: 'Opening hours' }).waitFor();
}

/** Fills the request form and sends it, from the home view. */
export async function writeRequest(scope: Scope, message: string, element?: string): Promise<void> {
  const panel = panelIn(scope, element);
  await panel.getByRole('button', { name: 'Write to us' }).click();
  await panel.getByLabel('Your e-mail').fill('ana@example.com');
  await panel.getByRole('textbox', { name: 'Message' }).fill(message);
  await panel.getByRole('button', { name: 'Send request' }).dblclick();
  await panel.locator('.request > .state').waitFor();
}

/** What the request's view says of it. */
export async function stateText(scope: Scope, element?: string): Promise<string> {
  return (await panelIn(scope, element).locator('.request > .state').textContent()) ?? '';
}

/** Waits until the request's view says `text`. By the letter: "until it is sent." is not "Sent." */
export async function waitForState(scope: Scope, text: string, element?: string): Promise<void> {
  const letters = new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  await panelIn(scope, element).locator('.request > .state', { hasText: letters }).waitFor();
}
