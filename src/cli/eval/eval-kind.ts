import type { Measured } from '../../knowledge/measure/cluster-bootstrap.ts';
import type { CommandIo } from '../command.ts';

/** One kind of `helplet eval`: gets the arguments behind its name and gives its metrics by name. */
export type EvalKind = (args: readonly string[], io: CommandIo) => Promise<Readonly<Record<string, Measured>>>;
