import { z } from '../zod.ts';
import { commonData } from './envelope.ts';

/** The visitor has seen a message. */
export const messageSeenSchema = z.looseObject({ ...commonData, seen: z.string() });
