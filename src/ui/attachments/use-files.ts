import { useEffect, useRef, useState } from 'preact/hooks';
import type { AttachmentDraft } from '../../attachments/draft.ts';
import { normaliseName } from '../../attachments/file-name.ts';
import { MAX_FILES, MAX_TOTAL_BYTES } from '../../attachments/limits.ts';
import { createUuidV7 } from '../../shared/ids.ts';
import { systemRandomBytes } from '../../shared/random.ts';
import { useApp } from '../context.ts';
import { type PreparedFile, type PrepareRefusal, prepareFile } from './prepare-file.ts';

export interface AttachmentFieldProps {
  readonly files: readonly AttachmentDraft[];
  readonly onChange: (files: readonly AttachmentDraft[]) => void;
  /** Told while files are being made ready: a request sent meanwhile would go without them. */
  readonly onBusy?: (isBusy: boolean) => void;
}

/** Why a file was not added. */
export interface FileProblem {
  readonly name: string;
  readonly reason: PrepareRefusal | 'many' | 'total' | 'screenshot';
}

interface Removed {
  readonly file: AttachmentDraft;
  readonly index: number;
}

/** What the visitor does with the files of a request. */
export function useFiles({ files, onChange, onBusy }: AttachmentFieldProps) {
  const { clock } = useApp();
  const [pending, setPending] = useState<readonly string[]>([]);
  const [problems, setProblems] = useState<readonly FileProblem[]>([]);
  const [removed, setRemoved] = useState<Removed | null>(null);
  // Files come one by one and late: each is added to what is there by then.
  const latest = useRef(files);
  latest.current = files;
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const isBusy = pending.length > 0;
  useEffect(() => onBusy?.(isBusy), [isBusy]);

  const change = (next: readonly AttachmentDraft[]) => {
    latest.current = next;
    onChange(next);
  };
  const begin = () => {
    setProblems([]);
    setRemoved(null);
  };
  const complain = (problem: FileProblem) => setProblems((others) => [...others, problem]);
  const toDraft = (name: string, blob: Blob): AttachmentDraft => ({
    id: createUuidV7(clock, systemRandomBytes),
    name,
    type: blob.type,
    bytes: blob.size,
    blob,
  });
  /** Adds a file in the place of another one, or as a further one. */
  const put = (name: string, prepared: PreparedFile, instead?: AttachmentDraft): AttachmentDraft | null => {
    const others = latest.current.filter(({ id }) => id !== instead?.id);
    const refuse = (reason: FileProblem['reason']) => {
      complain({ name, reason });
      return null;
    };
    if (prepared.kind === 'refused') return refuse(prepared.reason);
    const total = others.reduce((sum, { bytes }) => sum + bytes, prepared.blob.size);
    if (total > MAX_TOTAL_BYTES) return refuse('total');
    const draft = toDraft(prepared.name, prepared.blob);
    change(instead ? latest.current.map((file) => (file.id === instead.id ? draft : file)) : [...others, draft]);
    return draft;
  };
  const addNext = async (name: string, file: File) => {
    if (latest.current.length >= MAX_FILES) complain({ name, reason: 'many' });
    else put(name, await prepareFile(file));
    setPending(([, ...rest]) => rest);
  };

  return {
    /** Names of the files still being made ready. */
    pending,
    problems,
    removed,
    complain,
    put,
    begin,
    add(chosen: readonly File[]) {
      if (chosen.length === 0) return;
      begin();
      for (const file of chosen) {
        const name = normaliseName(file.name); // what is shown, too
        setPending((names) => [...names, name]);
        queue.current = queue.current.then(() => addNext(name, file));
      }
    },
    remove(file: AttachmentDraft) {
      setRemoved({ file, index: files.indexOf(file) });
      change(files.filter(({ id }) => id !== file.id));
    },
    undo() {
      if (!removed) return;
      change(files.toSpliced(removed.index, 0, removed.file));
      setRemoved(null);
    },
  };
}
