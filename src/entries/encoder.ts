import { createMeaning, type ReadMeaning } from '../knowledge/index.ts';
import type { SentenceVectors } from '../knowledge/sentence-vectors.ts';
import { createEncoder } from '../language/encoder/index.ts';

/**
 * Prepares to read what questions mean. A chunk of its own: only knowledge bases with vectors need it.
 * @throws SupportError when the encoder's file cannot be read
 */
export function openEncoder(vectors: SentenceVectors, bytes: Uint8Array): ReadMeaning | null {
  return createMeaning(vectors, createEncoder(bytes));
}
