import { readDateline } from './dateline.ts';
import { type DeskMarks, draftOfMarks, joinMarks, NO_MARKS, readMark } from './desk-marks.ts';
import { type DraftReading, EMPTY_DRAFT, type Format, type StoryDraft } from './format.ts';
import { isWhole, telexTime } from './telex-time.ts';

/** Source letters and message number, priority, category, words, then what the agency adds (IPTC 7901, section 3). */
const HEADER =
  /^\s{0,4}([a-z]{1,8}) ?(\d{1,6})[ \t]{1,4}(\d)[ \t]{1,4}([a-z]{1,5})(?:[ \t]{1,4}(\d{1,6}))?([^\n]{0,200})$/iu;
const SERVICE = /(?:^|\s)([a-z][a-z-]{1,12})[ ]{1,4}(\d{1,5})\s*$/iu;

const UNREADABLE =
  'It begins like IPTC 7901 or ANPA 1312 (SOH), but its header cannot be read: it is damaged or breaks off.';

/**
 * IPTC 7901, the text transmission format of 1979 that European agencies still send: messages framed by SOH, STX, ETX
 * and EOT. One file may hold several; a message without its ETX has broken off and is rejected.
 */
export const iptc7901: Format = {
  id: 'iptc-7901',
  detect: ({ root, text }) => {
    if (root !== null) return false;
    const start = text.slice(0, 200).indexOf('\x01');
    // What is framed like the old wire formats is never read as plain text, be its header broken off.
    return (
      HEADER.test(headerLine(text, start)) ||
      text.slice(0, 200).replaceAll('\x16', '').trimStart().startsWith('\x01')
    );
  },
  parse: ({ text }) => {
    const found = messages(text).map(readMessage);
    return found.length > 0 ? found : [{ kind: 'rejected', reason: UNREADABLE }];
  },
};

/** The line behind a start of heading; empty where there is none. */
function headerLine(text: string, start: number): string {
  return start < 0 ? '' : (/^(?:\P{Cc}|\t){0,300}/u.exec(text.slice(start + 1, start + 301))?.[0] ?? '');
}

/** The text of each message behind its SOH. An SOH in mid-text begins no message. */
function messages(text: string): string[] {
  const starts: number[] = [];
  for (let at = text.indexOf('\x01'); at >= 0; at = text.indexOf('\x01', at + 1)) {
    if (HEADER.test(headerLine(text, at))) starts.push(at);
  }
  return starts.map((start, index) => text.slice(start + 1, starts[index + 1] ?? text.length));
}

function readMessage(message: string): DraftReading {
  const stx = message.indexOf('\x02');
  const etx = message.indexOf('\x03', stx);
  if (stx < 0)
    return { kind: 'rejected', reason: 'The IPTC 7901 message breaks off before its text (STX) begins.' };
  if (etx < 0)
    return {
      kind: 'rejected',
      reason: 'The IPTC 7901 message breaks off: its end of text (ETX) is missing.',
    };
  if (!isWhole(message.slice(etx + 1)))
    return {
      kind: 'rejected',
      reason: 'The IPTC 7901 message breaks off behind its text, before its time and EOT.',
    };
  if (hasTooManyLines(message))
    return { kind: 'rejected', reason: `The IPTC 7901 message ${TOO_MANY_LINES}` };
  const [header = '', ...catchLines] = linesOf(message.slice(0, stx));
  const [, source = '', number = '', priority = '', category = '', , optional = ''] =
    HEADER.exec(header) ?? [];
  const time = telexTime(message.slice(etx + 1, etx + 200));
  const text = readText(message.slice(stx + 1, etx));
  const slug =
    catchLines
      .filter((line) => line !== '')
      .join(' ')
      .replace(/\/$/u, '') || null;
  const service = SERVICE.exec(optional);
  const agency = service?.[1]?.toLowerCase() ?? null;
  const day = time?.slice(0, 10) ?? null;
  const marks = joinMarks([...text.marks, ...categoryMark(category)]);
  if (text.headline === null && text.body === '') {
    return { kind: 'rejected', reason: `The IPTC 7901 message ${source}${number} has no text.` };
  }
  const draft: StoryDraft = {
    ...EMPTY_DRAFT,
    ...draftOfMarks(withReason(marks, text.body), namedItems(marks, text.body, agency, day)),
    id: service === null ? idOf(source, number, day) : idOf(agency ?? source, service[2] ?? number, day),
    sources: [...(agency === null ? [] : [agency]), ...text.agencies],
    headline: text.headline,
    body: text.body,
    byline: text.byline,
    place: text.place,
    urgency: /[1-9]/u.test(priority) ? Number(priority) : null,
    createdAt: marks.revision === 'none' ? time : null,
    versionedAt: time,
    slug,
    keywords: [...(slug?.split('/').map((word) => word.trim()) ?? []), ...text.labels],
    editorsNote: text.note,
  };
  return { kind: 'draft', draft };
}

