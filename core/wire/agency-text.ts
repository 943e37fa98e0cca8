import { readDateline } from './dateline.ts';
import { type DeskMarks, joinMarks, NO_MARKS, readMark } from './desk-marks.ts';
import { isEmbargoLine } from './embargo-words.ts';
import { markLine } from './markers.ts';
import type { ReadOptions } from './outcome.ts';
import { findSignOff, opensWithDateline } from './sign-off.ts';

/** A wire's line has this many characters at most where it is a byline. */
const LONGEST_BYLINE = 80;
const MOST_MARKS = 4;
/** So far into the copy an embargo may stand on a line of its own. */
const OPENING = 600;

/** What the desk wrote above the copy, and the copy below it. */
export interface MarkedCopy {
  readonly marks: DeskMarks;
  /** What the frame's own header calls the copy; null where there is none. */
  readonly slug: string | null;
  readonly text: string;
}

/** Cuts the telex frame (`ZCZC …`, `NNNN`) and the lines of marks above plain copy: `KILL KILL KILL`, `1ST LEAD`. */
export function takeMarks(copy: string, wires: ReadOptions['wires']): MarkedCopy {
  const framed = withoutFrame(copy);
  let { text } = framed;
  const marks: DeskMarks[] = [];
  while (marks.length < MOST_MARKS) {
    const end = text.indexOf('\n');
    const line = text.slice(0, Math.max(0, end));
    const mark = end < 0 || end > 300 ? null : (readMark(line) ?? wireMark(line, wires));
    if (mark === null) break;
    marks.push(mark);
    text = text.slice(end).trimStart();
  }
  const below = embargoBelow(text);
  if (below === null) return { marks: joinMarks(marks), slug: framed.slug, text };
  return { marks: joinMarks([...marks, below.mark]), slug: framed.slug, text: below.rest };
}

/** A line that is one of the words with which a watched wire marks its headlines. */
function wireMark(line: string, wires: ReadOptions['wires']): DeskMarks | null {
  for (const { markers } of wires) {
    const kind = markLine(line, markers);
    if (kind === 'flash') return { ...NO_MARKS, kind };
    if (kind !== null) return { ...NO_MARKS, revision: kind };
  }
  return null;
}

/** An embargo that stands under the headline, and the copy without that line. */
function embargoBelow(text: string): { readonly mark: DeskMarks; readonly rest: string } | null {
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0 && start < OPENING; end = text.indexOf('\n', start)) {
    const line = text.slice(start, end);
    const mark = isEmbargoLine(line) ? readMark(line) : null;
    if (mark !== null) return { mark, rest: `${text.slice(0, start)}\n${text.slice(end).trimStart()}` };
    start = end + 1;
  }
  return null;
}

/** A line of routing codes above the copy. */
const ROUTING = /^[A-Z\d ]{1,24}$/u;
/** AAP's header lines, told by their first mark: destinations, category, format, and (`:`, `#`) what the copy is about. */
const HEADER_LINE = /^([$%:*#])(.{0,80})$/u;

/** The copy between `ZCZC` and `NNNN` (CCITT F.1), without the lines of routing codes and header above it. */
function withoutFrame(copy: string): { readonly text: string; readonly slug: string | null } {
  const first = /^\s{0,20}ZCZC[^\n]{0,80}\n/u.exec(copy)?.[0];
  if (first === undefined) return { text: copy, slug: null };
  const end = copy.lastIndexOf('\nNNNN');
  const lines = copy.slice(first.length, end < first.length ? copy.length : end).split('\n');
  const slug: string[] = [];
  let isHeaded = false;
  const start = lines.findIndex((line) => {
    const [, mark, words = ''] = HEADER_LINE.exec(line.trim()) ?? [];
    if (mark !== undefined) {
      isHeaded = true;
      if (mark === ':' || mark === '#') slug.push(words.trim());
      return false;
    }
    // Behind a header, capitals are copy.
    return isHeaded || !ROUTING.test(line) || readMark(line) !== null;
  });
  const text = lines.slice(Math.max(0, start)).join('\n').trim();
  return { text, slug: slug.filter(Boolean).join(' ') || null };
}

/** What plain copy says of its agency, its place and its author. */
export interface AgencyFacts {
  /** The agencies of the dateline, or of the signature at the end; empty where the copy names none. */
  readonly sources: readonly string[];
  readonly place: string | null;
  readonly byline: string | null;
  /** The copy without a byline that stands on a line of its own above it. */
  readonly body: string;
}

/**
 * Reads an agency's dateline (`TALLINN, April 2 (Reuters) - `), signature (`/TT/`, `(NTB)`) and byline in plain copy.
 * Copy that a watched wire signs in its own dateline is left to {@link findSignOff}.
 */
export function agencyFacts(copy: string, wires: ReadOptions['wires']): AgencyFacts {
  const { byline, body } = takeByline(copy);
  const opening = body.slice(0, 1000).split(/\n+/u, OPENING_PARAGRAPHS);
  const isWatched = opening.some((paragraph) => opensWithDateline(paragraph, wires));
  const dateline = isWatched ? null : firstDateline(opening);
  return {
    sources: dateline?.agencies ?? signature(body, wires),
    place: dateline?.place ?? null,
    byline,
    body,
  };
}

/** A dateline may stand below a note in parentheses or what comes first in the copy. */
const OPENING_PARAGRAPHS = 4;

function firstDateline(paragraphs: readonly string[]) {
  for (const [index, paragraph] of paragraphs.entries()) {
    const dateline = readDateline(paragraph);
    // Below the first paragraph an agency without a place may be a signature.
    if (dateline !== null && (index === 0 || dateline.place !== null)) return dateline;
  }
  return null;
}

/** Whom an author works for, on a line below the byline. */
export const EMPLOYER = /press|writer|correspondent|editor|reporter|news|staff/iu;

/** A byline on a line of its own, above all else or below a note in parentheses, and the copy without it. */
function takeByline(copy: string): { readonly byline: string | null; readonly body: string } {
  const [first = '', second = '', third = ''] = copy.slice(0, 1000).split(/\n+/u, 3);
  const isNoted = /^\([^()]{1,300}\)$/u.test(first.trim());
  const [line, next] = isNoted ? [second, third] : [first, second];
  const isByline =
    line.length <= LONGEST_BYLINE && /^(?:By|Von|Af|Av|Par|De|Por) \p{Lu}[^.!?:]*$/u.test(line);
  if (!isByline || next === '') return { byline: null, body: copy };
  const start = isNoted ? copy.indexOf(line, first.length) : 0;
  const below = copy.slice(start + line.length).trimStart();
  const isEmployer =
    /^\p{Lu}[\p{L} ,&'’-]{1,50}$/u.test(next) && EMPLOYER.test(next) && below.length > next.length;
  return {
    byline: line.replace(/^\p{L}+ /u, ''),
    body: copy.slice(0, start) + (isEmployer ? below.slice(next.length).trimStart() : below),
  };
}

/** The agencies that sign a last line of their own, unless it is a watched wire's sign-off. */
function signature(body: string, wires: ReadOptions['wires']): readonly string[] {
  const last = body.slice(body.trimEnd().lastIndexOf('\n') + 1).trim();
  if (last.length > 40 || !/^[(/]/u.test(last) || findSignOff(last, wires) !== null) return [];
  return readDateline(last)?.agencies ?? [];
}
