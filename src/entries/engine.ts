import { createEngine as create, type Engine } from '../engine/engine.ts';
import { engineCode } from './engine-code.ts';

/** The engine for the page's own thread. */
export function createEngine(): Engine {
  return create(engineCode);
}
