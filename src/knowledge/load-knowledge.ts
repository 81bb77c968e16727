import { SupportError } from '../shared/errors.ts';
import { buildInSteps } from './build-index.ts';
import { finish } from './finish.ts';
import { decodeInSteps, isCompiled } from './format.ts';
import type { KnowledgeIndex } from './knowledge-index.ts';
import { readArticlesInSteps } from './read-articles.ts';

export interface LoadedKnowledge {
  readonly index: KnowledgeIndex;
  /** One message for each line or article left out. */
  readonly warnings: readonly string[];
}

/**
 * Loads a knowledge base in steps of a few milliseconds: a compiled one, JSONL or a JSON array, told apart by content.
 * @throws SupportError `kb-malformed` when there is no article in it, or the codes of `decodeInSteps`
 */
export function* loadKnowledgeInSteps(bytes: Uint8Array): Generator<void, LoadedKnowledge> {
  if (isCompiled(bytes)) return { index: yield* decodeInSteps(bytes), warnings: [] };
  const { articles, warnings } = yield* readArticlesInSteps(decodeText(bytes));
  return { index: yield* buildInSteps(articles), warnings };
}

/** `loadKnowledgeInSteps` without pauses. */
export function loadKnowledge(bytes: Uint8Array): LoadedKnowledge {
  return finish(loadKnowledgeInSteps(bytes));
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new SupportError('kb-malformed', 'Knowledge base: line 1: the file is not UTF-8 text; save it as UTF-8');
  }
}
