import { expect, it } from 'vitest';
import { run } from '../support/cli/run.ts';

it('helplet init asks for the folder; what it writes is tested on the built files', async () => {
  expect(await run(['init'])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--out') });
  expect(await run(['init', '--nope'])).toMatchObject({ code: 2, out: '' });
});
