import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemSchedule } from '../../src/shared/clock.ts';

describe('a timer', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('runs once, after its delay', () => {
    const task = vi.fn();
    systemSchedule(task, 50);
    vi.advanceTimersByTime(49);
    expect(task).not.toHaveBeenCalled();
    vi.advanceTimersByTime(10_000);
    expect(task).toHaveBeenCalledOnce();
  });

  it('does not run once cancelled', () => {
    const task = vi.fn();
    systemSchedule(task, 50)();
    vi.advanceTimersByTime(100);
    expect(task).not.toHaveBeenCalled();
  });

  it('of more than 24.8 days waits as long as a browser can, and does not fire at once', () => {
    const task = vi.fn();
    systemSchedule(task, 2 ** 40);
    vi.advanceTimersByTime(2 ** 31 - 2);
    expect(task).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(task).toHaveBeenCalledOnce();
  });
});
