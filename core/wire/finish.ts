import { createHash } from 'node:crypto';
import type { Revision, Story } from '../story/story.ts';
import { cleanLine, cleanList, cleanText, piecesAtSpaces } from './clean.ts';
import { readDateline } from './dateline.ts';
import { embargoEnd, isEmbargoLine } from './embargo-words.ts';
import type { StoryDraft } from './format.ts';
import { tellLanguage } from './language.ts';
import { correctionNote, DEFAULT_MARKERS, headlineMark, type MarkKind } from './markers.ts';
import { mendText, resolveDeep } from './markup.ts';
import type { ReadOptions, Wire } from './outcome.ts';
import { findSignOff, type NamedWire, type Signed, wireOfSource } from './sign-off.ts';
import { withParents } from './subject-codes.ts';
import { lettersOf, tidyCopy } from './tidy-copy.ts';
import { utcTime, zoneOfTime } from './times.ts';

/** `By` before a name, as bylines print it. */
const BY = /^(?:[Bb][Yy]|A[fv]|Von|Par) (?=\p{Lu})/u;

/** A flash may begin with one asterisk right before its first word. */
const FLASH_MARK = /^\*[\p{L}\p{N}"“«]/u;

/** A text this long (in UTF-16 units) tells its language surely enough to overrule a wrong declaration. */
const SURE_LANGUAGE_LENGTH = 300;
/** So much of a body is looked at for its language, and so much of a text where only a wrong declaration is to be found. */
const LANGUAGE_LENGTH = 5000;
const PLAIN_LANGUAGE_LENGTH = 1500;

/**
 * Makes the story of what a parser found: tells its wire, cuts the sign-off, fills the lead, the language
 * and the identity where the format has none, expands subjects and turns times to UTC.
 */
export function finish(draft: StoryDraft, options: ReadOptions): Story {
  const written = cleanText(draft.body).trim();
  const signed = findSignOff(written, options.wires);
  const { wire, via } = originOf(draft, signed, options);
  const headline = mendedLine(draft.headline);
  const copy = tidyCopy({
    ...draft,
    headline,
    byline: mendedLine(draft.byline),
    lead: abstractOf(draft, options),
    body: (signed?.text ?? written).trim(),
  });
  const { abstract, body, note } = takeNote(copy.abstract, copy.body);
  const zone = draft.timeZone ?? wire?.timeZone ?? 'UTC';
  const embargo = embargoOf(draft, draft.timeZone ?? wire?.timeZone ?? null, options);
  const mark = headlineMark(headline ?? firstParagraph(body), wire?.markers ?? DEFAULT_MARKERS);
  return {
    id: cleanLine(draft.id) ?? textIdentity(headline, body),
    version: draft.version,
    wire: wire?.id ?? null,
    via,
    source: cleanLine(draft.sources[0] ?? null),
    headline,
    lead: abstract ?? (firstWords(body) || null),
    body,
    byline: copy.byline?.replace(BY, '') ?? null,
    place: mendedLine(draft.place) ?? signed?.place ?? readDateline(firstParagraph(body))?.place ?? null,
    language: languageOf(draft, `${headline ?? ''}\n${abstract ?? ''}\n${body.slice(0, LANGUAGE_LENGTH)}`),
    urgency: draft.urgency,
    status: embargo !== null && draft.status === 'usable' && embargo.holds ? 'embargoed' : draft.status,
    kind: kindOf(draft, mark?.kind ?? null, headline ?? body, body),
    embargoUntil: embargo?.until ?? null,
    createdAt: utcTime(draft.createdAt, zone),
    versionedAt: utcTime(draft.versionedAt, zone),
    slug: cleanLine(draft.slug),
    keywords: cleanList(copy.keywords),
    subjects: withParents(draft.subjects),
    editorsNote: cleanLine(draft.editorsNote),
    revision: revisionOf(draft.revision, mark?.kind ?? null, note),
  };
}

/**
 * What is said of an embargo, in its own field or else in the note to editors; null where nothing is. Words whose
 * end cannot be read hold the story back rather than letting it out. Where the wire's zone is not known, words that
 * name none are in that of the copy's own time.
 */
function embargoOf(draft: StoryDraft, wireZone: string | null, options: ReadOptions) {
  const note = cleanLine(draft.editorsNote);
  const noted = note !== null && isEmbargoLine(note) ? note : null;
  const words = draft.embargoUntil ?? noted;
  if (words === null) return null;
  const zone = wireZone ?? zoneOfTime(draft.versionedAt ?? draft.createdAt) ?? 'UTC';
  const written =
    utcTime(draft.versionedAt, zone) ?? utcTime(draft.createdAt, zone) ?? options.receivedAt ?? null;
  const until = utcTime(words, zone) ?? embargoEnd(words, { zone, at: written });
  return { until, holds: until === null || draft.embargoUntil === null };
}

/**
 * The first watched wire that the sign-off, a source field, or else the place of the drop names. Of two
 * parties that a format names, `via` is the one that is not the wire.
 */
function originOf(
  draft: StoryDraft,
  signed: Signed | null,
  options: ReadOptions,
): { readonly wire: Wire | null; readonly via: string | null } {
  const told = namedOf(draft, options);
  const named = signed ?? told;
  const placed = options.wires.find((wire) => wire.prefixes.some((prefix) => options.key.startsWith(prefix)));
  const wire = named?.wire ?? placed ?? null;
  const relayed = named?.via ?? (told?.wire === wire ? (told?.via ?? null) : null);
  if (relayed !== null || draft.via === null || wire === null) return { wire, via: relayed ?? draft.via };
  const isOther = (name: string): boolean => wireOfSource(name, options.wires)?.wire !== wire;
  return { wire, via: [draft.via, ...draft.sources].find(isOther) ?? null };
}

/** The first source field that names a watched wire. */
function namedOf(draft: StoryDraft, options: ReadOptions): NamedWire | null {
  for (const source of draft.sources) {
    const named = wireOfSource(source, options.wires);
    if (named !== null) return named;
  }
  return null;
}

/** A field on one line, with what was escaped once more resolved and certain mojibake mended, as in the text. */
function mendedLine(text: string | null): string | null {
  return cleanLine(text === null ? null : mendText(resolveDeep(text)));
}

function abstractOf(draft: StoryDraft, options: ReadOptions): string | null {
  const abstract = mendedLine(draft.lead);
  return abstract === null ? null : cleanLine(findSignOff(abstract, options.wires)?.text ?? abstract);
}

/** Moves a paragraph that only says what is corrected out of the text: it is no lead. */
function takeNote(abstract: string | null, body: string) {
  const abstractNote = abstract === null ? null : correctionNote(abstract);
  const first = firstParagraph(body);
  const bodyNote = correctionNote(first);
  return {
    abstract: abstractNote === null ? abstract : null,
    body: bodyNote === null ? body : body.slice(first.length).trimStart(),
    note: abstractNote ?? bodyNote,
  };
}

function firstParagraph(body: string): string {
  const end = body.indexOf('\n');
  return (end < 0 ? body : body.slice(0, end)).trim();
}

/** What desks say of a version above its text: `(Adds quote in paragraph 3)`. */
const VERSION_NOTE =
  /^\((?:adds|updates|recasts|refiles|writes through|tilføjer|opdaterer)\b[^()]{1,300}\)$/iu;

/** The first paragraph that tells something: a dateline alone (`STOCKHOLM (TT)`) or a note on the version does not. */
function firstWords(body: string): string {
  const first = firstParagraph(body);
  const next = firstParagraph(body.slice(body.indexOf(first) + first.length).trimStart());
  const tellsNothing = VERSION_NOTE.test(first) || (readDateline(first)?.length ?? 0) >= first.length;
  return tellsNothing && next !== '' ? next : first;
}

/** Services that pass on what others say of themselves, in letters alone. */
const PRESS_SERVICES: ReadonlySet<string> = new Set(
  'viaritzau viantb viatt prnewswire businesswire globenewswire cision apaots newsaktuell'.split(' '),
);
/** What Ritzau writes below each press release. */
const DISCLAIMER = /^\*{0,3} ?Ovenstående pressemeddelelse er videreformidlet/u;

/** A story is a press release or a flash where its source, its last words or its headline say so. */
function kindOf(draft: StoryDraft, mark: MarkKind | null, title: string, body: string): Story['kind'] {
  if (draft.kind !== 'story') return draft.kind;
  const isPressRelease =
    draft.sources.some((source) => PRESS_SERVICES.has(lettersOf(source))) ||
    DISCLAIMER.test(body.slice(body.lastIndexOf('\n') + 1));
  if (isPressRelease) return 'press-release';
  return mark === 'flash' || FLASH_MARK.test(title) ? 'flash' : 'story';
}

/** What the format says wins; else what the copy itself says. */
function revisionOf(declared: Revision, mark: MarkKind | null, note: string | null): Revision {
  const marked = mark === null || mark === 'flash' ? 'none' : mark;
  const told = marked === 'none' && note !== null ? 'correction' : marked;
  return {
    kind: declared.kind === 'none' ? told : declared.kind,
    of: cleanList(declared.of),
    note: cleanLine(declared.note) ?? note,
  };
}

/** A story without an identity of its own is its text: white space apart, the same text is the same story. */
function textIdentity(headline: string | null, body: string): string {
  const hash = createHash('sha256');
  let gap = '';
  for (const piece of piecesAtSpaces(`${headline ?? ''}\n${body}`)) {
    const words = piece.normalize('NFC').replace(/\s+/gu, ' ').trim();
    if (words === '') continue;
    hash.update(gap + words);
    gap = ' ';
  }
  return `text:${hash.digest('hex').slice(0, 16)}`;
}

/** ISO 639-2 codes that agencies write where BCP 47 has two letters. */
const THREE_LETTERS: Readonly<Record<string, string>> = {
  dan: 'da',
  eng: 'en',
  swe: 'sv',
  nor: 'no',
  nob: 'no',
  nno: 'no',
  fin: 'fi',
  deu: 'de',
  ger: 'de',
  fra: 'fr',
  fre: 'fr',
  spa: 'es',
  ita: 'it',
  por: 'pt',
  nld: 'nl',
  dut: 'nl',
};

/** The declared language, unless a long enough text is plainly in another; the text's own where none is declared. */
function languageOf({ language, usualLanguage }: StoryDraft, text: string): string {
  const subtag = /^[a-z]{2,3}(?![a-z])/iu.exec(language?.trim() ?? '')?.[0].toLowerCase();
  const stated = subtag === undefined ? null : (THREE_LETTERS[subtag] ?? sameLanguage(subtag));
  if (stated !== null && text.length < SURE_LANGUAGE_LENGTH) return stated;
  const told = tellLanguage(stated === null ? text : text.slice(0, PLAIN_LANGUAGE_LENGTH));
  return told === 'und' ? (stated ?? usualLanguage ?? told) : told;
}

/** Both written Norwegians count as Norwegian. */
function sameLanguage(subtag: string): string {
  return subtag === 'nb' || subtag === 'nn' ? 'no' : subtag;
}
