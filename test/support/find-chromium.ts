import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_APP = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/**
 * Path of a Chromium to test with: `HELPLET_CHROMIUM`, else the system's, else one that is installed now
 * (Debian's package for root, else Playwright's own download), which is said through `say`.
 */
export function findChromium(say: (message: string) => void): string {
  const wanted = process.env.HELPLET_CHROMIUM;
  if (wanted) {
    if (!isExecutable(wanted)) throw new Error(`HELPLET_CHROMIUM is "${wanted}", which cannot be run`);
    return wanted;
  }
  const found = onPath() ?? ownCopy();
  if (found) {
    say(`Browser: ${found}`);
    return found;
  }
  say('Browser: no Chromium or Chrome found; installing one (set HELPLET_CHROMIUM to use your own)');
  if (process.getuid?.() === 0 && isExecutable('/usr/bin/apt-get')) {
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk']);
  } else {
    run('playwright-core', ['install', 'chromium']);
  }
  const installed = onPath() ?? ownCopy();
  if (!installed) throw new Error('No browser could be installed; install Chromium or Chrome and set HELPLET_CHROMIUM');
  say(`Browser: ${installed} (installed now)`);
  return installed;
}

function onPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), MAC_APP].find(isExecutable);
}

/** The copy Playwright keeps for the user, if there is one. */
function ownCopy(): string | undefined {
  const path = chromium.executablePath();
  return path && isExecutable(path) ? path : undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
}
