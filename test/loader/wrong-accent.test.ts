// @vitest-environment happy-dom
import { expect, it, onTestFinished } from 'vitest';
import { startLoader } from '../../src/loader/start-loader.ts';

const missing = () => Promise.reject(new Error('not asked for'));

it.each(['greenish', 'red', '#12', ''])(
  'an accent that is no colour of ours (%j) leaves the launcher its own',
  (accent) => {
    const loader = startLoader({
      raw: { accent },
      baseUrl: null,
      version: '1.0.0',
      files: { core: missing },
      emit: () => undefined,
      warn: () => undefined,
    });
    onTestFinished(() => loader.stop());
    const element = document.querySelector<HTMLElement>('helplet-widget');
    expect(element?.style.getPropertyValue('--helplet-accent')).toBe('');
  },
);
