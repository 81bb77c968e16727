import type { Look, LookInput } from './look.ts';
import { SurveyIcon } from './SurveyIcon.tsx';

const star = 'M12 4l2.5 5.2 5.7.7-4.2 3.9 1.1 5.7-5.1-2.8-5.1 2.8L8 13.8l-4.2-3.9 5.7-.7z';

/** Satisfaction as one to five stars. */
export function stars({ chosen, low, high, t }: LookInput): Look {
  return {
    name: 'stars',
    hasEnds: true,
    points: [low, t('rating.2'), t('rating.3'), t('rating.4'), high].map((label, at) => ({
      value: at + 1,
      label,
      isLit: typeof chosen === 'number' && at < chosen,
      content: <SurveyIcon path={star} />,
    })),
  };
}
