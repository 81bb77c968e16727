import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findPackageFolder } from '../collector/site/find-package-folder.ts';
import { createIntentReader, INTENT_FILE, type ReadIntent } from '../language/intent/index.ts';
import { decodeModel } from '../language/model/index.ts';
import { createMoodReader, MOOD_FILE, type ReadMood } from '../language/sentiment/index.ts';

/** Where the shipped models lie: in a release, and in a checkout. */
const SHIPPED = ['dist/models', 'src/language/weights'] as const;

export interface ModelFolders {
  /** Folder of the default models; the shipped ones if absent. */
  readonly models?: string | undefined;
  /** Folder of a site's own intent model. */
  readonly intentModel?: string | undefined;
}

/** The reader of intents that some folders ask for. @throws SupportError when a model cannot be used */
export async function openIntentReader({ models, intentModel }: ModelFolders): Promise<ReadIntent> {
  const folder = intentModel ?? models ?? findShipped(INTENT_FILE);
  return createIntentReader(decodeModel(await readFile(join(folder, INTENT_FILE))));
}

/** The reader of moods of the default models. @throws SupportError when the model cannot be used */
export async function openMoodReader({ models }: Pick<ModelFolders, 'models'>): Promise<ReadMood> {
  return createMoodReader(decodeModel(await readFile(join(models ?? findShipped(MOOD_FILE), MOOD_FILE))));
}

function findShipped(file: string): string {
  const root = findPackageFolder(import.meta.url);
  const found = SHIPPED.find((folder) => existsSync(join(root, folder, file)));
  return join(root, found ?? SHIPPED[0]);
}
