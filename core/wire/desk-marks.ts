import type { StoryKind, StoryStatus } from '../story/story.ts';
import { isEmbargoLine } from './embargo-words.ts';
import type { StoryDraft } from './format.ts';
import { wholeNumber } from './numbers.ts';

/** What desks write above a story when its format has no field for it. */
export interface DeskMarks {
  readonly status: StoryStatus;
  readonly kind: StoryKind;
  readonly revision: 'none' | 'update' | 'correction' | 'kill';
  /** The number of a lead or writethru (`2ND LEAD` is 2); null where there is none. */
  readonly version: number | null;
  /** What the mark says in words: `Berichtigung: 12 (statt 21)`. */
  readonly note: string | null;
  /** The words that put the copy under embargo and perhaps say until when; null where there are none. */
  readonly embargoUntil: string | null;
}

export const NO_MARKS: DeskMarks = {
  status: 'usable',
  kind: 'story',
  revision: 'none',
  version: null,
  note: null,
  embargoUntil: null,
};

const LEAD = /^(?:(\d{1,2})(?:st|nd|rd|th|\.)?[ -]?)?(?:lead|ld|writethru)(?:[ -]writethru)?$/iu;
const KILL = /^(?:(?:BULLETIN|MANDATORY|URGENT) )?KILL(?:[ ,!]{1,3}KILL)*[!:.]?$/u;
const HOLD = /^HOLD(?:[ ,!]{1,3}HOLD)*[!:.]?$/u;
const RESENT = /^(?:REFILE|REPEAT|RESEND|NEUFASSUNG|UPDATED?|UPDATE \d{1,2}|OPDATERING)[!:.]?$/iu;
const CORRECTION =
  /^(?:berichtigung|korrektur|korrigiert|correction|corrects|corrected|corrective|korrektion|rettelse|rättelse)[!:.]?$/iu;
/** `Berichtigung: 12 Boote (statt 21)`, or any such word before a colon in parentheses, says what was wrong. */
const CORRECTED_WORDS =
  /^(?:berichtigung|korrektur|korrigiert|correction|corrects|corrected|korrektion|rettelse|rättelse|retter) ?: ?\S/iu;
const ADVISORY =
  /^(?:achtung|advisory|attention(?: editors)?|eds|editors|note to editors|hinweis(?: an die redaktionen?)?|redaktionshinweis|notice|service notice|test)[!:.]?$/iu;
const FLASH = /^(?:FLASH|NEWSFLASH|EILMELDUNG|EIL|SNAP|ALERT|BULLETIN|URGENT FLASH)[!:.]?$/u;

/** What one line above the story says, in or without parentheses; null where it is no mark but words. */
export function readMark(line: string): DeskMarks | null {
  const written = line.trim().slice(0, 400);
  const inParentheses = written.startsWith('(') && written.endsWith(')');
  const text = inParentheses ? written.slice(1, -1).trim() : written;
  if (KILL.test(text)) return { ...NO_MARKS, status: 'canceled', revision: 'kill' };
  if (HOLD.test(text)) return { ...NO_MARKS, status: 'withheld' };
  const lead = LEAD.exec(text);
  if (lead !== null) return { ...NO_MARKS, revision: 'update', version: wholeNumber(lead[1] ?? null) };
  if (RESENT.test(text)) return { ...NO_MARKS, revision: 'update' };
  const saysWhat = CORRECTED_WORDS.test(text) && (inParentheses || text.includes('(statt '));
  if (saysWhat) return { ...NO_MARKS, revision: 'correction', note: text };
  if (CORRECTION.test(text)) return { ...NO_MARKS, revision: 'correction' };
  if (ADVISORY.test(text)) return { ...NO_MARKS, kind: 'advisory' };
  if (isEmbargoLine(text)) return { ...NO_MARKS, status: 'embargoed', embargoUntil: text };
  return FLASH.test(text) ? { ...NO_MARKS, kind: 'flash' } : null;
}

const STATUS_RANK: readonly StoryStatus[] = ['usable', 'embargoed', 'withheld', 'canceled'];
const REVISION_RANK: readonly DeskMarks['revision'][] = ['none', 'update', 'correction', 'kill'];

/** Several marks of one story as one: the graver word wins. */
export function joinMarks(marks: readonly DeskMarks[]): DeskMarks {
  return marks.reduce(
    (joined, mark) => ({
      status: graver(STATUS_RANK, joined.status, mark.status),
      kind: mark.kind === 'story' ? joined.kind : mark.kind,
      revision: graver(REVISION_RANK, joined.revision, mark.revision),
      version: mark.version ?? joined.version,
      note: joined.note ?? mark.note,
      embargoUntil: joined.embargoUntil ?? mark.embargoUntil,
    }),
    NO_MARKS,
  );
}

function graver<T>(ranks: readonly T[], one: T, other: T): T {
  return ranks.indexOf(other) > ranks.indexOf(one) ? other : one;
}

/** The fields of a draft that marks fill. */
export function draftOfMarks(
  marks: DeskMarks,
  of: readonly string[],
): Pick<StoryDraft, 'status' | 'kind' | 'version' | 'revision' | 'embargoUntil'> {
  const { status, kind, version, revision, note, embargoUntil } = marks;
  return { status, kind, version, revision: { kind: revision, of, note }, embargoUntil };
}
