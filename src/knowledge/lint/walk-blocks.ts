import type { Block, Inline } from '../../text/index.ts';

/** Every block of an article, those inside quotes and lists too, in order. */
export function* walkBlocks(blocks: readonly Block[]): Generator<Block> {
  for (const block of blocks) {
    yield block;
    if (block.kind === 'quote') yield* walkBlocks(block.children);
    if (block.kind === 'list') for (const item of block.items) yield* walkBlocks(item);
  }
}

/** Every inline piece of an article, in order. */
export function* walkInlines(blocks: readonly Block[]): Generator<Inline> {
  for (const block of walkBlocks(blocks)) {
    if (block.kind === 'paragraph' || block.kind === 'heading') yield* walkChildren(block.children);
    if (block.kind === 'table')
      for (const row of [block.head, ...block.rows]) for (const cell of row) yield* walkChildren(cell);
  }
}

function* walkChildren(children: readonly Inline[]): Generator<Inline> {
  for (const child of children) {
    yield child;
    if ('children' in child) yield* walkChildren(child.children);
  }
}
