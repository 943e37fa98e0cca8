import type { Revision, StoryKind } from '../story/story.ts';
import { placeInDateline } from './dateline.ts';
import { type DraftReading, EMPTY_DRAFT, type Format } from './format.ts';
import { descendants, formalName, namedValue, pick, pickAll } from './newsml-1-elements.ts';
import { chooseText } from './newsml-1-text.ts';
import { wholeNumber } from './numbers.ts';
import { quoted } from './quote.ts';
import { statusNamed } from './status.ts';
import { qualifySubject } from './subject-codes.ts';
import { attribute, children, lineOf, type XmlElement } from './xml.ts';

/**
 * NewsML 1.x (IPTC NewsML 1.2 Functional Specification). Agencies spell element names with other capitals,
 * so names are compared without them. A file may hold several `NewsItem`s, each with nested `NewsComponent`s.
 */
export const newsml1: Format = {
  id: 'newsml-1',
  detect: ({ root }) => root?.name === 'NewsML',
  parse: ({ root }) => {
    const envelope = pick(root, 'NewsEnvelope');
    return pickAll(root, 'NewsItem').flatMap((item) => readVersions(item, envelope));
  },
  items: {
    isEnvelope: (root) => root === 'NewsML',
    isItem: (name, within) => within.length === 1 && name.toLowerCase() === 'newsitem',
    reader: (newsml) => {
      const envelope = pick(newsml, 'NewsEnvelope');
      return envelope === null ? null : (item) => readVersions(item, envelope);
    },
  },
};

/** An item in one language, or as many as it has. */
function readVersions(item: XmlElement, envelope: XmlElement | null): readonly DraftReading[] {
  const versions = languageVersions(item);
  return versions.length < 2
    ? [readItem(item, envelope, null)]
    : versions.map((version) => readItem(item, envelope, version));
}

function readItem(
  item: XmlElement,
  envelope: XmlElement | null,
  version: LanguageVersion | null,
): DraftReading {
  const management = pick(item, 'NewsManagement');
  const identity = identityOf(item);
  const chosen =
    version === null
      ? chooseText(pickAll(item, 'NewsComponent'), [])
      : chooseText([version.component], version.around);
  const revision = revisionOf(management, item, identity.isUpdate);
  const headline =
    inner(chosen.way, (component) => newsLine(component, 'HeadLine')) ?? chosen.text?.headline ?? null;
  if (headline === null && chosen.text === null && revision.kind !== 'kill') {
    return { kind: 'rejected', reason: noText(item) };
  }
  const sources = sourcesOf(chosen.way, item);
  const status = statusNamed(formalName(pick(management, 'Status')));
  const editorsNote = editorsNoteOf(chosen.way);
  const versionedAt =
    lineOf(pick(management, 'ThisRevisionCreated')) ?? lineOf(pick(envelope, 'DateAndTime'));
  return {
    kind: 'draft',
    draft: {
      ...EMPTY_DRAFT,
      id: version === null || identity.id === null ? identity.id : `${identity.id}:${version.language}`,
      version: identity.version,
      sources: sources.names,
      via: sources.relay,
      headline,
      lead:
        inner(chosen.way, (component) => typedLine(component, /abstract|summary/iu)) ??
        chosen.abstract ??
        chosen.text?.lead ??
        null,
      subHeadlines: [
        ...outward(chosen.way, (component) => newsLines(component, 'SubHeadLine')),
        ...chosen.subHeadlines,
        ...(chosen.text?.subHeadlines ?? []),
      ],
      body: chosen.text?.paragraphs.join('\n') ?? '',
      byline: inner(chosen.way, (component) => newsLine(component, 'ByLine')) ?? chosen.text?.byline ?? null,
      place: placeOf(chosen.way),
      language: inner(chosen.way, languageOf) ?? version?.language ?? attribute(item, 'lang'),
      urgency: wholeNumber(
        namedValue(pick(management, 'Urgency')) ??
          namedValue(pick(envelope, 'Priority')) ??
          inner(chosen.way, (component) => administrative(component, /^priority$/iu)),
        9,
      ),
      status,
      kind: kindOf(management, chosen.way),
      embargoUntil: status === 'usable' ? null : willBeUsable(management),
      createdAt: lineOf(pick(management, 'FirstCreated')),
      versionedAt,
      slug:
        inner(chosen.way, (component) => newsLine(component, 'SlugLine')) ??
        inner(chosen.way, (component) => typedLine(component, /^catch ?word$/iu)),
      keywords: outward(chosen.way, keywordsOf),
      subjects: [...outward(chosen.way, subjectsOf), ...outward(chosen.way, topicsOf), ...topicsOf(item)],
      editorsNote,
      revision,
    },
  };
}

