import { useState } from 'preact/hooks';
import type { App } from '../../../app/app.ts';
import { useApp } from '../../context.ts';

/** What is being written to each request, kept while the visitor looks at something else. */
const written = new WeakMap<App, Map<string, string>>();

/** The text in a request's composer, and what changes it. */
export function useReply(ticket: string) {
  const app = useApp();
  const texts = written.get(app) ?? new Map<string, string>();
  written.set(app, texts);
  const [text, setText] = useState(texts.get(ticket) ?? '');
  texts.set(ticket, text);
  return [text, setText] as const;
}
