export { type Entity, type EntityKind, findEntities } from './find-entities.ts';
