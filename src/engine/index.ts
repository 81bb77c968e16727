export { createEngine, type Engine } from './engine.ts';
export type {
  ArticleReply,
  ArticleRequest,
  ArticleSummary,
  EngineCalls,
  KnowledgeInfo,
  Mark,
  SearchHit,
  SearchReply,
  SearchRequest,
  SuggestRequest,
} from './protocol.ts';
