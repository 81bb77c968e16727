import { useEffect, useState } from 'preact/hooks';
import { CardFrame, type CardFrameProps } from './CardFrame.tsx';

/** Politely, after what is being read out. */
const ANNOUNCE_DELAY_MS = 500;

/** The corner's survey card while there is one, and the quiet word that it has come, because it takes no focus. */
export function Corner({ app, actions, content }: Omit<CardFrameProps, 'showing'>) {
  const active = actions.active.value;
  const showing = active?.place === 'corner' ? active : null;
  const [said, setSaid] = useState('');
  const isNews = showing?.stage === 'asking' && !app.state.isOpen.value;
  const news = isNews ? app.state.t.value('survey.asked', { question: content.question(showing) }) : '';
  useEffect(() => app.schedule(() => setSaid(news), ANNOUNCE_DELAY_MS), [app, news]);
  return (
    <>
      <p class="survey-said" role="status">
        {said}
      </p>
      {showing && <CardFrame key={showing.conversation} {...{ app, actions, content, showing }} />}
    </>
  );
}
