import { EMPLOYER } from './agency-text.ts';
import { readDateline } from './dateline.ts';
import { type DeskMarks, draftOfMarks, joinMarks, NO_MARKS, readMark } from './desk-marks.ts';
import { type DraftReading, EMPTY_DRAFT, type Format, type StoryDraft } from './format.ts';
import { hasTooManyLines, linesOf, paragraphsOf, TOO_MANY_LINES } from './iptc-7901.ts';
import { isWhole, telexTime } from './telex-time.ts';

/** Service letter and number, the selector behind US, then priority, category, format codes and the keyword line. */
const HEADER =
  /^([A-Za-z])(\d{4})([^\r\n]{0,41})\r?\n\s{0,4}([A-Za-z])[ ]([A-Za-z])[ \p{Cc}]{1,6}([\P{Cc}\t]{0,120})/u;

/** Priority letters: flash, urgent, bulletin; all others are regular or deferred. */
const URGENCY: Readonly<Record<string, number>> = { f: 1, u: 2, b: 3 };
const REGULAR = 6;

/**
 * ANPA 1312 (ANPA/NAA 89-3), the wire format of American agencies: messages framed by SYN SYN SOH, STX, ETX and EOT,
 * with a head of lines between `^` and `<` or `=`. One file may hold several; one without its ETX is rejected.
 */
export const anpa1312: Format = {
  id: 'anpa-1312',
  detect: (source) => {
    const start = source.text.slice(0, 200).indexOf('\x01');
    return source.root === null && start >= 0 && HEADER.test(source.text.slice(start + 1, start + 300));
  },
  parse: (source) => messages(source.text).map(readMessage),
};

function messages(text: string): string[] {
  const starts: number[] = [];
  for (let at = text.indexOf('\x01'); at >= 0; at = text.indexOf('\x01', at + 1)) {
    if (HEADER.test(text.slice(at + 1, at + 300))) starts.push(at);
  }
  return starts.map((start, index) => text.slice(start + 1, starts[index + 1] ?? text.length));
}

function readMessage(message: string): DraftReading {
  const stx = message.indexOf('\x02');
  const etx = message.indexOf('\x03', stx);
  if (stx < 0)
    return { kind: 'rejected', reason: 'The ANPA 1312 message breaks off before its text (STX) begins.' };
  if (etx < 0)
    return {
      kind: 'rejected',
      reason: 'The ANPA 1312 message breaks off: its end of text (ETX) is missing.',
    };
  if (!isWhole(message.slice(etx + 1)))
    return {
      kind: 'rejected',
      reason: 'The ANPA 1312 message breaks off behind its text, before its time and EOT.',
    };
  if (hasTooManyLines(message))
    return { kind: 'rejected', reason: `The ANPA 1312 message ${TOO_MANY_LINES}` };
  const [, service = '', number = '', , priority = '', category = '', line = ''] =
    HEADER.exec(message.slice(0, 300)) ?? [];
  const trailer = message.slice(etx + 1, etx + 200);
  const time = telexTime(trailer);
  const keywords = readKeywordLine(line);
  const text = readText(message.slice(stx + 1, etx));
  const marks = joinMarks([...keywords.marks, ...text.marks, ...priorityMarks(priority, category)]);
  if (text.headline === null && text.body === '') {
    return { kind: 'rejected', reason: `The ANPA 1312 message ${service}${number} has no text.` };
  }
  const slug = text.slug ?? keywords.slug;
  const agency = /(?:^|\s)([A-Z]{2,8})-[A-Z]{2}-/u.exec(trailer)?.[1];
  const draft: StoryDraft = {
    ...EMPTY_DRAFT,
    ...draftOfMarks({ ...marks, note: marks.note ?? (marks.revision === 'none' ? null : text.changes) }, []),
    id: [`${service}${number}`, ...(time === null ? [] : [time.slice(0, 10)])].join(':'),
    sources: [...(agency === undefined ? [] : [agency]), ...text.agencies],
    headline: text.headline,
    lead: text.summary,
    body: text.body,
    byline: text.byline,
    place: text.place,
    urgency: URGENCY[priority.toLowerCase()] ?? REGULAR,
    createdAt: marks.revision === 'none' ? time : null,
    versionedAt: time,
    slug,
    keywords: slug === null ? [] : slug.split(/--?|\s/u),
    editorsNote: text.note,
  };
  return { kind: 'draft', draft };
}

/** `BC-US--Harbour-Strike 1stLd-Writethru   11-13 1693`: slug, version, date and words, told from the right. */
function readKeywordLine(line: string): { slug: string | null; marks: DeskMarks[] } {
  const words = line.trim().split(/\s+/u);
  if (/^\d{1,5}$/u.test(words.at(-1) ?? '')) words.pop();
  if (/^\d{1,2}-\d{1,2}$/u.test(words.at(-1) ?? '')) words.pop();
  const mark = words.length > 1 ? readMark(words.at(-1) ?? '') : null;
  if (mark !== null) words.pop();
  return { slug: words.join(' ') || null, marks: mark === null ? [] : [mark] };
}

