/** What the language models make of a message. The rules use it where it is given, and do without it where not. */
export interface Understanding {
  readonly intent: { readonly label: string; readonly confidence: number };
  /** How fed up the visitor is, 0..1. */
  readonly frustration: number;
}

/** Works on the device: the text goes nowhere. */
export type Understand = (text: string) => Promise<Understanding>;
