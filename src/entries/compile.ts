export { encodeKnowledge as compile } from '../knowledge/index.ts';
