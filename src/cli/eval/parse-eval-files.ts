import { UsageError } from '../command.ts';
import { parseOptions } from '../parse-options.ts';

/** The options of most kinds. @throws UsageError without `--data` */
export function parseEvalFiles(args: readonly string[]): {
  readonly data: string;
  readonly models: string | undefined;
} {
  const { values } = parseOptions({
    args: [...args],
    options: { data: { type: 'string' }, models: { type: 'string' } },
  });
  if (values.data === undefined) throw new UsageError('--data is missing; name the file with labelled messages');
  return { data: values.data, models: values.models };
}
