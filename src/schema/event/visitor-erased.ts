import { z } from '../zod.ts';
import { commonData } from './envelope.ts';

/** The visitor wishes that everything under his pseudonym be forgotten. */
export const visitorErasedSchema = z.looseObject({ ...commonData });
