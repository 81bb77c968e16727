import type { Prepare } from '../engine/engine.ts';
import { encodeKnowledge } from '../knowledge/index.ts';

/** What an engine does once the visitor's first questions are answered. */
export const prepare: Prepare = {
  compile: encodeKnowledge,
  async openMeaning(vectors) {
    const { connection } = navigator as { connection?: { readonly saveData?: boolean } }; // Chromium only
    const address = new URL(/* @vite-ignore */ '../models/encoder.hle', import.meta.url);
    // From another origin a site's policy may forbid it, and a try would be a violation of it.
    if (address.origin !== globalThis.origin || connection?.saveData) return null;
    const [response, { openEncoder }] = await Promise.all([
      fetch(address, { cache: 'force-cache' }), // offline too while the browser has it
      import('./encoder.ts'),
    ]);
    return response.ok ? openEncoder(vectors, new Uint8Array(await response.arrayBuffer())) : null;
  },
};
