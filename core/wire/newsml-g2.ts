import type { Revision, StoryKind } from '../story/story.ts';
import { placeInDateline } from './dateline.ts';
import { type DraftReading, EMPTY_DRAFT, type Format } from './format.ts';
import { saysCorrected } from './markers.ts';
import { type G2Text, g2Text, inLanguage, languageOfItem } from './newsml-g2-text.ts';
import { wholeNumber } from './numbers.ts';
import { quoted } from './quote.ts';
import { statusNamed } from './status.ts';
import { qualifySubject } from './subject-codes.ts';
import { attribute, child, children, descend, lineOf, type XmlElement } from './xml.ts';

/** What a message or a file of its own can hold besides news, and why none of it is a story. */
const NO_STORIES: Readonly<Record<string, string>> = {
  packageItem: 'This packageItem only lists other items; it has no text of its own.',
  conceptItem: 'This conceptItem defines a code; it is no story.',
  knowledgeItem: 'This knowledgeItem defines codes; it is no story.',
  planningItem: 'This planningItem announces coverage; it is no story.',
  catalogItem: 'This catalogItem lists code schemes; it is no story.',
};

/** NewsML-G2 2.x (IPTC NewsML-G2 Specification 2.35; names in the comments are its elements and codes). */
export const newsmlG2: Format = {
  id: 'newsml-g2',
  detect: ({ root }) =>
    root !== null &&
    (root.name === 'newsMessage' || root.name === 'newsItem' || Object.hasOwn(NO_STORIES, root.name)),
  parse: ({ root }) => {
    if (root === null) return [];
    if (root.name !== 'newsMessage') return [readItem(root, null)];
    const header = child(root, 'header');
    return children(root, 'itemSet')
      .flatMap((set) => children(set))
      .map((item) => readItem(item, header));
  },
  items: {
    isEnvelope: (root) => root === 'newsMessage',
    isItem: (_name, within) => within.length === 2 && within[1]?.name === 'itemSet',
    reader: (message) => {
      const header = child(message, 'header');
      return header === null ? null : (item) => [readItem(item, header)];
    },
  },
};

function readItem(item: XmlElement, header: XmlElement | null): DraftReading {
  const itemMeta = child(item, 'itemMeta');
  const itemClass = tailOf(child(itemMeta, 'itemClass'));
  if (item.name !== 'newsItem')
    return rejected(NO_STORIES[item.name] ?? `This <${item.name.slice(0, 60)}> is no story.`);
  const text = g2Text(item);
  const status = statusNamed(codeOf(child(itemMeta, 'pubStatus')));
  const isText = itemClass === null || itemClass === 'text' || itemClass === 'composite';
  if (!isText && status !== 'canceled')
    return rejected(`This newsItem is of class ${quoted(itemClass)}; only text is read.`);
  if (text.headline === null && text.body === '' && status !== 'canceled') {
    return rejected('This newsItem has neither a headline nor a text.');
  }
  return {
    kind: 'draft',
    draft: { ...EMPTY_DRAFT, ...draftOf(item, text, header), status: heldStatus(itemMeta, status) },
  };
}

function rejected(reason: string): DraftReading {
  return { kind: 'rejected', reason };
}

function draftOf(item: XmlElement, text: G2Text, header: XmlElement | null) {
  const itemMeta = child(item, 'itemMeta');
  const contentMeta = child(item, 'contentMeta');
  const parties = partiesOf(itemMeta, contentMeta);
  const language = languageOfItem(item);
  return {
    id: attribute(item, 'guid'),
    version: wholeNumber(attribute(item, 'version')),
    sources: parties.names,
    via: parties.other,
    headline: text.headline,
    lead: summaryOf(contentMeta, language) ?? text.lead,
    subHeadlines: text.subHeadlines,
    body: text.body,
    byline: bylineOf(contentMeta) ?? text.byline,
    place: placeOf(contentMeta, language),
    language,
    urgency: wholeNumber(lineOf(child(contentMeta, 'urgency')) ?? lineOf(child(header, 'priority')), 9),
    kind: kindOf(itemMeta, contentMeta),
    embargoUntil: lineOf(child(itemMeta, 'embargoed')),
    createdAt: lineOf(child(itemMeta, 'firstCreated')) ?? lineOf(child(contentMeta, 'contentCreated')),
    versionedAt: lineOf(child(itemMeta, 'versionCreated')) ?? lineOf(child(header, 'sent')),
    slug: lineOf(child(contentMeta, 'slugline')),
    keywords: children(contentMeta, 'keyword').flatMap((keyword) => lineOf(keyword) ?? []),
    subjects: children(contentMeta, 'subject').flatMap(codesOf),
    editorsNote: notesOf(itemMeta, false).join(' ') || null,
    revision: revisionOf(item),
  };
}

/* ── Management ────────────────────────────────────────────────────────────────────────────── */

/** An `embargoed` without a time holds the item back until further notice. */
function heldStatus(itemMeta: XmlElement | null, status: ReturnType<typeof statusNamed>) {
  const embargoed = child(itemMeta, 'embargoed');
  return embargoed !== null && lineOf(embargoed) === null && status === 'usable' ? 'embargoed' : status;
}