function priorityMarks(priority: string, category: string): DeskMarks[] {
  const marks: DeskMarks[] = [];
  if (/[fb]/iu.test(priority)) marks.push({ ...NO_MARKS, kind: 'flash' });
  if (category.toLowerCase() === 'v') marks.push({ ...NO_MARKS, kind: 'advisory' });
  return marks;
}

interface MessageText {
  readonly slug: string | null;
  readonly headline: string | null;
  readonly summary: string | null;
  readonly byline: string | null;
  readonly note: string | null;
  /** The note's line that says what is new. */
  readonly changes: string | null;
  readonly body: string;
  readonly place: string | null;
  readonly agencies: readonly string[];
  readonly marks: readonly DeskMarks[];
}

/** A head line stands between `^` and `<` or `=`; a line with `^` alone belongs to the text. */
const HEAD_LINE = /^\s{0,4}\^([^\n]{0,4000})[<=]\s*$/u;

function readText(text: string): MessageText {
  const lines = linesOf(text.replace(/<[ \t]{1,4}\^/gu, '<\n^'));
  const head: string[] = [];
  const rest: string[] = [];
  for (const line of lines) {
    const found = rest.length === 0 ? HEAD_LINE.exec(line) : null;
    if (found !== null) head.push((found[1] ?? '').trim());
    else if (line.trim() !== '' || rest.length > 0)
      rest.push(line.replace(/^\s{0,4}\^/u, '\t').replace(/[<=]$/u, ''));
  }
  const { centred, ...told } = readHead(head);
  const paragraphs = [...centred, ...paragraphsOf(rest)];
  const dateline = readDateline(paragraphs[0] ?? '');
  return {
    ...told,
    body: paragraphs.join('\n'),
    place: dateline?.place ?? null,
    agencies: dateline?.agencies ?? [],
  };
}

/** What is told in a head; `centred` are lines behind the byline that are no part of it, and so of the text. */
type Head = Omit<MessageText, 'body' | 'place' | 'agencies'> & { readonly centred: readonly string[] };

/** AP's slugs begin with the cycle that a story is for: `BC-US--Lobster`. */
const CYCLE = /^(?:BC|AM|PM|AP)-+\p{L}[^<]{0,80}$/u;

function readHead(head: readonly string[]): Head {
  const marks: DeskMarks[] = [];
  const notes: string[] = [];
  const words: string[] = [];
  const centred: string[] = [];
  let slug: string | null = null;
  let byline: string | null = null;
  for (const line of head) {
    const mark = readMark(line);
    if (mark !== null) marks.push(mark);
    else if (/^\*\d{1,6}$/u.test(line)) continue;
    else if (slug === null && words.length === 0 && /^\S{1,6}-\S.*,\s?\d{1,5}$/u.test(line)) {
      const [name = '', ...versions] = line.replace(/,\s?\d{1,5}$/u, '').split(', ');
      slug = name;
      for (const version of versions) marks.push(...[readMark(version)].filter((found) => found !== null));
    } else if (slug === null && words.length === 0 && CYCLE.test(line) && !line.includes(': ')) slug = line;
    else if (/^(?:Eds|Editors?|EDITOR['’]S NOTE|Note)\b/iu.test(line)) notes.push(line);
    else if (/^By \S/u.test(line)) byline = line.slice(3);
    else if (byline !== null) centred.push(...(EMPLOYER.test(line) ? [] : [line]));
    else if (!/^(?:AP |With )?(?:Photo|Graphic|Video|Audio)s?\b/iu.test(line)) words.push(line);
  }
  const [headline, ...summary] = words;
  return {
    slug,
    headline: headline ?? null,
    summary: summary.join(' ') || null,
    byline,
    note: notes.map(withoutLabel).join(' ') || null,
    changes: notes.slice(0, 1).map(withoutLabel)[0] ?? null,
    marks: [...marks, ...noteMarks(notes)],
    centred,
  };
}

function withoutLabel(note: string): string {
  return note.replace(/^Eds:\s{0,9}/u, '');
}

/** `Eds: CORRECTS name in 2nd graf`: what a note to editors says the version is. */
function noteMarks(notes: readonly string[]): DeskMarks[] {
  const corrects = notes.find((note) => /\bCORRECT(?:S|ED|ION)\b/u.test(note));
  return corrects === undefined
    ? []
    : [{ ...NO_MARKS, revision: 'correction', note: withoutLabel(corrects) }];
}
