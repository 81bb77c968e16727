import { type ParseArgsConfig, parseArgs } from 'node:util';
import { toMessage } from '../shared/errors.ts';
import { UsageError } from './command.ts';

/**
 * `parseArgs` of node:util whose complaints are wrong use (exit code 2).
 * @throws UsageError
 */
export function parseOptions<Config extends ParseArgsConfig>(config: Config): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError(toMessage(error));
  }
}

/** A whole number given as an option. @throws UsageError when it is none or outside of the range */
export function toWholeNumber(name: string, value: string, min: number, max: number): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= min && number <= max) return number;
  throw new UsageError(`--${name} must be a whole number from ${min} to ${max} ("${value}")`);
}
