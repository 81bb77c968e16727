import type { Understood } from '../engine/protocol.ts';
import { toMessage } from '../shared/errors.ts';
import type { App } from './app.ts';

/** So long a message waits to be understood before it is saved as it is, ms. */
const PATIENCE_MS = 100;

type Reader = Pick<App, 'models' | 'schedule' | 'warn'>;

const loading = /* @__PURE__ */ new WeakMap<Reader['models'], Promise<void>>();

/** The visitor has begun to write: from now on the models that read messages are worth their bytes. */
export function prepareModels({ models, warn }: Reader): void {
  if (loading.has(models)) return;
  const load = models.load().catch((error: unknown) => {
    loading.delete(models); // the next text tries again
    warn(`what messages are about is not read (${toMessage(error)})`);
  });
  loading.set(models, load);
}

/**
 * What the models read in a message; null where there are none (yet), or the language is none of theirs. Never takes
 * longer than a message can wait.
 */
export async function understand({ models, schedule }: Reader, text: string): Promise<Understood | null> {
  if (!loading.has(models)) return null;
  const late = new Promise<null>((resolve) => void schedule(() => resolve(null), PATIENCE_MS));
  const understood = await Promise.race([models.understand(text).catch(() => null), late]);
  return understood?.lang === 'other' ? null : understood;
}
