import { readDelimiter, resolveEmphasis } from './inline-emphasis.ts';
import { closeBracket, openBracket, readAngleLink, readBareLink } from './inline-link.ts';
import { flushText, type InlineScan, matchAt, pushNode, runLength, takeText } from './inline-scan.ts';
import type { Inline } from './markdown.ts';
import { hasUnspaced } from './script.ts';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };
const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,4}));/y;
const ESCAPABLE = /[!-/:-@[-`{-~]/;
/** Every character that may start something; `h` starts a bare link. */
const SPECIAL = /[\\`*_~[\]<&\nh]|!\[/g;

/**
 * The inline pieces of one paragraph: emphasis, strong, strike, code, links (also bare and in angle brackets), images,
 * hard breaks. Raw HTML stays visible as text. Never throws; time is linear in the length, whatever the text.
 */
export function parseInline(source: string): readonly Inline[] {
  const scan: InlineScan = { source, at: 0, text: '', pieces: [], brackets: [], linkFloor: 0, ticks: null };
  while (scan.at < source.length) {
    SPECIAL.lastIndex = scan.at;
    takeText(scan, (SPECIAL.exec(source)?.index ?? source.length) - scan.at);
    READERS[source[scan.at] ?? '']?.(scan);
  }
  flushText(scan);
  return resolveEmphasis(scan.pieces).nodes;
}

/** What reads each character of `SPECIAL`. */
const READERS: Readonly<Record<string, (scan: InlineScan) => void>> = {
  '\\': readEscape,
  '\n': (scan) => readLineEnd(scan, false),
  '`': readCode,
  '*': readDelimiter,
  _: readDelimiter,
  '~': readDelimiter,
  '[': openBracket,
  '!': openBracket,
  ']': closeBracket,
  '<': readAngleLink,
  '&': readEntity,
  h: readBareLink,
};

function readEscape(scan: InlineScan): void {
  const next = scan.source[scan.at + 1] ?? '';
  if (next === '\n') {
    scan.at += 1;
    readLineEnd(scan, true);
  } else if (ESCAPABLE.test(next)) {
    scan.at += 1;
    takeText(scan, 1);
  } else takeText(scan, 1);
}

function readLineEnd(scan: InlineScan, escaped: boolean): void {
  const { source, at } = scan;
  const hard = escaped || scan.text.endsWith('  ');
  scan.text = scan.text.trimEnd();
  scan.at += 1;
  while (source[scan.at] === ' ' || source[scan.at] === '\t') scan.at++;
  if (hard) pushNode(scan, { kind: 'break' });
  // Chinese and Japanese lines are wrapped anywhere: a space there would be one nobody wrote.
  else if (!(hasUnspaced(source[at - 1] ?? '') && hasUnspaced(source[scan.at] ?? ''))) scan.text += ' ';
}

function readCode(scan: InlineScan): void {
  const { source, at } = scan;
  const length = runLength(source, at);
  scan.ticks ??= collectTicks(source);
  const runs = scan.ticks.get(length);
  if (runs) while ((runs.starts[runs.next] ?? source.length) < at + length) runs.next++;
  const end = runs?.starts[runs.next];
  if (end === undefined) {
    takeText(scan, length);
    return;
  }
  const code = source.slice(at + length, end).replace(/\n/g, ' ');
  const isPadded = code.length > 2 && code.startsWith(' ') && code.endsWith(' ') && code.trim() !== '';
  pushNode(scan, { kind: 'code', text: isPadded ? code.slice(1, -1) : code });
  scan.at = end + length;
}

/** All backtick runs, so that looking for a partner never reads the text twice. */
function collectTicks(source: string): NonNullable<InlineScan['ticks']> {
  const ticks: NonNullable<InlineScan['ticks']> = new Map();
  for (const run of source.matchAll(/`+/g)) {
    const runs = ticks.get(run[0].length) ?? { starts: [], next: 0 };
    ticks.set(run[0].length, runs);
    runs.starts.push(run.index);
  }
  return ticks;
}

function readEntity(scan: InlineScan): void {
  const match = matchAt(ENTITY, scan.source, scan.at);
  const [whole, decimal, hex, name = ''] = match ?? ['&'];
  const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : 0;
  const isText = code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  const decoded = isText ? String.fromCodePoint(code) : Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
  if (decoded === undefined) takeText(scan, 1);
  else {
    scan.text += decoded;
    scan.at += whole.length;
  }
}
