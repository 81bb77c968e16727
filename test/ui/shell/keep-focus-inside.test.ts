// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepFocusInside } from '../../../src/ui/shell/keep-focus-inside.ts';

/** A panel in a shadow root: title, two controls that count, and two that cannot take the focus. */
function createPanel() {
  const host = document.createElement('div');
  document.body.append(host);
  const panel = document.createElement('div');
  panel.tabIndex = -1;
  const [first, field, off, last] = ['button', 'input', 'button', 'button'].map((tag) => document.createElement(tag));
  if (!first || !field || !off || !last) throw new Error('made above');
  off.setAttribute('disabled', '');
  panel.append(first, field, off, last);
  host.attachShadow({ mode: 'open' }).append(panel);
  for (const control of [first, field, off, last]) {
    Object.defineProperty(control, 'offsetParent', { value: panel, configurable: true }); // happy-dom lays nothing out
  }
  const tab = (shiftKey = false, key = 'Tab') => {
    const event = new KeyboardEvent('keydown', { key, shiftKey, cancelable: true });
    keepFocusInside(event, panel);
    return event.defaultPrevented;
  };
  const focused = () => (panel.getRootNode() as ShadowRoot).activeElement;
  return { panel, first, field, last, off, tab, focused };
}

beforeEach(() => document.body.replaceChildren());
afterEach(() => document.body.replaceChildren());

describe('while the panel covers the page, Tab', () => {
  it('goes from the last control to the first', () => {
    const { last, first, tab, focused } = createPanel();
    last.focus();
    expect(tab()).toBe(true);
    expect(focused()).toBe(first);
  });

  it('goes back from the first, and from the panel itself, to the last', () => {
    const { last, first, panel, tab, focused } = createPanel();
    for (const from of [first, panel]) {
      from.focus();
      expect(tab(true)).toBe(true);
      expect(focused()).toBe(last);
    }
  });

  it('is the browser’s own in between', () => {
    const { field, tab, focused } = createPanel();
    field.focus();
    expect([tab(), tab(true)]).toEqual([false, false]);
    expect(focused()).toBe(field);
  });

  it('passes over controls that are off or not shown', () => {
    const { last, first, field, tab, focused } = createPanel();
    last.setAttribute('disabled', '');
    Object.defineProperty(first, 'offsetParent', { value: null, configurable: true });
    field.focus();
    expect(tab()).toBe(true);
    expect(focused()).toBe(field);
  });

  it('is the only key that is looked at', () => {
    const { last, tab } = createPanel();
    last.focus();
    expect(tab(false, 'Enter')).toBe(false);
  });
});
