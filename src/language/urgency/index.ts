export { judgeUrgency, type Urgency } from './judge-urgency.ts';
export type { UrgencyReason } from './urgency-rules.ts';
