/** Something that has to hold for any input. */
export interface Target {
  readonly name: string;
  /** Cases of a thousand that it gets: the slow ones few. */
  readonly perMille: number;
  /** Makes and checks inputs; rejects at the first that fails, with its smallest form and how to play it again. */
  readonly run: (cases: number, seed: number) => void | Promise<void>;
}
