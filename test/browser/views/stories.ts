import type { Scene } from './scene.ts';
import type { PageName } from './site.ts';

/** Views that follow one from the other on one page. */
export interface Story {
  readonly page: PageName;
  /** Files that never come: a pattern of their addresses. */
  readonly missing?: RegExp;
  /** By name: what leads to each view, and waits until it is there. */
  readonly views: Readonly<Record<string, (scene: Scene) => Promise<void>>>;
}

/** Opens the panel by its launcher. */
export async function open({ page, panel }: Scene): Promise<void> {
  await page.locator('helplet-widget button.launcher').click();
  await panel.waitFor();
}

/** Fills the request form and sends it. */
export async function send(scene: Scene, body: string): Promise<void> {
  const { panel } = scene;
  await scene.call('ticket');
  await panel.locator('[name=email]').fill('ana@example.com');
  await panel.locator('[name=body]').fill(body);
  await panel.locator('.form [type=submit]').click();
  await panel.locator('.request .state').waitFor();
}

/** From now on the device refuses whatever is to be saved. */
export async function fillDisk({ page }: Scene): Promise<void> {
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = IDBObjectStore.prototype.add = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
  });
}
