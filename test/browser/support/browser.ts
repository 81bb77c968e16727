import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../support/find-chromium.ts';

/** Chromium without its own errands: it asks nobody but the pages under test for anything. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function chromiumPath(): string {
  return findChromium(() => undefined);
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });
}

/** Everything a page or its worker complained of. Must be empty at the end of a test that expects no complaint. */
export interface Complaints {
  readonly violations: string[];
  readonly errors: string[];
}

/** Records violations of the content policy and of Trusted Types, uncaught errors and console errors, worker included. */
export async function watchContext(context: BrowserContext): Promise<Complaints> {
  const complaints: Complaints = { violations: [], errors: [] };
  await context.exposeBinding('reportViolation', (_source, text: string) => {
    complaints.violations.push(text);
  });
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report = (globalThis as unknown as { reportViolation: (text: string) => void }).reportViolation;
      report(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  context.on('page', (page) => watchPage(page, complaints));
  return complaints;
}

function watchPage(page: Page, complaints: Complaints): void {
  page.on('pageerror', (error) => complaints.errors.push(error.message));
  // Chromium reports a worker's violations, and those of its first lines, in the page's console.
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.errors.push(message.text());
  });
  page.on('worker', (worker) => {
    worker
      .evaluate(() => {
        addEventListener('securitypolicyviolation', (event) => {
          console.error(`worker violation: ${(event as SecurityPolicyViolationEvent).effectiveDirective}`);
        });
      })
      .catch(() => undefined); // the page was left before the worker could be reached
  });
}

export interface OpenedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly complaints: Complaints;
}

/** A fresh profile's page at `url`. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', ...options });
  const complaints = await watchContext(context);
  const page = await context.newPage();
  await page.goto(url);
  return { page, context, complaints };
}

/** The widget's launcher. Locators look into its open shadow root. */
export function launcher(page: Page) {
  return page.locator('helplet-widget button.launcher');
}

/** The widget's panel. */
export function panel(page: Page) {
  return page.locator('helplet-widget [role="dialog"]');
}

/** Opens the panel by its launcher and waits for the knowledge base. */
export async function openPanel(page: Page): Promise<void> {
  await launcher(page).click();
  await panel(page).waitFor();
}
