export { createEngine } from '../engine/engine.ts';