/** Numbers begin anew every day, so the day belongs to the identity: `dpa:45:2018-11-21`. */
function idOf(agency: string, number: string, day: string | null): string {
  return [agency.toLowerCase(), number.replace(/^0{1,4}(?=\d)/u, ''), ...(day === null ? [] : [day])].join(
    ':',
  );
}

/** What a marked message names (`Please kill item dpa 157`), in the form of this format's own identities. */
function namedItems(marks: DeskMarks, body: string, agency: string | null, day: string | null): string[] {
  if (marks.status === 'usable' && marks.revision === 'none') return [];
  const named = body.matchAll(
    /\b(?:kill|hold|withhold|disregard|replaces?)\s(?:item|story)?\s?([a-z]{2,8})\s(\d{1,5})\b/giu,
  );
  return [...named].map(([, name, number]) => idOf(name ?? agency ?? '', number ?? '', day)).slice(0, 20);
}

/** Why a story is killed or held stands in the message's own words. */
function withReason(marks: DeskMarks, body: string): DeskMarks {
  const isStopped = marks.status === 'canceled' || marks.status === 'withheld';
  return isStopped && marks.note === null ? { ...marks, note: body.split('\n', 1)[0] || null } : marks;
}

/** Service notices have a category of their own at dpa (`rs`, Redaktionsservice). */
function categoryMark(category: string): DeskMarks[] {
  const mark = category.toLowerCase() === 'rs' ? readMark('ADVISORY') : null;
  return mark === null ? [] : [mark];
}

interface MessageText {
  readonly headline: string | null;
  readonly byline: string | null;
  readonly body: string;
  readonly place: string | null;
  readonly agencies: readonly string[];
  readonly note: string | null;
  readonly marks: readonly DeskMarks[];
  /** What sort of piece the desk calls it above its headline: `EXTRA`, `PROFILE`. */
  readonly labels: readonly string[];
}

const BYLINE = /^(?:by|von|af|av|par|de|por|di) \p{Lu}/iu;

/** A label above a headline: a word or two in capitals, perhaps numbered (`2ND ROUNDUP`). */
const LABEL = /^(?:\d{1,2}[A-Z.]{1,3} )?\p{Lu}{4,14}(?: \p{Lu}{4,14})?$/u;

function readText(text: string): MessageText {
  const lines = linesOf(text);
  const { headEnd, bodyStart } = headOf(lines);
  const marks: DeskMarks[] = [];
  const headline: string[] = [];
  const labels: string[] = [];
  let byline: string | null = null;
  for (const line of lines.slice(0, headEnd).map((head) => head.replace(/=$/u, '').trim())) {
    const mark = readMark(line);
    if (mark !== null) marks.push(mark);
    else if (BYLINE.test(line) && headline.length > 0) byline = line;
    else if (/^\(.{1,300}\)$/u.test(line)) marks.push({ ...NO_MARKS, note: line.slice(1, -1) });
    else if (line !== '') headline.push(line);
  }
  // A headline in capitals has no label that could be told from it.
  while (LABEL.test(headline[0] ?? '') && headline.slice(1).some((line) => /\p{Ll}/u.test(line))) {
    labels.push(...headline.splice(0, 1));
  }
  const { body, note } = splitNotebook(lines.slice(bodyStart));
  const paragraphs = paragraphsOf(body).filter((paragraph) => !takesMark(paragraph, marks));
  const dateline = readDateline(paragraphs[0] ?? '');
  return {
    headline: headline.join(' ') || null,
    byline: byline?.replace(/^(?:by|von|af|av|par|de|por|di) /iu, '') ?? null,
    body: paragraphs.join('\n'),
    place: dateline?.place ?? null,
    agencies: dateline?.agencies ?? [],
    note,
    marks,
    labels,
  };
}

