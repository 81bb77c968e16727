import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findPackageFolder } from '../collector/site/find-package-folder.ts';
import { createEncoder, ENCODER_FILE, type SentenceEncoder } from '../language/encoder/index.ts';
import { createIntentReader, INTENT_FILE, type ReadIntent } from '../language/intent/index.ts';
import { decodeModel, type LanguageModel } from '../language/model/index.ts';
import { createMoodReader, MOOD_FILE, type ReadMood } from '../language/sentiment/index.ts';

/** Where the shipped models lie: in a release, and in a checkout. */
const SHIPPED = ['dist/models', 'src/language/weights'] as const;

export interface ModelFolders {
  /** Folder of the default models; the shipped ones if absent. */
  readonly models?: string | undefined;
  /** Folder of a site's own intent model. */
  readonly intentModel?: string | undefined;
}

/**
 * The reader of intents that some folders ask for: the default model's, or a site's own with the default as a prior.
 * @throws SupportError when a model that was named cannot be used
 */
export async function openIntentReader({ models, intentModel }: ModelFolders): Promise<ReadIntent> {
  if (intentModel === undefined)
    return createIntentReader(await openModel(models ?? findShipped(INTENT_FILE), INTENT_FILE));
  const own = await openModel(intentModel, INTENT_FILE);
  const general = await openGeneralModel(models);
  return createIntentReader(own, general ? { general } : {});
}

/** The default model: of a folder, else the shipped one; undefined if none is shipped. */
export async function openGeneralModel(models: string | undefined): Promise<LanguageModel | undefined> {
  const folder = models ?? findShipped(INTENT_FILE);
  return models === undefined && !existsSync(join(folder, INTENT_FILE)) ? undefined : openModel(folder, INTENT_FILE);
}

async function openModel(folder: string, file: string): Promise<LanguageModel> {
  return decodeModel(await readFile(join(folder, file)));
}

/** The reader of moods of the default models. @throws SupportError when the model cannot be used */
export async function openMoodReader({ models }: Pick<ModelFolders, 'models'>): Promise<ReadMood> {
  return createMoodReader(await openModel(models ?? findShipped(MOOD_FILE), MOOD_FILE));
}

/** The shipped sentence encoder; undefined if none is shipped. @throws SupportError when it cannot be used */
export async function openEncoder(): Promise<SentenceEncoder | undefined> {
  const file = join(findShipped(ENCODER_FILE), ENCODER_FILE);
  return existsSync(file) ? createEncoder(await readFile(file)) : undefined;
}

function findShipped(file: string): string {
  const root = findPackageFolder(import.meta.url);
  const found = SHIPPED.find((folder) => existsSync(join(root, folder, file)));
  return join(root, found ?? SHIPPED[0]);
}
