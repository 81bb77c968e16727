import type { EngineCalls } from '../engine/protocol.ts';

export type EngineCallName = keyof EngineCalls;

/** Page to worker: one call of the engine. */
export interface CallMessage {
  readonly id: number;
  readonly call: EngineCallName;
  readonly args: readonly unknown[];
}

/** Worker to page: it is up (once), then one reply a call. */
export type ReplyMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly code: string; readonly message: string };
