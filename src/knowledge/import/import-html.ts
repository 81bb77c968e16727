import type { ImportFile } from './draft.ts';
import { htmlToMarkdown } from './html-to-markdown.ts';
import { toNameParts } from './name-parts.ts';

/** An HTML page is one article: id from the file's name, language from there or from `<html lang>`. */
export const importHtml: ImportFile = ({ path, text }) => [
  { place: path, value: { ...htmlToMarkdown(text), ...toNameParts(path) } },
];
