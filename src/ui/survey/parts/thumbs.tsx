import type { Look, LookInput } from './look.ts';
import { SurveyIcon } from './SurveyIcon.tsx';

const thumb = 'M7 11v9H4v-9zm0 0 4-7c1.5 0 2.5 1 2.2 2.6L12.5 10H19a1.5 1.5 0 0 1 1.5 1.8l-1.3 6.7A2 2 0 0 1 17.2 20H7';

/** Yes or no, with a thumb each. */
export function thumbs({ low, high }: LookInput): Look {
  return {
    name: 'thumbs',
    points: [high, low].map((word, isDown) => ({
      value: 1 - isDown,
      content: (
        <>
          <SurveyIcon path={thumb} isDown={isDown > 0} />
          <span>{word}</span>
        </>
      ),
    })),
  };
}
