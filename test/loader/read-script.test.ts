// @vitest-environment happy-dom
import { describe, expect, it, onTestFinished } from 'vitest';
import { readScript } from '../../src/loader/read-script.ts';

function createScript(src: string, data: Readonly<Record<string, string>> = {}): HTMLScriptElement {
  const script = document.createElement('script');
  if (src) script.setAttribute('src', src);
  for (const [name, value] of Object.entries(data)) script.dataset[name] = value;
  return script;
}

describe('the script tag', () => {
  it('gives its folder and its attributes', () => {
    const script = createScript('https://cdn.example/helplet/1.2.3/helplet.js?v=7#x', { kb: '/kb.json', locale: 'zh' });
    const tag = readScript(script);
    expect(tag?.baseUrl).toBe('https://cdn.example/helplet/1.2.3/');
    expect({ ...tag?.raw }).toEqual({ kb: '/kb.json', locale: 'zh' });
  });

  it('gives its own attributes, and none a polluted page has added', () => {
    const prototype = Object.prototype as { endpoint?: string };
    prototype.endpoint = 'https://evil.example';
    onTestFinished(() => void Reflect.deleteProperty(prototype, 'endpoint'));
    const raw = readScript(createScript('https://shop.example/helplet.js', { kb: '/kb.json' }))?.raw ?? {};
    expect(Object.keys(raw)).toEqual(['kb']);
  });

  it.each([
    ['nothing, as in a module', () => null],
    ['an inlined script', () => createScript('')],
  ])('is unknown where there is %s', (_, current) => {
    expect(readScript(current())).toBeNull();
  });
});
