import * as z from 'zod/mini';

// Before the first schema: otherwise zod probes `new Function`, which a strict CSP reports (colinhacks/zod#4461).
z.config({ jitless: true });

export { z };

/** What zod/mini, which ships no texts, says of everything without a message of its own. */
const UNTOLD = 'Invalid input';

/** The first thing a schema found wrong, as `field: reason`. */
export function firstIssue(error: z.core.$ZodError): { readonly field: string; readonly reason: string } {
  const issue = error.issues[0];
  if (!issue) return { field: '', reason: 'invalid' };
  return { field: issue.path.join('.'), reason: issue.message === UNTOLD ? describeIssue(issue) : issue.message };
}

/** The few texts we need. */
function describeIssue(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${issue.expected}`;
    case 'too_small':
      return `must be at least ${issue.minimum}`;
    case 'too_big':
      return `must be at most ${issue.maximum}`;
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    case 'invalid_format':
      return `is not a valid ${issue.format}`;
    default:
      return 'is not valid';
  }
}
