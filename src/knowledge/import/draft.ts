/** A file to import, as text. */
export interface SourceFile {
  /** As the user gave it; named in messages. */
  readonly path: string;
  readonly text: string;
}

/** What an importer makes of a file: values that should be articles, and where each one stands. */
export type Draft =
  | { readonly place: string; readonly value: unknown }
  | { readonly place: string; readonly problem: string };

/** Reads one kind of file. Never throws: what cannot be read is a draft with a `problem`. */
export type ImportFile = (file: SourceFile) => readonly Draft[];
