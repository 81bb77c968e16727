export { type Entity, findEntities } from './find-entities.ts';
