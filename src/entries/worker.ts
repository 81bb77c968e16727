import { createEngine } from '../engine/engine.ts';
import { type HostScope, hostEngine } from '../worker/host.ts';
import { engineCode } from './engine-code.ts';

hostEngine(createEngine(engineCode), self as unknown as HostScope); // a worker's own scope, which the DOM types do not know
