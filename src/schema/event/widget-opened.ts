import { z } from '../zod.ts';
import { commonData } from './envelope.ts';

/** The panel was opened, by what. */
export const widgetOpenedSchema = z.looseObject({ ...commonData, trigger: z.string() });
