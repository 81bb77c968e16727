import { createEngine } from '../engine/engine.ts';
import { type HostScope, hostEngine } from '../worker/host.ts';

hostEngine(createEngine(), self as unknown as HostScope); // a worker's own scope, which the DOM types do not know
