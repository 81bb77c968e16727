import { toMessage } from '../../shared/errors.ts';
import type { Draft, ImportFile } from './draft.ts';

/** A JSON array of articles, an object with such an array in `articles`, or a single article. */
export const importJson: ImportFile = ({ path, text }) => {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    return [{ place: path, problem: `is not valid JSON (${toMessage(error)}); correct it` }];
  }
  const list = Array.isArray(value) ? value : isObject(value) && Array.isArray(value.articles) ? value.articles : null;
  if (!list) return [{ place: path, value }];
  return list.map((item, index): Draft => ({ place: `${path}: article ${index + 1}`, value: item }));
};

/** One article a line. */
export const importJsonLines: ImportFile = ({ path, text }) =>
  text
    .replace(/^\ufeff/, '')
    .split('\n')
    .flatMap((line, index): Draft[] => {
      if (line.trim() === '') return [];
      const place = `${path}: line ${index + 1}`;
      try {
        return [{ place, value: JSON.parse(line) }];
      } catch (error) {
        return [{ place, problem: `is not valid JSON (${toMessage(error)}); write one article a line` }];
      }
    });

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
