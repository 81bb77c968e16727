import { readFile, rename, writeFile } from 'node:fs/promises';
import { importSources } from '../knowledge/import/index.ts';
import { addUse, buildIndex, embedArticles, encodeKnowledge } from '../knowledge/index.ts';
import { type Finding, lintArticles } from '../knowledge/lint/index.ts';
import { fold } from '../text/index.ts';
import { type Command, type CommandIo, type ExitCode, UsageError } from './command.ts';
import { findSources } from './find-sources.ts';
import { learnFromUse } from './kb-learn.ts';
import { openEncoder } from './open-models.ts';
import { parseOptions } from './parse-options.ts';
import { readUseFile } from './use-file.ts';

export const kbCommand: Command = {
  name: 'kb',
  summary: 'build or lint a knowledge base, learn from its use',
  usage: `helplet kb build PATH… --out FILE [--synonyms FILE] [--use FILE] [--meaning]
                                                       compile articles into one file
helplet kb lint PATH…                                  {"rule","severity","article","message"} a line; exit code 1 if one is an error
helplet kb learn --db FILE [--tenant NAME] --out FILE  how visitors used the articles, as a small file of counts
helplet kb learn --events FILE --out FILE              the same from events as your endpoint keeps them, one a line

PATH: Markdown with front matter, HTML, JSON, JSONL or CSV; files or folders.
--use: how visitors used the articles so far, as \`kb learn\` wrote it: what they choose more often comes a little earlier.
--synonyms: words the site takes for the same, a group a line, parted by commas; # begins a comment.
--meaning: with what English sentences mean; a file some 60 % larger, and 282 kB more that the widget loads later.`,
  async run([action, ...args], io) {
    switch (action) {
      case 'build':
        return build(args, io);
      case 'lint':
        return lint(args, io);
      case 'learn':
        return learnFromUse(args, io);
      default:
        throw new UsageError(
          action === undefined ? 'build, lint or learn?' : `"${action}" is none of build, lint and learn`,
        );
    }
  },
};

async function build(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const { values, positionals } = parseOptions({
    args: [...args],
    options: {
      out: { type: 'string' },
      synonyms: { type: 'string' },
      use: { type: 'string' },
      meaning: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  if (values.out === undefined) throw new UsageError('--out is missing; name the file to write');
  if (positionals.length === 0) throw new UsageError('name the files or folders with the articles');
  const { articles, problems } = importSources(await findSources(positionals));
  for (const { message } of problems) io.err(`${message}\n`);
  if (problems.length > 0) return 1;
  if (articles.length === 0) {
    io.err('Knowledge base: no articles found; name files or folders that hold some\n');
    return 1;
  }
  const synonyms = values.synonyms === undefined ? [] : toGroups(await readFile(values.synonyms, 'utf8'));
  const built = buildIndex(articles, { synonyms });
  const index = values.use === undefined ? built : addUse(built, await readUseFile(values.use));
  const encoder = values.meaning ? await openEncoder() : undefined;
  const bytes = encodeKnowledge(encoder ? embedArticles(index, encoder) : index);
  // Written beside it first: a reader never sees half a file.
  const unfinished = `${values.out}.unfinished`;
  await writeFile(unfinished, bytes);
  await rename(unfinished, values.out);
  io.err(`${articles.length} articles, ${bytes.length} bytes\n`);
  return 0;
}

/** Groups of words, folded as the articles are; a group of one says nothing. */
function toGroups(text: string): readonly (readonly string[])[] {
  const lines = text.split('\n').map((line) => line.replace(/#.*/, ''));
  const groups = lines.map((line) => line.split(/[,，、]/).flatMap((word) => fold(word.trim()) || []));
  return groups.filter((group) => group.length > 1);
}

async function lint(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const { positionals } = parseOptions({ args: [...args], options: {}, allowPositionals: true });
  if (positionals.length === 0) throw new UsageError('name the files or folders with the articles');
  const { articles, problems } = importSources(await findSources(positionals));
  const findings: readonly Finding[] = [
    ...problems.map((problem): Finding => ({ ...problem, severity: 'error' })),
    ...lintArticles(articles),
  ];
  for (const { rule, severity, article, message } of findings) {
    io.out(`${JSON.stringify({ rule, severity, article, message })}\n`);
  }
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}
