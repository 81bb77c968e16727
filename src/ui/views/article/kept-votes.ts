import type { App } from '../../../app/app.ts';
import type { Vote } from '../../../app/state.ts';

/** What the visitor said of articles, by their id. */
export type Votes = Readonly<Record<string, Vote>>;

/** What was said on earlier pages, and here. */
export interface VoteKeeper {
  /** Nothing where it cannot be read. */
  read(): Promise<Votes>;
  keep(article: string, vote: Vote): Promise<void>;
}

/** The votes of the visitor who sits here now. */
export function createVoteKeeper({ storage, visitor }: App): VoteKeeper {
  const drafts = storage.keyValue('drafts');
  const key = `votes${visitor.suffix()}`;
  const read = async (): Promise<Votes> => {
    const stored = await drafts.get(key);
    return stored.ok && typeof stored.value === 'object' ? (stored.value as Votes) : {}; // only `keep` writes it
  };
  return {
    read,
    async keep(article, vote) {
      await drafts.set(key, { ...(await read()), [article]: vote });
    },
  };
}
