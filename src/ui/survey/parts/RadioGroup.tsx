import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Answer } from '../../../surveys/question-kinds/question-kind.ts';

/** One thing to choose. */
export interface RadioPoint {
  readonly value: Answer;
  /** Its name where the content does not say it. */
  readonly label?: string | undefined;
  readonly content: ComponentChildren;
  /** Drawn as one of those up to the chosen one. */
  readonly isLit?: boolean;
}

export interface RadioGroupProps {
  readonly class: string;
  readonly labelledBy: string;
  readonly points: readonly RadioPoint[];
  readonly chosen: Answer | undefined;
  readonly onChoose: (value: Answer) => void;
}

/** A radio group: arrows only move the focus, Enter, Space or a click choose (a slip of a key rates nothing). */
export function RadioGroup({ labelledBy, points, chosen, onChoose, ...props }: RadioGroupProps) {
  const chosenAt = points.findIndex(({ value }) => value === chosen);
  // Before there is a choice, Tab arrives in the middle of a scale: it leans neither way.
  const start = points.length > 4 && typeof points[0]?.value === 'number' ? points.length >> 1 : 0;
  const [focused, setFocused] = useState(chosenAt < 0 ? start : chosenAt);
  const group = useRef<HTMLDivElement>(null);
  const move = (to: number) => {
    const next = (to + points.length) % points.length;
    setFocused(next);
    group.current?.querySelectorAll<HTMLElement>('[role="radio"]')[next]?.focus();
  };
  return (
    <div
      ref={group}
      class={`survey-points ${props.class}`}
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
      {points.map(({ value, label, content, isLit }, at) => (
        <button
          key={value}
          type="button"
          role="radio"
          class={isLit ? 'survey-point survey-lit' : 'survey-point'}
          aria-checked={value === chosen}
          aria-label={label}
          tabIndex={at === focused ? 0 : -1}
          onFocus={() => setFocused(at)}
          onClick={() => {
            setFocused(at); // Safari gives no focus to what is clicked
            onChoose(value);
          }}
        >
          {content}
        </button>
      ))}
    </div>
  );
}
