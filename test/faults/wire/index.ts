import type { Fault } from '../fault.ts';
import { serverErrors } from './server-errors.ts';

/** What can happen between a page and its collector. */
export const wireFaults: readonly Fault[] = [serverErrors];