/**
 * The signals: `sig:correction`, `sig:update`, and an agency's own for a replacement under a new guid,
 * whose `altId` then names what is replaced. An editorial note in a correction's role without that signal
 * only says what is new; one that says itself that it corrects is believed.
 */
function revisionOf(item: XmlElement): Revision {
  const itemMeta = child(item, 'itemMeta');
  const signals = children(itemMeta, 'signal').flatMap((signal) => tailOf(signal)?.toLowerCase() ?? []);
  const notes = notesOf(itemMeta, true);
  const note = notes.join(' ') || null;
  const slug = lineOf(descend(item, 'contentMeta', 'slugline')) ?? '';
  const of = replacedBy(item, signals);
  if (statusNamed(codeOf(child(itemMeta, 'pubStatus'))) === 'canceled') return { kind: 'kill', of, note };
  const corrects = notesOf(itemMeta, false).find(saysCorrected);
  if (signals.includes('correction')) return { kind: 'correction', of, note: note ?? corrects ?? null };
  if (corrects !== undefined) return { kind: 'correction', of, note: corrects };
  const isUpdate = signals.includes('update') || of.length > 0 || notes.length > 0 || WRITETHRU.test(slug);
  return { kind: isUpdate ? 'update' : 'none', of, note };
}

/** AP and Reuters number the versions of a story in its slug: `1st Ld-Writethru`, `(UPDATE 2)`. */
const WRITETHRU = /\b\d{1,2}(?:st|nd|rd|th) (?:ld|lead|writethru)\b|\(update \d{1,2}\)/iu;

const REPLACES = /^(?:replac|supersede|isreplacementof|previousversion|iscorrectionof|corrects|kills)/iu;

/** Other items that this one stands for: links whose `rel` says so, and `altId`s beside a signal of replacement. */
function replacedBy(item: XmlElement, signals: readonly string[]): string[] {
  const own = attribute(item, 'guid');
  const links = children(child(item, 'itemMeta'), 'link')
    .filter((link) => REPLACES.test(tail(attribute(link, 'rel')) ?? ''))
    .flatMap(
      (link) => attribute(link, 'residref') ?? attribute(link, 'guidref') ?? attribute(link, 'href') ?? [],
    );
  const isReplacement = signals.some((signal) => signal.startsWith('replac'));
  const ids = isReplacement ? replacedIds(child(item, 'contentMeta'), own ?? '') : [];
  return [...new Set([...links, ...ids])].filter((id) => id !== own);
}

/**
 * The `altId`s of a type that refers or replaces, made guids like the item's own: TT's guid ends in the
 * item's `tt:uno`, and `tt:refuno` is what would stand there in the guid of the replaced item.
 */
function replacedIds(contentMeta: XmlElement | null, own: string): string[] {
  const altIds = children(contentMeta, 'altId').flatMap((altId) => {
    const id = lineOf(altId);
    return id === null ? [] : [{ id, type: tail(attribute(altId, 'type')) ?? '' }];
  });
  const ownAltId = altIds
    .map(({ id }) => id)
    .sort((one, other) => other.length - one.length)
    .find((id) => own.endsWith(id));
  const stem = ownAltId === undefined ? '' : own.slice(0, -ownAltId.length);
  return altIds
    .filter(({ id, type }) => /^(?:ref|replac|orig|prev)/iu.test(type) && id !== ownAltId)
    .map(({ id }) => (id.startsWith(stem) || /^(?:urn|https?|tag):/u.test(id) ? id : stem + id));
}

/** Roles of notes that are contacts, sources and signatures of the desk rather than words to editors. */
const NO_NOTE = /(?:notepad|closingline|contact|picture)/iu;

/** Editorial notes for editors (`edNote`): those in a correction's role, or all others. */
function notesOf(itemMeta: XmlElement | null, corrections: boolean): string[] {
  return children(itemMeta, 'edNote').flatMap((note) => {
    const role = tail(attribute(note, 'role')) ?? '';
    const isCorrection = /^correct/iu.test(role);
    const isShort = /short$/iu.test(role);
    if (isCorrection !== corrections || isShort || NO_NOTE.test(role)) return [];
    return attribute(note, 'pubconstraint') === null ? (lineOf(note) ?? []) : [];
  });
}

/** A genre or signal makes an advisory: dpa's text genre 27 is its `Achtung`, a notice to desks. */
function kindOf(itemMeta: XmlElement | null, contentMeta: XmlElement | null): StoryKind {
  const genres = children(contentMeta, 'genre');
  const codes = genres.flatMap((genre) => codeOf(genre) ?? []);
  const words = [
    ...codes.map((code) => tail(code) ?? ''),
    ...genres.flatMap((genre) => children(genre, 'name').flatMap((name) => lineOf(name) ?? [])),
    ...children(itemMeta, 'signal').flatMap((signal) => tailOf(signal) ?? []),
    // dpa says so in a note.
    ...notesOf(itemMeta, false).map((note) => note.replace(/^dpa-/u, '')),
  ];
  const has = (pattern: RegExp): boolean => words.some((word) => pattern.test(word));
  const isAdvisory = /^(?:achtung|advisory|note to editors|service(?: notice)?|daybook|agenda|hinweis)$/iu;
  if (codes.includes('dpatextgenre:27') || has(isAdvisory)) return 'advisory';
  if (has(/^(?:press ?release|pressemitteilung|pressemeddelelse|pressmeddelande)$/iu)) return 'press-release';
  return has(/^(?:flash|newsflash|alert|eilmeldung|eil|snap)$/iu) ? 'flash' : 'story';
}

