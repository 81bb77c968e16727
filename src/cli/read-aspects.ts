import { readFile } from 'node:fs/promises';
import { ASPECTS, type Aspect } from '../language/aspects/index.ts';
import { firstIssue, z } from '../schema/zod.ts';
import { SupportError } from '../shared/errors.ts';

const aspectsSchema = z.array(z.object({ aspect: z.string(), terms: z.array(z.string()) }));

/**
 * The aspects to look for: a site's own from a JSON file `[{"aspect","terms":[…]}]`, before those of shops and services;
 * a word on both lists is the site's.
 * @throws SupportError `bad-input` for a file that is no such list
 */
export async function readAspects(path: string | undefined): Promise<readonly Aspect[]> {
  if (path === undefined) return ASPECTS;
  const parsed = aspectsSchema.safeParse(parse(path, await readFile(path, 'utf8')));
  if (parsed.success) return [...parsed.data, ...ASPECTS];
  const { field, reason } = firstIssue(parsed.error);
  throw new SupportError('bad-input', `Aspects: ${path}: ${field || 'the file'} ${reason}; write [{"aspect","terms"}]`);
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SupportError('bad-input', `Aspects: ${path}: is not JSON; write [{"aspect","terms"}]`);
  }
}