/* ── Identity ──────────────────────────────────────────────────────────────────────────────── */

/**
 * The story is `ProviderId`, `DateId` and `NewsItemId` (section 5.4.2); the public identifier adds the
 * revision and so names one version. Some agencies number versions in the `NewsItemId`, too (`…-v2`).
 */
function identityOf(item: XmlElement) {
  const identifier = pick(pick(item, 'Identification'), 'NewsIdentifier');
  const revision = pick(identifier, 'RevisionId');
  const named = lineOf(pick(identifier, 'NewsItemId'));
  const suffix = /-v(\d{1,4})$/u.exec(named ?? '');
  const publicId = publicIdentity(lineOf(pick(identifier, 'PublicIdentifier')));
  const parts = [
    lineOf(pick(identifier, 'ProviderId')),
    lineOf(pick(identifier, 'DateId')),
    named?.slice(0, suffix?.index),
  ];
  const previous = attribute(revision, 'PreviousRevision');
  return {
    id:
      named === null
        ? (publicId?.id ?? unnamedId(item, parts))
        : ['urn:newsml', ...parts.filter(Boolean)].join(':'),
    version: wholeNumber(lineOf(revision) ?? publicId?.version ?? null) ?? wholeNumber(suffix?.[1] ?? null),
    isUpdate: (previous !== null && previous !== '0') || /^U/iu.test(attribute(revision, 'Update') ?? ''),
  };
}

/** A public identifier without its revision; one that names only the agency identifies nothing. */
function publicIdentity(text: string | null): { id: string; version: string | null } | null {
  const [, id, version] = /^(.+?)(?::(\d{1,6})[A-Z]?)?$/u.exec(text?.slice(0, 500) ?? '') ?? [];
  if (id === undefined || /^urn:newsml:[^:]*$/iu.test(id)) return null;
  return { id, version: version ?? null };
}

/** Where there is no identifier: a component's id, if it is long enough to be unique by itself. */
function unnamedId(item: XmlElement, parts: readonly (string | null | undefined)[]): string | null {
  const id = attribute(pick(item, 'NewsComponent'), 'Duid');
  return id !== null && /^[\w-]{16,}$/u.test(id) && /\d/u.test(id)
    ? ['urn:newsml', ...parts.filter(Boolean), id].join(':')
    : null;
}

/** `Instruction`, the item's type or genre; else that there was a revision before. */
function revisionOf(management: XmlElement | null, item: XmlElement, isUpdate: boolean): Revision {
  const words = [
    ...pickAll(management, 'Instruction').map(formalName),
    formalName(pick(management, 'NewsItemType')),
    ...descendants(item, 'Genre').map(formalName),
  ].join(' ');
  const of = [...pickAll(management, 'DerivedFrom'), ...pickAll(management, 'AssociatedWith')]
    .filter((link) => /supersede|replace|correct|cancel|kill|update/iu.test(formalName(link) ?? ''))
    .flatMap((link) => attribute(link, 'NewsItem')?.replace(/:\d{1,6}[A-Z]?$/u, '') ?? []);
  const isKill =
    statusNamed(formalName(pick(management, 'Status'))) === 'canceled' ||
    /\b(?:kill|cancel|delete|withdraw)/iu.test(words);
  if (isKill) return { kind: 'kill', of, note: null };
  if (/\b(?:correct|rectif)/iu.test(words)) return { kind: 'correction', of, note: null };
  return { kind: isUpdate || of.length > 0 || /\bupdate/iu.test(words) ? 'update' : 'none', of, note: null };
}