/* ── Parties and places ────────────────────────────────────────────────────────────────────── */

/**
 * `provider` and `infoSource` by name, literal and code, then `creditline`. Where the source is not the
 * provider, one relays the other.
 */
function partiesOf(itemMeta: XmlElement | null, contentMeta: XmlElement | null) {
  const provider = child(itemMeta, 'provider');
  const sources = children(contentMeta, 'infoSource');
  const names = [
    ...[provider, ...sources].flatMap(namesOf),
    ...children(contentMeta, 'creditline').flatMap(namesOf),
  ];
  const providerNames = new Set(namesOf(provider).map((name) => name.toLowerCase()));
  const other = sources
    .map(namesOf)
    .find(
      ([name, ...more]) =>
        name !== undefined && ![name, ...more].some((one) => providerNames.has(one.toLowerCase())),
    );
  return { names: [...new Set(names)], other: providerNames.size === 0 ? null : (other?.[0] ?? null) };
}

/** What an element calls somebody: its `name`s, its `literal`, the end of its `qcode`, its text. */
function namesOf(party: XmlElement | null): string[] {
  const names = children(party, 'name').flatMap((name) => lineOf(name) ?? []);
  const own = party?.name === 'creditline' ? lineOf(party) : null;
  return [...names, attribute(party, 'literal'), tail(attribute(party, 'qcode')), own].flatMap(
    (name) => name ?? [],
  );
}

/** `by`, else the `creator`s' names; an account (`herzog.martina`) is no name. */
function bylineOf(contentMeta: XmlElement | null): string | null {
  const creators = children(contentMeta, 'creator')
    .flatMap((creator) => lineOf(child(creator, 'name')) ?? [])
    .filter((name) => !/^[\p{Ll}\d._-]+$/u.test(name));
  return lineOf(child(contentMeta, 'by')) ?? (creators.join(', ') || null);
}

/** `located`, else the place in `dateline`. */
function placeOf(contentMeta: XmlElement | null, language: string | null): string | null {
  const located = child(contentMeta, 'located');
  const dateline = lineOf(child(contentMeta, 'dateline'));
  return (
    lineOf(inLanguage(children(located, 'name'), language)[0] ?? null) ??
    attribute(located, 'literal') ??
    nameInCode(located) ??
    (dateline === null ? null : placeInDateline(dateline))
  );
}

/** A place's own name as its code, `city:Philadelphia`; numbers and short codes name nothing. */
function nameInCode(located: XmlElement | null): string | null {
  const code = tailOf(located)?.replaceAll('_', ' ') ?? '';
  return /^\p{Lu}\p{Ll}[\p{L} .'’-]{1,60}$/u.test(code) ? code : null;
}

/** A `description` that sums the story up. */
function summaryOf(contentMeta: XmlElement | null, language: string | null): string | null {
  const summaries = inLanguage(children(contentMeta, 'description'), language).filter((description) =>
    /^(?:summary|teaser|abstract|lead|intro|deck)?$/iu.test(tail(attribute(description, 'role')) ?? ''),
  );
  return summaries.flatMap((description) => lineOf(description) ?? [])[0] ?? null;
}

/* ── Codes ─────────────────────────────────────────────────────────────────────────────────── */

/** IPTC codes of a subject, of what is the same and of what is broader: agencies code in their own schemes first. */
function codesOf(subject: XmlElement): string[] {
  return [subject, ...children(subject, 'sameAs'), ...children(subject, 'broader')].flatMap(
    (element) => qualifySubject(codeOf(element) ?? literalCode(element) ?? '') ?? [],
  );
}

/** TT writes subject codes as literals: `TT:11000000:POL`. */
function literalCode(subject: XmlElement): string | null {
  return /(?:^|:)(\d{8})(?:$|:)/u.exec(attribute(subject, 'literal')?.slice(0, 100) ?? '')?.[1] ?? null;
}

function codeOf(element: XmlElement | null): string | null {
  return attribute(element, 'qcode') ?? attribute(element, 'uri');
}

function tailOf(element: XmlElement | null): string | null {
  return tail(codeOf(element));
}

/** A code without its scheme: `text` of `ninat:text` or of `http://cv.iptc.org/newscodes/ninature/text`. */
function tail(code: string | null): string | null {
  return code === null
    ? null
    : code.slice(Math.max(code.lastIndexOf(':'), code.lastIndexOf('/')) + 1) || null;
}
