/** What a model said of a validation message. */
export interface Judged {
  /** Probability of the likeliest intent. */
  readonly confidence: number;
  /** Whether that intent is the right one; false for messages out of scope. */
  readonly isRight: boolean;
  readonly isOutOfScope: boolean;
}

/** Without examples out of scope, so many right readings may be lost. */
const LOST_SHARE = 0.0025;
/** With as few right readings as this the threshold is half of what they say: the least of a few says little. */
const FEW = 100;

/**
 * The confidence below which a message is called out of scope: with examples of both kinds the one that treats most
 * messages right (the protocol of Larson et al. 2019), else one that loses few right readings.
 * 0 if there is nothing to judge by.
 */
export function fitThreshold(judged: readonly Judged[]): number {
  const right = judged.filter(({ isRight }) => isRight).map(({ confidence }) => confidence);
  const outside = judged.filter(({ isOutOfScope }) => isOutOfScope).map(({ confidence }) => confidence);
  right.sort((a, b) => a - b);
  outside.sort((a, b) => a - b);
  if (outside.length === 0) {
    const low = right[Math.floor(right.length * LOST_SHARE)] ?? 0;
    return shorten((low * right.length) / (right.length + FEW));
  }
  let best = 0;
  let most = right.length;
  let kept = 0;
  for (const [caught, confidence] of outside.entries()) {
    while (kept < right.length && (right[kept] as number) <= confidence) kept++;
    const count = right.length - kept + caught + 1;
    if (count <= most) continue;
    most = count;
    best = confidence + 1e-4;
  }
  return shorten(best);
}

function shorten(value: number): number {
  return Number(value.toFixed(4));
}
