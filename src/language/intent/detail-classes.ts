import type { Example } from '../train/teach.ts';
import type { IntentRow } from './intent-row.ts';

/** Rows with their details as classes, and the label each class belongs to. */
export interface DetailClasses {
  readonly examples: readonly Example[];
  readonly labelOf: readonly number[];
}

/** A detail of fewer rows is no class of its own. */
const MIN_ROWS = 5;

/**
 * Gives each detail a class, and each label one for its rows without any; undefined if no row has a detail.
 * @param examples the rows with the labels as classes, one a row
 */
export function toDetailClasses(
  rows: readonly IntentRow[],
  examples: readonly Example[],
  labels: readonly string[],
): DetailClasses | undefined {
  const counts = new Map<string, number>();
  for (const { label, detail } of rows) {
    if (detail !== undefined && labels.includes(label)) counts.set(detail, (counts.get(detail) ?? 0) + 1);
  }
  const details = [...counts].filter(([, count]) => count >= MIN_ROWS).map(([detail]) => detail);
  if (details.length === 0) return undefined;
  const places = new Map(details.map((detail, index) => [detail, index + labels.length]));
  const labelOf = Array.from({ length: labels.length + details.length }, (_, index) => index);
  for (const { label, detail = '' } of rows) {
    const place = places.get(detail);
    if (place !== undefined) labelOf[place] = labels.indexOf(label);
  }
  const detailed = examples.map((example, index) => {
    const { target } = example;
    if (typeof target !== 'number') {
      const padded = new Float32Array(labelOf.length);
      padded.set(target);
      return { ...example, target: padded };
    }
    return { ...example, target: places.get(rows[index]?.detail ?? '') ?? target };
  });
  return { examples: detailed, labelOf };
}
