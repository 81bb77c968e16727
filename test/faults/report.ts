/** What a campaign has to say: figures to print, and whether everything held. */
export interface Report {
  readonly lines: readonly string[];
  readonly ok: boolean;
}
