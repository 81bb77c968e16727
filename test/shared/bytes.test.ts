import { expect, it } from 'vitest';
import { utf8Bytes } from '../../src/shared/bytes.ts';

it.each([
  ['', 0],
  ['abc', 3],
  ['é', 2],
  ['帮助', 6],
  ['👍', 4],
  ['\ud800', 3],
])('the length of %j in UTF-8 is %i bytes', (text, bytes) => {
  expect(utf8Bytes(text)).toBe(bytes);
});
