import type { Look, LookInput } from './look.ts';
import { SurveyIcon } from './SurveyIcon.tsx';

const outline = 'M12 2.5a9.5 9.5 0 1 1 0 19 9.5 9.5 0 0 1 0-19ZM9 9.5v.8M15 9.5v.8';

/** Mouths from "very unhappy" to "very happy". */
const mouths = [
  'M8 16.5c2-3 6-3 8 0',
  'M8.5 16c1.8-1.6 5.2-1.6 7 0',
  'M8.5 15.5h7',
  'M8.5 15c1.8 1.6 5.2 1.6 7 0',
  'M8 14.5c2 3.2 6 3.2 8 0',
];

/** Satisfaction as five faces, each with its word. */
export function faces({ low, high, t }: LookInput): Look {
  const words = [low, t('rating.2'), t('rating.3'), t('rating.4'), high];
  return {
    name: 'faces',
    points: mouths.map((mouth, at) => ({
      value: at + 1,
      content: (
        <>
          <SurveyIcon path={outline + mouth} />
          <span>{words[at]}</span>
        </>
      ),
    })),
  };
}
