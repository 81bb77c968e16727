import type { KeyValue } from '../storage/key-value.ts';
import type { EngineClient } from '../worker/client.ts';
import { createKnowledgeSource } from './knowledge-source.ts';

export interface LoadModelsOptions {
  readonly engine: Pick<EngineClient, 'loadModels'>;
  /** Where Helplet's files lie, ending in `/`; null where only a bundler knows: then there are no models. */
  readonly baseUrl: string | null;
  /** Absolute address of a site's own intents. */
  readonly intentModel: string | undefined;
  /** File name of the code that runs models, in `chunks/`. */
  readonly chunk: string;
  readonly fetch: typeof fetch;
  /** Where the last good copies are kept. */
  readonly cache: KeyValue;
  /** False once everything was erased: then nothing is kept. */
  readonly isWanted: () => boolean;
}

/**
 * Fetches the models that read messages, offline too after the first time, and hands them to the engine.
 * @throws SupportError when they can neither be fetched nor found, or not be read
 */
export async function loadModels({
  engine,
  baseUrl,
  intentModel,
  chunk,
  fetch,
  cache,
  isWanted,
}: LoadModelsOptions): Promise<void> {
  const { connection } = navigator as { connection?: { readonly saveData?: boolean } }; // Chromium only
  // From another origin a site's policy may forbid them, and a try would be a violation of it.
  const isOwn = baseUrl !== null && new URL(baseUrl).origin === globalThis.origin;
  if (!isOwn || connection?.saveData) return;
  const source = (url: string) => createKnowledgeSource({ url, fetch, cache });
  const intent = source(`${baseUrl}models/intent.hlm`);
  const mood = source(`${baseUrl}models/mood.hlm`);
  const own = intentModel === undefined ? null : source(intentModel);
  const [intentBytes, moodBytes, ownBytes] = await Promise.all([intent.read(), mood.read(), own?.read()]);
  const code = `${baseUrl}chunks/${chunk}`;
  await engine.loadModels({ code, intent: intentBytes, mood: moodBytes, ownIntent: ownBytes });
  if (isWanted()) await Promise.all([intent.keep(), mood.keep(), own?.keep()]); // proved readable
}
