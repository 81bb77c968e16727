import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHROMIUM_ARGS, chromiumPath, openPanel, panel } from './support/browser.ts';
import { type Service, startService } from './support/service.ts';

let service: Service;
const profile = mkdtempSync(join(tmpdir(), 'helplet-profile-'));

beforeAll(async () => {
  service = await startService();
});
afterAll(async () => {
  await service?.dispose();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
});

/** A browser of its own process group over a profile that outlives it. */
async function startBrowser(): Promise<{
  readonly process: ChildProcess;
  readonly browser: Browser;
  readonly page: Page;
}> {
  rmSync(join(profile, 'DevToolsActivePort'), { force: true });
  const started = spawn(
    chromiumPath(),
    [...CHROMIUM_ARGS, '--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'],
    { detached: true, stdio: 'ignore' },
  );
  const port = await expect
    .poll(() => readPort(), { timeout: 20_000 })
    .not.toBeNull()
    .then(readPort);
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const context = browser.contexts()[0];
  if (!context) throw new Error('the browser has no context');
  return { process: started, browser, page: await context.newPage() };
}

function readPort(): string | null {
  try {
    return readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n')[0] || null;
  } catch {
    return null; // not written yet
  }
}

/** The whole group at once, as a power cut or the system's memory killer would. */
async function kill(started: ChildProcess): Promise<void> {
  const gone = once(started, 'exit');
  if (started.pid) process.kill(-started.pid, 'SIGKILL');
  await gone;
}

test('a request that was saved when the browser was killed is delivered once after its restart', async () => {
  const first = await startBrowser();
  await first.page.goto(service.url);
  await openPanel(first.page);
  // The page stops for good the moment it is told "saved": nothing can be sent any more.
  await first.page.evaluate(() => {
    const page = window as unknown as { helplet: (...args: unknown[]) => void; saved?: string };
    page.helplet('on', 'ticket:queued', ({ id }: { id: string }) => {
      document.title = `saved ${id}`;
      for (;;);
    });
    page.helplet('ticket', { email: 'ana@example.com', body: 'Saved, then the lights went out' });
  });
  const before = (await service.tickets()).length;
  const submit = panel(first.page).getByRole('button', { name: 'Send request' });
  await submit.waitFor();
  // Not awaited: the page never answers again.
  void submit.click({ noWaitAfter: true }).catch(() => undefined);
  await expect.poll(() => titleOf(first.browser), { timeout: 15_000 }).toMatch(/^saved /);
  await kill(first.process);
  expect(await service.tickets()).toHaveLength(before);

  const second = await startBrowser();
  await second.page.goto(service.url); // not touched: unsent rows are looked for by themselves
  await expect.poll(async () => (await service.tickets()).length, { timeout: 30_000 }).toBe(before + 1);
  await openPanel(second.page);
  await panel(second.page).getByRole('button', { name: 'My requests' }).click();
  await panel(second.page)
    .getByRole('button', { name: /then the lights went out/ })
    .click();
  await expect.poll(() => panel(second.page).locator('.state').textContent()).toContain('Sent.');
  await second.page.reload();
  await openPanel(second.page);
  await panel(second.page).getByRole('button', { name: 'My requests' }).waitFor();
  const found = (await service.tickets()).filter(({ data }) => data.body === 'Saved, then the lights went out');
  expect(found).toHaveLength(1);
  await second.browser.close();
  await kill(second.process).catch(() => undefined); // it may have ended with its last page
});

/** Titles come from the browser process, which answers while the page's own thread hangs. */
async function titleOf(browser: Browser): Promise<string> {
  const session = await browser.newBrowserCDPSession();
  const { targetInfos } = await session.send('Target.getTargets');
  await session.detach();
  return targetInfos.find(({ title }) => title.startsWith('saved '))?.title ?? '';
}
