export { createUnderstand } from '../engine/understand.ts';
