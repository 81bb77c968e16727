import type { Survey } from './survey.ts';

/** Surveys there are without the site writing any. One of its own with the same id takes their place. */
export const builtIns: readonly Survey[] = (['csat', 'nps', 'ces'] as const).map((kind) => ({
  id: kind,
  first: { id: 'score', kind, options: [], followUps: [] },
  show: 'corner',
}));
