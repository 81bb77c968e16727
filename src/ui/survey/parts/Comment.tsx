export interface CommentProps {
  readonly label: string;
  /** Id of the survey's question, where this is the answer to that. */
  readonly labelledBy?: string | undefined;
  readonly value: string;
  readonly onInput: (value: string) => void;
}

const LONGEST = 4_000;

/** A field for the visitor's own words. */
export function Comment({ label, labelledBy, value, onInput }: CommentProps) {
  return (
    <label class="survey-field">
      {!labelledBy && <span class="survey-label">{label}</span>}
      <textarea
        rows={3}
        dir="auto"
        maxLength={LONGEST}
        aria-labelledby={labelledBy}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </label>
  );
}
