import { createEngine } from '../engine/engine.ts';
import { type HostScope, hostEngine } from '../worker/host.ts';
import { loadUnderstand } from './load-understand.ts';

hostEngine(createEngine(loadUnderstand), self as unknown as HostScope); // a worker's own scope, which the DOM types do not know
