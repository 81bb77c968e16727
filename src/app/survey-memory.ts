import type { Clock } from '../shared/clock.ts';
import { encodeJson } from '../shared/encode-json.ts';
import type { KeyValue } from '../storage/key-value.ts';
import { readRecord, type SurveyRecord } from '../surveys/record.ts';

export interface SurveyMemoryOptions {
  readonly records: KeyValue;
  /** Where the visitor's record lies; another one's after a change of visitor. */
  readonly key: () => string;
  /** Whether anything may be remembered, and is remembered beyond this page. */
  readonly mayRemember: () => boolean;
  readonly clock: Clock;
}

export interface SurveyMemory {
  /**
   * Changes the record, one change after the other. Gives whether what is remembered now is what `change` returned:
   * where it is not, nobody may be asked, or he would be asked on every page.
   */
  update(change: (record: SurveyRecord, now: number) => SurveyRecord): Promise<boolean>;
}

/** The local record of what this visitor was asked. Read anew for every change, because other tabs write it, too. */
export function createSurveyMemory({ records, key, mayRemember, clock }: SurveyMemoryOptions): SurveyMemory {
  let last = Promise.resolve(true);
  return {
    update(change) {
      const mine = key();
      const isStillMine = () => mayRemember() && key() === mine;
      last = last.then(async () => {
        if (!isStillMine()) return false;
        const stored = await records.get(mine);
        if (!stored.ok || !isStillMine()) return false;
        const now = clock();
        const next = change(readRecord(stored.value, now), now);
        if (encodeJson(next) === encodeJson(stored.value)) return true;
        return (await records.set(mine, next)).ok;
      });
      return last;
    },
  };
}
