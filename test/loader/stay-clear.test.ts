// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startLoader } from '../../src/loader/start-loader.ts';
import { stayClear } from '../../src/loader/stay-clear.ts';

const HEIGHT = 800;

/** A bar of the page over this part of the window; it can be moved. */
function addBar(top: number, bottom: number, name = 'bar') {
  const bar = document.createElement('div');
  bar.className = name;
  document.body.append(bar);
  const place = { top, bottom };
  bar.getBoundingClientRect = () => new DOMRect(0, place.top, 1_000, place.bottom - place.top);
  return { bar, place };
}

/** What was told so far; the interval ends with the test. */
function follow(selector = '.bar'): number[] {
  const told: number[] = [];
  const timer = stayClear(selector, (height) => told.push(height));
  onTestFinished(() => clearInterval(timer));
  return told;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'requestIdleCallback'] });
  vi.stubGlobal('innerHeight', HEIGHT);
});
afterEach(() => {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('bars of the page', () => {
  it('at the bottom lift the launcher by their height, at once', () => {
    addBar(700, HEIGHT);
    expect(follow()).toEqual([100]);
  });

  it('count with the highest of them', () => {
    addBar(720, HEIGHT);
    addBar(650, 720, 'bar'); // stands on the other, and does not reach down
    addBar(680, HEIGHT - 10);
    expect(follow()).toEqual([120]);
  });

  it.each([
    ['at the top', 0, 90],
    ['in the middle', 300, 500],
    ['over more than half of the window', 300, HEIGHT],
    ['of no height, as where it is not shown', 0, 0],
    ['below the window', HEIGHT, HEIGHT + 100],
  ])('%s lift nothing', (_, top, bottom) => {
    addBar(top, bottom);
    expect(follow()).toEqual([0]);
  });

  it('that come, slide in and go are followed', () => {
    const told = follow();
    const { bar, place } = addBar(HEIGHT, HEIGHT + 100);
    vi.advanceTimersByTime(400);
    place.top = 700;
    place.bottom = HEIGHT;
    vi.advanceTimersByTime(400);
    bar.remove();
    vi.advanceTimersByTime(400);
    expect(told).toEqual([0, 0, 100, 0]);
  });
});

describe('the launcher', () => {
  function start(avoid: unknown) {
    const warnings: string[] = [];
    const loader = startLoader({
      raw: { avoid },
      baseUrl: null,
      version: '1.0.0',
      files: { core: () => Promise.reject(new Error('not asked for')) },
      emit: () => undefined,
      warn: (message) => warnings.push(message),
    });
    onTestFinished(() => loader.stop());
    const element = document.querySelector<HTMLElement>('helplet-widget');
    return { loader, warnings, lift: () => element?.style.getPropertyValue('--helplet-lift') };
  }

  it('moves above the bars it is told of', () => {
    const { place } = addBar(700, HEIGHT, 'cookies');
    const { lift } = start('.cookies, #other');
    expect(lift()).toBe('100px');
    place.top = 740;
    vi.advanceTimersByTime(400);
    expect(lift()).toBe('60px');
  });

  it('stays where it is, and the developer is told, where the selector is wrong', () => {
    const { warnings, lift } = start('..cookies');
    expect(lift()).toBe('');
    expect(warnings).toEqual(['no selector: ..cookies']);
    expect(vi.getTimerCount()).toBe(1); // the idle task alone
  });

  it('follows other bars after an update, and only those', async () => {
    addBar(700, HEIGHT, 'cookies');
    addBar(760, HEIGHT, 'offer');
    const { loader, lift } = start('.cookies');
    await loader.update({ avoid: '.offer' });
    vi.advanceTimersByTime(800);
    expect(lift()).toBe('40px');
  });
});
