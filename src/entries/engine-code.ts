import type { EngineCode } from '../engine/engine.ts';

/** Fetches the engine's lazy chunks. Their addresses come from the page: bundlers must not look for them. */
export const engineCode: EngineCode = {
  understand: async (address) =>
    ((await import(/* @vite-ignore */ address)) as typeof import('./language.ts')).createUnderstand,
  prepare: async (address) => ((await import(/* @vite-ignore */ address)) as typeof import('./prepare.ts')).prepare,
};
