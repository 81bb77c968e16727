import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findPackageFolder } from '../collector/site/find-package-folder.ts';
import { createIntentReader, INTENT_FILE, type ReadIntent } from '../language/intent/index.ts';
import { decodeModel, type LanguageModel } from '../language/model/index.ts';

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
  if (intentModel === undefined) return createIntentReader(await openModel(models ?? findShipped()));
  const own = await openModel(intentModel);
  const general = await openGeneralModel(models);
  return createIntentReader(own, general ? { general } : {});
}

/** The default model: of a folder, else the shipped one; undefined if none is shipped. */
export async function openGeneralModel(models: string | undefined): Promise<LanguageModel | undefined> {
  const folder = models ?? findShipped();
  return models === undefined && !existsSync(join(folder, INTENT_FILE)) ? undefined : openModel(folder);
}

async function openModel(folder: string): Promise<LanguageModel> {
  return decodeModel(await readFile(join(folder, INTENT_FILE)));
}

function findShipped(): string {
  const root = findPackageFolder(import.meta.url);
  const found = SHIPPED.find((folder) => existsSync(join(root, folder, INTENT_FILE)));
  return join(root, found ?? SHIPPED[0]);
}
