import { trainEncoder } from '../../language/encoder/train-encoder.ts';
import type { LanguageModel } from '../../language/model/index.ts';
import { readSentences } from './encoder-sources.ts';
import type { SourceChoice } from './source-licences.ts';
import { readTeacher } from './teacher-vectors.ts';

/** Chosen on the half of the question sets that search weights are tuned on; see docs/search.md. */
const SIZE = { bucketCount: 15_000, dimensions: 64, epochs: 10, maxWeight: 2 } as const;
const SEED = 1;

export interface EncoderTraining {
  readonly dataFolder: string;
  readonly corpusFolder: string;
  /** What `npm run teach:encoder` wrote. */
  readonly teacherFolder: string;
  readonly choice: SourceChoice;
  /** The command that reproduces the run, without folders. */
  readonly command: string;
  readonly log: (line: string) => void;
}

/** Trains the sentence encoder on the texts of `readSentences` that the teacher was asked. */
export async function trainEncoderModel(training: EncoderTraining): Promise<{
  readonly model: LanguageModel;
  readonly card: Readonly<Record<string, unknown>>;
}> {
  const { dataFolder, corpusFolder, teacherFolder, choice, log } = training;
  const { texts, hashes, counts } = await readSentences(dataFolder, corpusFolder, choice);
  const said = await readTeacher(teacherFolder);
  const taught = texts.flatMap((text) => {
    const vector = said.get(text);
    return vector ? [{ text, vector }] : [];
  });
  log(`encoder: ${taught.length} of ${texts.length} texts have a teacher's vector`);
  const command = `${training.command} --only encoder.hle --teacher FOLDER`;
  const { model, validation } = trainEncoder(taught, { ...SIZE, seed: SEED, origin: { command, counts } });
  log(`encoder: ${JSON.stringify(validation)}`);
  return { model, card: { command, counts, taught: taught.length, data: hashes, validation } };
}
