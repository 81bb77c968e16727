import type { KeyValue } from '../storage/key-value.ts';
import type { EngineClient } from '../worker/client.ts';
import { createKnowledgeSource } from './knowledge-source.ts';

export interface LoadModelsOptions {
  readonly engine: Pick<EngineClient, 'loadModels'>;
  /** Where Helplet's files lie, ending in `/`; null where only a bundler knows: then there are no models. */
  readonly baseUrl: string | null;
  /** File name of the code that runs models, in `chunks/`. */
  readonly chunk: string;
  readonly fetch: typeof fetch;
  /** Where the last good copies are kept. */
  readonly cache: KeyValue;
}

/**
 * Fetches the models that read messages, offline too after the first time, and hands them to the engine.
 * @throws SupportError when they can neither be fetched nor found, or not be read
 */
export async function loadModels({ engine, baseUrl, chunk, fetch, cache }: LoadModelsOptions): Promise<void> {
  const { connection } = navigator as { connection?: { readonly saveData?: boolean } }; // Chromium only
  if (!baseUrl || connection?.saveData) return;
  const source = (name: string) => createKnowledgeSource({ url: `${baseUrl}models/${name}.hlm`, fetch, cache });
  const intent = source('intent');
  const mood = source('mood');
  const [intentBytes, moodBytes] = await Promise.all([intent.read(), mood.read()]);
  await engine.loadModels({ code: `${baseUrl}chunks/${chunk}`, intent: intentBytes, mood: moodBytes });
  await Promise.all([intent.keep(), mood.keep()]); // proved readable
}
