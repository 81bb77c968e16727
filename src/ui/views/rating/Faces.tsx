import { useRef, useState } from 'preact/hooks';
import { useApp } from '../../context.ts';

const scores = [1, 2, 3, 4, 5] as const;

/** Mouths from "very unhappy" to "very happy". */
const mouths = [
  'M8 16.5c2-3 6-3 8 0',
  'M8.5 16c1.8-1.6 5.2-1.6 7 0',
  'M8.5 15.5h7',
  'M8.5 15c1.8 1.6 5.2 1.6 7 0',
  'M8 14.5c2 3.2 6 3.2 8 0',
];

export interface FacesProps {
  readonly labelledBy: string;
  readonly score: number | null;
  readonly onChoose: (score: number) => void;
}

/** A radio group: arrows only move the focus, Enter, Space or a click choose (a slip of a key rates nothing). */
export function Faces({ labelledBy, score, onChoose }: FacesProps) {
  const t = useApp().state.t.value;
  const [focused, setFocused] = useState(score ?? 3);
  const group = useRef<HTMLDivElement>(null);
  const move = (to: number) => {
    const next = ((to - 1 + scores.length) % scores.length) + 1;
    setFocused(next);
    group.current?.querySelectorAll<HTMLElement>('[role="radio"]')[next - 1]?.focus();
  };
  return (
    <div
      ref={group}
      class="faces"
      role="radiogroup"
      aria-labelledby={labelledBy}
      onKeyDown={(event) => {
        const towardsEnd = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
        if (event.key === towardsEnd || event.key === 'ArrowDown') move(focused + 1);
        else if (event.key.startsWith('Arrow')) move(focused - 1);
        else return;
        event.preventDefault();
      }}
    >
      {scores.map((value) => (
        <button
          key={value}
          type="button"
          role="radio"
          class="face"
          aria-checked={score === value}
          tabIndex={focused === value ? 0 : -1}
          onFocus={() => setFocused(value)}
          onClick={() => onChoose(value)}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <circle cx="12" cy="12" r="9.5" />
            <path d={`M9 9.5v.8M15 9.5v.8${mouths[value - 1]}`} />
          </svg>
          <span>{t(`rating.${value}`)}</span>
        </button>
      ))}
    </div>
  );
}
