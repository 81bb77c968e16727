import type { CreateUnderstand } from '../engine/engine.ts';

/** Fetches the code that runs models. Its address comes from the page: bundlers must not look for it. */
export async function loadUnderstand(code: string): Promise<CreateUnderstand> {
  return ((await import(/* @vite-ignore */ code)) as typeof import('./language.ts')).createUnderstand;
}
