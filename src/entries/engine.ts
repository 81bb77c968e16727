import { createEngine as create, type Engine } from '../engine/engine.ts';
import { loadUnderstand } from './load-understand.ts';

/** The engine for the page's own thread. */
export function createEngine(): Engine {
  return create(loadUnderstand);
}
