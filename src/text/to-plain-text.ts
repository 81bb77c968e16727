import type { Block, Inline } from './markdown.ts';

/** The words of some inline pieces, without any markup. Images give their alternative text. */
export function inlineText(children: readonly Inline[]): string {
  let text = '';
  for (const child of children) {
    switch (child.kind) {
      case 'text':
      case 'code':
        text += child.text;
        break;
      case 'image':
        text += child.alt;
        break;
      case 'break':
        text += '\n';
        break;
      default:
        text += inlineText(child.children);
    }
  }
  return text;
}

/** The words of an article, one line a paragraph, list item, table row or line of code. */
export function toPlainText(blocks: readonly Block[]): string {
  return blocks
    .map(blockText)
    .filter((text) => text !== '')
    .join('\n');
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return inlineText(block.children);
    case 'code':
      return block.text;
    case 'quote':
      return toPlainText(block.children);
    case 'list':
      return block.items.map(toPlainText).join('\n');
    case 'table':
      return [block.head, ...block.rows].map((row) => row.map(inlineText).join(' ')).join('\n');
    case 'rule':
      return '';
  }
}
