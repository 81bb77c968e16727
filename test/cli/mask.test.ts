import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { maskingEval } from '../../src/cli/eval/masking.ts';
import { run } from '../support/cli/run.ts';

describe('helplet mask', () => {
  it('writes the whole text with masks, and nothing else changes', async () => {
    const text = ' Hi,\r\n\tmy card 4242 4242 4242 4242, password: hunter2\n\nIBAN DE89 3704 0044 0532 0130 00 \n';
    expect(await run(['mask'], text)).toMatchObject({
      code: 0,
      err: '',
      out: ' Hi,\r\n\tmy card [card], password: [key]\n\nIBAN [iban] \n',
    });
    expect(await run(['mask'], '')).toMatchObject({ code: 0, out: '' });
  });

  it.each(['\ud800', '\0', '1'.repeat(1_000_000), '🙂🙂', 'a'.repeat(1_000_000)])(
    'takes odd texts as they are',
    async (text) => {
      expect((await run(['mask'], text)).out).toBe(text);
    },
  );

  it('takes no options', async () => {
    expect(await run(['mask', '--nope'])).toMatchObject({ code: 2, out: '' });
  });
});

describe('the measure of masking', () => {
  async function measure(args: readonly string[]) {
    const told: string[] = [];
    const io = { readStdin: async () => '', out: () => undefined, err: (text: string) => void told.push(text) };
    return { metrics: await maskingEval(args, io), told };
  }

  it('gives recall by kind and country with intervals, the same each time', async () => {
    const { metrics } = await measure(['--count', '5']);
    expect(metrics['recall:checked']).toMatchObject({ value: 1, n: 30, hi: 1 });
    expect(metrics['recall:phone:DE']).toMatchObject({ n: 5 });
    expect(metrics['recall:phone:DE']?.lo).toBeGreaterThan(0.5);
    expect((await measure(['--count', '5'])).metrics).toEqual(metrics);
  });

  it('counts texts in which something is hidden, and shows each hit', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'helplet-masking-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'texts.jsonl');
    const rows = ['where is order 1234567890', 'call 13800138000', 'call 13800138000', 'a@b.example or 192.0.2.1'];
    await writeFile(file, rows.map((text) => JSON.stringify({ text })).join('\n'));
    const { metrics, told } = await measure(['--count', '1', '--data', file]);
    expect(metrics.clean).toMatchObject({ value: 1 / 3, n: 3 });
    expect(Object.keys(metrics).filter((name) => name.startsWith('clean:'))).toEqual([
      'clean:email',
      'clean:ip',
      'clean:phone',
    ]);
    expect(told.map((line) => JSON.parse(line).text)).toEqual(['13800138000', 'a@b.example', '192.0.2.1']);
  });

  it('refuses what it cannot use', async () => {
    await expect(measure(['--count', '0'])).rejects.toThrow('--count must be a whole number');
    await expect(measure(['--nope'])).rejects.toThrow();
  });
});
