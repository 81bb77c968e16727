export { judgeUrgency } from './judge-urgency.ts';
