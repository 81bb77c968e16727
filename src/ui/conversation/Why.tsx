import { SURE } from '../../conversation/decide.ts';
import type { AnswerReply } from '../../conversation/state.ts';
import { useApp } from '../context.ts';

/** How sure the answer is and what it rests on, for who asks. */
export function Why({ reply }: { readonly reply: AnswerReply }) {
  const t = useApp().state.t.value;
  const { hit, confidence, isChosen } = reply;
  const marked = [
    ...hit.titleMarks.map(([start, end]) => hit.title.slice(start, end)),
    ...hit.passageMarks.map(([start, end]) => hit.passage.slice(start, end)),
  ];
  const words = [...new Set(marked.map((word) => word.toLowerCase()))].join(', ');
  return (
    <details class="hint">
      <summary>{t('conversation.why')}</summary>
      {!isChosen && (
        <p>
          {t(confidence < SURE ? 'conversation.maybe' : 'conversation.likely', {
            percent: Math.round(confidence * 100),
          })}
        </p>
      )}
      {words && <p>{t('conversation.words', { words })}</p>}
      <p>{t('conversation.onDevice')}</p>
    </details>
  );
}