/** When a status will change to usable (`StatusWillChange`): the end of an embargo. */
function willBeUsable(management: XmlElement | null): string | null {
  const change = pick(management, 'StatusWillChange');
  return statusNamed(formalName(pick(change, 'FutureStatus'))) === 'usable'
    ? lineOf(pick(change, 'DateAndTime'))
    : null;
}

/* ── Text ──────────────────────────────────────────────────────────────────────────────────── */

/** One of several languages in which an item tells the same. */
interface LanguageVersion {
  readonly component: XmlElement;
  readonly around: readonly XmlElement[];
  readonly language: string;
}

/** Components side by side in languages of their own, each with a headline and a text: each is a story. */
function languageVersions(item: XmlElement): LanguageVersion[] {
  const top = pickAll(item, 'NewsComponent');
  const [only] = top;
  const around = top.length === 1 && only !== undefined ? [only] : [];
  const side = around.length === 0 ? top : pickAll(only ?? null, 'NewsComponent');
  const versions = side.flatMap((component) => {
    const language = attribute(component, 'lang');
    if (language === null || newsLine(component, 'HeadLine') === null) return [];
    return chooseText([component], around).text === null ? [] : [{ component, around, language }];
  });
  return new Set(versions.map(({ language }) => language)).size === versions.length ? versions : [];
}

function noText(item: XmlElement): string {
  const media = new Set(descendants(item, 'MediaType').map(formalName).filter(Boolean));
  return media.size === 0
    ? 'This NewsItem has neither a headline nor a text.'
    : `This NewsItem has neither a headline nor a text, only media of type ${quoted([...media].join(', '))}.`;
}

/* ── What components say ───────────────────────────────────────────────────────────────────── */

/** The first answer on the way out. */
function inner(way: readonly XmlElement[], ask: (component: XmlElement) => string | null): string | null {
  for (const component of way) {
    const answer = ask(component);
    if (answer !== null) return answer;
  }
  return null;
}

/** All answers on the way out. */
function outward(way: readonly XmlElement[], ask: (component: XmlElement) => readonly string[]): string[] {
  return way.flatMap(ask);
}

function newsLines(component: XmlElement, name: string): string[] {
  return pickAll(pick(component, 'NewsLines'), name).flatMap((line) => lineOf(line) ?? []);
}

function newsLine(component: XmlElement, name: string): string | null {
  return newsLines(component, name)[0] ?? null;
}

/** The text of a `NewsLine` whose `NewsLineType` has such a name. */
function typedLine(component: XmlElement, type: RegExp): string | null {
  const line = pickAll(pick(component, 'NewsLines'), 'NewsLine').find((candidate) =>
    type.test(formalName(pick(candidate, 'NewsLineType')) ?? ''),
  );
  return lineOf(pick(line ?? null, 'NewsLineText'));
}

function metadata(
  component: XmlElement,
  kind: 'AdministrativeMetadata' | 'DescriptiveMetadata',
): XmlElement | null {
  // `DescriptiveMetada` is seen, too.
  return pick(component, kind) ?? pick(component, kind.slice(0, -2));
}

/** A `NewsLine` for editors, a `Comment`, or what the administrative metadata says to them. */
function editorsNoteOf(way: readonly XmlElement[]): string | null {
  return (
    inner(way, (component) => typedLine(component, /note|advis|instruction/iu)) ??
    inner(way, (component) => lineOf(pick(component, 'Comment'))) ??
    inner(way, (component) => administrative(component, /^editorial ?(?:info|note)$/iu))
  );
}

