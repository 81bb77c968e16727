import { useRef, useState } from 'preact/hooks';
import type { MessageKey } from '../../../app/messages.ts';
import { useApp } from '../../context.ts';
import { useFocusWhen } from '../../use-focus-when.ts';
import { Faces } from './Faces.tsx';

/** CSAT: five faces with words, a comment after the choice, and a way past it that is as easy. */
export function Rating() {
  const app = useApp();
  const { state, submissions } = app;
  const t = state.t.value;
  const [score, setScore] = useState<number | null>(null);
  const [comment, setComment] = useState('');
  const [outcome, setOutcome] = useState<MessageKey | null>(null);
  const [needsChoice, setNeedsChoice] = useState(false);
  const isSending = useRef(false);
  const outcomeText = useFocusWhen<HTMLParagraphElement>(outcome);
  if (!submissions) return <p class="none">{t('ticket.noEndpoint')}</p>;
  if (outcome) {
    return (
      <div class="notice">
        <p ref={outcomeText} tabIndex={-1} role="status" class="outcome">
          {t(outcome)}
        </p>
        <button type="button" class="button" onClick={() => app.reset({ kind: 'home' })}>
          {t('done.home')}
        </button>
      </div>
    );
  }
  const send = async () => {
    if (score === null) return setNeedsChoice(true);
    if (isSending.current) return;
    isSending.current = true;
    const { result } = await submissions.rate(score, comment);
    isSending.current = false;
    setOutcome(
      result.kind === 'stored' ? 'rating.thanks' : result.kind === 'held' ? 'rating.thanksHeld' : 'state.notSaved',
    );
  };
  return (
    <form
      class="form rating"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h2 id="helplet-rating" tabIndex={-1} data-focus="view">
        {t('rating.question')}
      </h2>
      <Faces
        labelledBy="helplet-rating"
        score={score}
        onChoose={(value) => {
          setScore(value);
          setNeedsChoice(false);
        }}
      />
      <p class="field-error" role="status">
        {needsChoice && t('rating.choose')}
      </p>
      {score !== null && (
        <label class="field">
          <span class="label">{t('rating.comment')}</span>
          <textarea
            rows={3}
            dir="auto"
            maxLength={4_000}
            value={comment}
            onInput={(event) => setComment(event.currentTarget.value)}
          />
        </label>
      )}
      <div class="choices">
        <button type="submit" class="button primary">
          {t('rating.send')}
        </button>
        <button
          type="button"
          class="button"
          onClick={() => {
            app.skipRating();
          }}
        >
          {t('rating.skip')}
        </button>
      </div>
    </form>
  );
}
