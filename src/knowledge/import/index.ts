export type { SourceFile } from './draft.ts';
export { endingOf, type Imported, type ImportProblem, importEndings, importSources } from './import-sources.ts';
