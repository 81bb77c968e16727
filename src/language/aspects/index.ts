export { ASPECTS, type Aspect } from './aspect-list.ts';
export { aspectWindow, markThing } from './aspect-window.ts';
export { createAspectFinder } from './find-aspects.ts';
export { type AskedAspect, type JudgedAspect, judgeAspects, locateAspect } from './judge-aspects.ts';
