import type { Licence } from './mood-sources.ts';

/** What `npm run train:models` was asked for. */
export interface TrainingPlan {
  /** Folder of the public data. */
  readonly data: string;
  /** Folder of our own corpus. */
  readonly corpus: string;
  readonly seed: number;
  /** Whether a set may teach: by its licence, and not excluded by name. */
  readonly mayTrain: (source: { readonly name: string; readonly licence: Licence }) => boolean;
  /** The command that reproduces the run, without folders. */
  readonly command: string;
  readonly log: (line: string) => void;
}
