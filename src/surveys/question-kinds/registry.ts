import { ces } from './ces.ts';
import { choice } from './choice.ts';
import { csat } from './csat.ts';
import { nps } from './nps.ts';
import { text } from './text.ts';
import { thumbs } from './thumbs.ts';

/** Every way to ask, by the name a site writes. */
export const questionKinds = { csat, nps, ces, thumbs, choice, text } as const;

export type SurveyKind = keyof typeof questionKinds;
