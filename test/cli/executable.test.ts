import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { sampleArticles, toJsonLines } from '../support/knowledge/sample-articles.ts';

const ENTRY = join(import.meta.dirname, '../../src/entries/cli.ts');

function start(...args: string[]) {
  return spawn(process.execPath, ['--import', 'tsx', ENTRY, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
}

it('writes all of a long output before it ends, and ends quietly when the reader has seen enough', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'helplet-bin-'));
  try {
    const kb = join(folder, 'kb.jsonl');
    await writeFile(kb, toJsonLines(sampleArticles));
    const queries = '{"text":"refund order password"}\n'.repeat(3_000);

    const patient = start('search', '--kb', kb);
    patient.stdin.end(queries);
    const [out, [code]] = await Promise.all([text(patient.stdout), once(patient, 'close')]);
    expect([out.trim().split('\n').length, code]).toEqual([3_000, 0]);

    const hasty = start('search', '--kb', kb);
    hasty.stdin.end(queries);
    hasty.stdout.once('data', () => hasty.stdout.destroy());
    const [err, [hastyCode]] = await Promise.all([text(hasty.stderr), once(hasty, 'close')]);
    expect([err, hastyCode]).toEqual(['', 0]);

    const wrong = start('search');
    wrong.stdin.end();
    expect((await once(wrong, 'close'))[0]).toBe(2);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);
