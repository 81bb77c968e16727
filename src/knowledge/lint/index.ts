export type { Finding } from './finding.ts';
export { lintArticles } from './lint-articles.ts';
