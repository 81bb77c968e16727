import { afterEach, expect, it, vi } from 'vitest';
import { hasPrivacySignal } from '../../src/shared/privacy-signal.ts';

afterEach(() => vi.unstubAllGlobals());

it.each([
  [true, true],
  [false, false],
  [undefined, false],
  ['1', false],
  [1, false],
])('a browser whose globalPrivacyControl is %j sends the signal: %s', (globalPrivacyControl, isSent) => {
  vi.stubGlobal('navigator', { globalPrivacyControl });
  expect(hasPrivacySignal()).toBe(isSent);
});
