import type { MessageKey } from '../../../app/messages.ts';

/** The greeting for an hour of the visitor's day, 0..23. */
export function greetingKey(hour: number): MessageKey {
  if (hour >= 5 && hour < 12) return 'home.greeting.morning';
  return hour >= 12 && hour < 18 ? 'home.greeting.afternoon' : 'home.greeting.evening';
}