/** The head ends with the line that ends in ` =`; where none does, at the first blank line. */
function headOf(lines: readonly string[]): { headEnd: number; bodyStart: number } {
  const marked = lines.slice(0, 12).findIndex((line) => /(?:^|\s)=$/u.test(line.trim()));
  if (marked >= 0) {
    const end = bylineEnd(lines, marked + 1);
    return { headEnd: end, bodyStart: end };
  }
  const blank = lines.findIndex((line) => line.trim() === '');
  const isHead = blank > 0 && blank <= 4 && readDateline(lines[0] ?? '') === null;
  return isHead ? { headEnd: blank, bodyStart: blank } : { headEnd: 0, bodyStart: 0 };
}

/** Where the head ends if its byline, marked with ` =` as well, stands below a blank line. */
function bylineEnd(lines: readonly string[], end: number): number {
  const below = lines.slice(end, end + 3).findIndex((line) => line.trim() !== '');
  const line = below < 0 ? '' : (lines[end + below] ?? '').trim();
  return BYLINE.test(line) && / =$/u.test(line) ? end + below + 1 : end;
}

/** Adds a paragraph's mark to `marks`; whether it was nothing but a mark. Only short ones are looked at. */
function takesMark(paragraph: string, marks: DeskMarks[]): boolean {
  const mark = paragraph.length < 300 ? readMark(paragraph) : null;
  if (mark !== null) marks.push(mark);
  return mark !== null;
}

/** The story's lines, and the note to editors out of the notebook and contacts that follow it. */
function splitNotebook(lines: readonly string[]): { body: readonly string[]; note: string | null } {
  const end = lines.findIndex((line) =>
    /^(?:# .{0,20}(?:notebook|notizblock)|\* \* \* \*)/iu.test(line.trim()),
  );
  if (end < 0) return { body: dropSignature(lines), note: null };
  const notebook = lines.slice(end);
  const start = notebook.findIndex((line) =>
    /^## (?:note to editors|redaktionelle hinweise|refile)/iu.test(line.trim()),
  );
  if (start < 0) return { body: lines.slice(0, end), note: null };
  const note: string[] = [];
  for (const line of notebook.slice(start + 1)) {
    if (/^(?:\* \* \* \*|# )/u.test(line) || (line.startsWith('## ') && note.some((text) => text !== '')))
      break;
    if (!line.startsWith('## ')) note.push(line.replace(/^[-*] /u, '').trim());
  }
  return { body: lines.slice(0, end), note: note.join(' ').trim() || null };
}

/** Leaves out a last line of initials: `dpa wsz jln npr`. */
function dropSignature(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return last > 0 && /^(?:dpa|afp|apa|sda|ap|pa)(?: [a-z\d]{2,5}){1,6}$/u.test((lines[last] ?? '').trim())
    ? lines.slice(0, last)
    : lines;
}

/** Hard-wrapped lines joined; a blank line or an indent begins a paragraph. */
export function paragraphsOf(lines: readonly string[]): string[] {
  const paragraphs: string[] = [];
  let isOpen = false;
  for (const line of lines) {
    const text = line.trim();
    const isRow = /\S(?: {3,}|\t)\S/u.test(text);
    if (text === '' || /^[_*\s]{1,80}$/u.test(text)) isOpen = false;
    else if (!isOpen || isRow || /^(?:\t| {2,})/u.test(line)) {
      paragraphs.push(text);
      isOpen = !isRow;
    } else paragraphs.push(`${paragraphs.pop() ?? ''} ${text}`);
  }
  return paragraphs;
}

/** A message has some hundred lines; each costs memory, be it empty. */
const MOST_LINES = 20_000;

/** What is told of a message for which {@link hasTooManyLines}. */
export const TOO_MANY_LINES = `has more than ${MOST_LINES} lines, which no story has.`;

export function hasTooManyLines(message: string): boolean {
  const lineEnd = /\r\n|\r|\n/gu;
  let lines = 1;
  while (lines <= MOST_LINES && lineEnd.test(message)) lines += 1;
  return lines > MOST_LINES;
}

/** The lines without the format's control characters and fill. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/u).map((line) => line.replace(/(?!\t)\p{Cc}/gu, '').trimEnd());
}
