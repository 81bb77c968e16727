import type { Fault } from '../fault.ts';
import { brokenUploads } from './broken-uploads.ts';
import { falseAnswers } from './false-answers.ts';
import { hostPage } from './host-page.ts';
import { kills } from './kills.ts';
import { leaving } from './leaving.ts';
import { lostAnswers } from './lost-answers.ts';
import { reordered } from './order.ts';
import { poison } from './poison.ts';
import { refusals } from './refusals.ts';
import { retryAfter } from './retry-after.ts';
import { serverErrors } from './server-errors.ts';

/** What can happen between a page and its collector. */
export const wireFaults: readonly Fault[] = [
  ...kills,
  ...lostAnswers,
  serverErrors,
  retryAfter,
  ...refusals,
  ...poison,
  ...falseAnswers,
  reordered,
  ...leaving,
  ...hostPage,
  brokenUploads,
];
