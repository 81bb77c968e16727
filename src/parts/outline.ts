import type { Block } from '../text/markdown.ts';
import { inlineText } from '../text/to-plain-text.ts';

export interface Heading {
  readonly block: Block;
  /** Unique in the panel. */
  readonly id: string;
  /** 3 to 6: the article's own title is the panel's `h2`. None is left out on the way down. */
  readonly level: number;
  readonly text: string;
}

/** The headings of an article in their order, those in quotes and lists among them. */
export function outline(blocks: readonly Block[]): readonly Heading[] {
  const headings: Heading[] = [];
  /** Levels as they were written, of the headings the current one stands under. */
  const above: number[] = [];
  const visit = (block: Block): void => {
    if (block.kind === 'quote') block.children.forEach(visit);
    if (block.kind === 'list') block.items.flat().forEach(visit);
    if (block.kind !== 'heading') return;
    while ((above.at(-1) ?? 0) >= block.level) above.pop();
    above.push(block.level);
    headings.push({
      block,
      id: `helplet-heading-${headings.length}`,
      level: Math.min(2 + above.length, 6),
      text: inlineText(block.children),
    });
  };
  blocks.forEach(visit);
  return headings;
}
