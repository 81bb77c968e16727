import { SupportError } from '../../shared/errors.ts';
import { detectLanguage } from '../detect/detect-language.ts';
import { createFeaturiser } from '../features/index.ts';
import { checksum } from '../model/checksum.ts';
import { decodeModel } from '../model/index.ts';
import { embedFeatures } from '../model/run-model.ts';

/** Its name in a folder of models. */
export const ENCODER_FILE = 'encoder.hle';

/** Tells what sentences mean: texts that mean the like have vectors of the like direction. */
export interface SentenceEncoder {
  /** Names the weights: vectors of other ones cannot be compared. */
  readonly id: string;
  /** Whether it knows the language of a text: it learnt English only. */
  readonly reads: (text: string) => boolean;
  /** For each text a vector of whole numbers, −127 to 127 and about 127 long; zeros for a text without a known word. */
  readonly embed: (texts: readonly string[]) => Int8Array[];
}

/** Length of a vector: no part of it is then above 127. */
const LENGTH = 127;

/**
 * Opens an encoder file, a model without heads. Plain code: 20 to 50 µs a sentence.
 * @throws SupportError the codes of `decodeModel`; `model-corrupt` for a model that answers questions
 */
export function createEncoder(bytes: Uint8Array): SentenceEncoder {
  const model = decodeModel(bytes);
  if (model.heads.length > 0) {
    throw new SupportError('model-corrupt', `Encoder: the file is another model; name one like ${ENCODER_FILE}`);
  }
  const featurise = createFeaturiser(model.bucketCount, model.features);
  const sum = new Float32Array(model.dimensions);
  const embedText = (text: string): Int8Array => {
    embedFeatures(model, featurise(text), sum);
    let squares = 0;
    for (const value of sum) squares += value * value;
    const scale = squares > 0 ? LENGTH / Math.sqrt(squares) : 0;
    return Int8Array.from(sum, (value) => Math.round(value * scale));
  };
  return {
    id: checksum(bytes).toString(16).padStart(8, '0'),
    reads: (text) => detectLanguage(text) === 'en',
    embed: (texts) => texts.map(embedText),
  };
}
