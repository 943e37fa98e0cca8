import { agencyFacts, takeMarks } from './agency-text.ts';
import { cleanText } from './clean.ts';
import { draftOfMarks } from './desk-marks.ts';
import { type DraftReading, EMPTY_DRAFT, type Format } from './format.ts';
import { mendMojibake } from './mojibake.ts';
import type { ReadOptions } from './outcome.ts';
import { findSignOff, opensWithDateline } from './sign-off.ts';
import { unwrap } from './unwrap.ts';

/** A headline is no longer than this; agencies keep to half of it. */
const LONGEST_HEADLINE = 140;

/**
 * Plain text: an optional headline, then paragraphs. It has no markup, no identity and no date; the file's
 * own text is the body, so that offsets into the body are offsets into the file wherever there is no
 * headline. Takes whatever no other format claims.
 */
export const plainText: Format = {
  id: 'text',
  detect: (source) => source.root === null,
  parse: (source, options) => [readText(source.text, options)],
};

function readText(text: string, options: ReadOptions): DraftReading {
  const { marks, slug, text: copy } = takeMarks(mendMojibake(cleanText(text)), options.wires);
  const body = unwrap(copy).trim();
  const words = findSignOff(body, options.wires)?.text ?? body;
  if (words.trim() === '') return { kind: 'rejected', reason: 'There is no text in it.' };
  const headline = headlineOf(body, options);
  return {
    kind: 'draft',
    draft: {
      ...EMPTY_DRAFT,
      ...draftOfMarks(marks, []),
      headline: headline?.replace(/ =$/u, '') ?? null,
      slug,
      ...agencyFacts(body.slice(headline?.length ?? 0).trimStart(), options.wires),
    },
  };
}

/**
 * The first paragraph where it looks like a headline: short, without a closing full stop, and set off by a
 * blank line, by a dateline after it, or, in copy without blank lines, by being the one that ends so.
 */
function headlineOf(text: string, options: ReadOptions): string | null {
  const [, first = '', gap = '', rest = ''] = /^([^\n]*)(\n\s*)([^\n]*)/u.exec(text) ?? [];
  const looksIt =
    first.length <= LONGEST_HEADLINE && !/[.…:;,]["”»’')\]]*\s*$/u.test(first) && !/^[-–—(]/u.test(first);
  if (
    !looksIt ||
    (findSignOff(text.slice(first.length), options.wires)?.text ?? text.slice(first.length)).trim() === ''
  ) {
    return null;
  }
  const isSetOff = gap.includes('\n', 1) || opensWithDateline(rest, options.wires);
  return isSetOff || (!setsOffParagraphs(text) && /[.!?]["”»’')]?\s*$/u.test(rest)) ? first : null;
}

/** Whether the copy's paragraphs are parted by blank lines; one before a signature does not make it so. */
function setsOffParagraphs(text: string): boolean {
  const gaps = text.slice(0, 20_000).match(/\n\s*/gu) ?? [];
  const blank = gaps.filter((gap) => gap.indexOf('\n', 1) > 0).length;
  return blank * 2 > gaps.length;
}
