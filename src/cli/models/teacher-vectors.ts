import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One text a line, as a JSON string. */
export const TEXTS_FILE = 'texts.jsonl';
/** The texts' vectors one behind the other: 32-bit floats, lowest byte first. */
export const VECTORS_FILE = 'vectors.f32';
/** Numbers in a vector of the Universal Sentence Encoder. */
export const TEACHER_WIDTH = 512;

/** What the teacher said, by text, from a folder that `npm run teach:encoder` wrote. */
export async function readTeacher(folder: string): Promise<Map<string, Float32Array>> {
  const lines = (await readFile(join(folder, TEXTS_FILE), 'utf8')).trim().split('\n');
  const bytes = await readFile(join(folder, VECTORS_FILE));
  const all = new Float32Array(Uint8Array.from(bytes).buffer);
  if (all.length !== lines.length * TEACHER_WIDTH)
    throw new Error(`${folder}: texts and vectors do not belong together`);
  return new Map(
    lines.map((line, at): [string, Float32Array] => [
      JSON.parse(line) as string, // as it was written
      all.subarray(at * TEACHER_WIDTH, (at + 1) * TEACHER_WIDTH),
    ]),
  );
}
