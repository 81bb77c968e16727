/** What one run of a fault left behind, counted against what the visitor was told. */
export interface Outcome {
  /** Submissions the page was asked to save. */
  readonly submitted: number;
  /** Said to be saved, yet neither at the server nor still in the outbox at the end. */
  readonly lost: readonly string[];
  /** At the server more than once. */
  readonly doubled: readonly string[];
  /** Sentences of the page that were not true, each with what was true. */
  readonly untrue: readonly string[];
  /** Of what was lost, by id, where it was last seen. */
  readonly traces?: ReadonlyMap<string, string>;
}

/** One row of the fault matrix. `run` injects it once, its choices drawn from `seed`, and says what came of it. */
export interface Fault {
  /** Number in the matrix, 1–52. */
  readonly number: number;
  /** What happens, in a few words. */
  readonly name: string;
  readonly run: (seed: number) => Promise<Outcome>;
}
