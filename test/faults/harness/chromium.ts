import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../../browser/support/browser.ts';

/** A Chromium of a process group of its own, over a profile that can outlive it. */
export interface RunningChromium {
  readonly browser: Browser;
  /** The profile's own context: what it stores is on the disk. */
  readonly context: BrowserContext;
  /** SIGKILL to the whole group at once, as a power cut or the system's memory killer would. */
  kill(): Promise<void>;
}

/** A folder for a browser's profile. */
export function makeProfile(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'helplet-profile-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Without transitions, which thousands of pages would wait for. */
const ARGS = [...CHROMIUM_ARGS, '--headless', '--force-prefers-reduced-motion', '--remote-debugging-port=0'];

export async function startChromium(profile: string, args: readonly string[] = []): Promise<RunningChromium> {
  const portFile = join(profile, 'DevToolsActivePort');
  rmSync(portFile, { force: true });
  const child = spawn(chromiumPath(), [...ARGS, `--user-data-dir=${profile}`, ...args, 'about:blank'], {
    detached: true,
    stdio: 'ignore',
  });
  const gone = once(child, 'exit');
  const kill = (): void => {
    process.off('exit', kill);
    try {
      if (child.pid && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself, with its last page.
    }
  };
  process.once('exit', kill); // being a group of its own, it would stay
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${await readPort(portFile)}`);
  const context = browser.contexts()[0];
  if (!context) throw new Error('the browser has no context');
  return {
    browser,
    context,
    async kill() {
      kill();
      await gone;
      await browser.close();
    },
  };
}

async function readPort(file: string): Promise<string> {
  for (let tries = 0; tries < 2_000; tries++) {
    try {
      const [port] = readFileSync(file, 'utf8').split('\n');
      if (port) return port;
    } catch {
      // not written yet
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('the browser did not start within 20 s');
}
