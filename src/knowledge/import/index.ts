export type { SourceFile } from './draft.ts';
export { endingOf, type Imported, importEndings, importSources } from './import-sources.ts';