/** A `Property` of the administrative metadata: some agencies keep their priority and their notes there. */
function administrative(component: XmlElement, name: RegExp): string | null {
  return propertiesOf(metadata(component, 'AdministrativeMetadata'), name)[0] ?? null;
}

function languageOf(component: XmlElement): string | null {
  return formalName(pick(metadata(component, 'DescriptiveMetadata'), 'Language'));
}

/** `Source` before `Provider`; a provider of another's copy relays it. */
function sourcesOf(way: readonly XmlElement[], item: XmlElement) {
  const party = (name: string) => (component: XmlElement) =>
    pickAll(pick(metadata(component, 'AdministrativeMetadata'), name), 'Party').flatMap(
      (entry) => formalName(entry) ?? [],
    );
  const sources = outward(way, party('Source'));
  const providers = outward(way, party('Provider'));
  const providerId = lineOf(pick(pick(pick(item, 'Identification'), 'NewsIdentifier'), 'ProviderId'));
  const names = [...new Set([...sources, ...providers, ...(providerId === null ? [] : [providerId])])];
  const relay = sources.length === 0 ? undefined : providers.find((provider) => !sources.includes(provider));
  return { names, relay: relay ?? null };
}

/** The place in `DateLine` (`STOCKHOLM, Aug 29, 2014 (AFP) -`), else the city where the story is from. */
function placeOf(way: readonly XmlElement[]): string | null {
  const line = inner(way, (component) => newsLine(component, 'DateLine'));
  return (line === null ? null : placeInDateline(line)) ?? inner(way, cityOf);
}

function cityOf(component: XmlElement): string | null {
  const descriptive = metadata(component, 'DescriptiveMetadata');
  const cities = [pick(descriptive, 'Location'), descriptive].flatMap((parent) =>
    propertiesOf(parent, /^city$/iu),
  );
  return cities[0] ?? null;
}

function propertiesOf(parent: XmlElement | null, name: RegExp): string[] {
  return pickAll(parent, 'Property')
    .filter((property) => name.test(formalName(property) ?? ''))
    .flatMap((property) => attribute(property, 'Value') ?? []);
}

function keywordsOf(component: XmlElement): string[] {
  const lines = pickAll(pick(component, 'NewsLines'), 'KeywordLine').flatMap(
    (line) => lineOf(line)?.split(/[,;]/u) ?? [],
  );
  const properties = propertiesOf(metadata(component, 'DescriptiveMetadata'), /^keyword$/iu);
  return [...properties.flatMap((value) => value.split(';')), ...lines];
}

/** `Subject`, `SubjectMatter` and `SubjectDetail`, one or all of them in a `SubjectCode`. */
function subjectsOf(component: XmlElement): string[] {
  return pickAll(metadata(component, 'DescriptiveMetadata'), 'SubjectCode')
    .flatMap((code) => children(code).map(formalName))
    .flatMap((code) => qualifySubject(code ?? '') ?? []);
}

/** Codes declared as the `FormalName` elements of a `TopicSet`'s topics. */
function topicsOf(item: XmlElement): string[] {
  return pickAll(item, 'TopicSet')
    .flatMap((set) => pickAll(set, 'Topic'))
    .flatMap((topic) => pickAll(topic, 'FormalName'))
    .flatMap((code) => qualifySubject(lineOf(code) ?? '') ?? []);
}

function kindOf(management: XmlElement | null, way: readonly XmlElement[]): StoryKind {
  const genres = outward(way, (component) =>
    pickAll(metadata(component, 'DescriptiveMetadata'), 'Genre').flatMap((genre) => formalName(genre) ?? []),
  );
  const words = [formalName(pick(management, 'NewsItemType')) ?? '', ...genres];
  const has = (name: RegExp): boolean => words.some((word) => name.test(word));
  if (has(/^(?:advisory|memo|agenda|note to editors|advisories)$/iu)) return 'advisory';
  if (has(/^(?:press ?)?release$/iu)) return 'press-release';
  return has(/^(?:flash|alert|bulletin)$/iu) ? 'flash' : 'story';
}
