import type { Revision, StoryKind } from '../story/story.ts';
import { placeInDateline } from './dateline.ts';
import { nitfText } from './embedded.ts';
import { type DraftReading, EMPTY_DRAFT, type Format } from './format.ts';
import { saysCorrected } from './markers.ts';
import { xmlParagraphs } from './markup.ts';
import { wholeNumber } from './numbers.ts';
import type { ReadOptions } from './outcome.ts';
import { wireOfSource } from './sign-off.ts';
import { statusNamed } from './status.ts';
import { qualifySubject } from './subject-codes.ts';
import { attribute, child, children, descend, findAll, lineOf, type XmlElement } from './xml.ts';

/**
 * NITF 3.x, the News Industry Text Format (https://iptc.org/std/NITF/3.6/documentation/nitf-documentation.html).
 * Element and attribute names in the comments are those of its DTD.
 */
export const nitf: Format = {
  id: 'nitf',
  detect: ({ root }) => root?.name === 'nitf',
  parse: ({ root }, options) => (root === null ? [] : [readNitf(root, options)]),
};

function readNitf(root: XmlElement, options: ReadOptions): DraftReading {
  const head = child(root, 'head');
  const docdata = child(head, 'docdata');
  const bodyHead = descend(root, 'body', 'body.head');
  const metas = metasOf(head);
  const text = nitfText(root);
  if (text.headline === null && text.paragraphs.length === 0) {
    return { kind: 'rejected', reason: 'This NITF document has neither a headline nor a body.' };
  }
  const sources = sourcesOf(docdata, bodyHead, metas);
  const embargo = embargoOf(docdata);
  const issued = issueOf(docdata, bodyHead, embargo);
  const slug = slugOf(docdata, metas);
  const editorsNote = editorsNoteOf(docdata, bodyHead);
  return {
    kind: 'draft',
    draft: {
      ...EMPTY_DRAFT,
      headline: text.headline,
      lead: text.lead,
      subHeadlines: text.subHeadlines,
      body: text.paragraphs.join('\n'),
      byline: text.byline,
      id: attribute(child(docdata, 'doc-id'), 'id-string') ?? universalId(root),
      version: wholeNumber(attribute(child(docdata, 'du-key'), 'version')),
      sources,
      via: sources.some((name) => wireOfSource(name, options.wires))
        ? relayOf(bodyHead, metas, sources)
        : null,
      place: placeOf(bodyHead, docdata),
      language: attribute(root, 'baselang') ?? attribute(root, 'lang'),
      urgency: wholeNumber(attribute(child(docdata, 'urgency'), 'ed-urg'), 9),
      status: statusNamed(attribute(docdata, 'management-status')),
      kind: kindOf(head, slug),
      embargoUntil: embargo,
      createdAt: issued,
      versionedAt: issued,
      timeZone: isNtb(metas) ? 'Europe/Oslo' : null,
      slug,
      keywords: keywordsOf(docdata, metas),
      subjects: subjectsOf(head),
      editorsNote,
      revision: revisionOf(head, docdata, editorsNote),
    },
  };
}

/** `uno`, which names the document as NewsML does, without the revision at its end. */
function universalId(root: XmlElement): string | null {
  return attribute(root, 'uno')?.replace(/:\d{1,6}[A-Z]?$/u, '') ?? null;
}

/** `meta` elements by name in lower case; the first of each name counts. */
function metasOf(head: XmlElement | null): ReadonlyMap<string, string> {
  const metas = new Map<string, string>();
  for (const meta of children(head, 'meta')) {
    const name = attribute(meta, 'name')?.toLowerCase();
    const content = attribute(meta, 'content');
    if (name !== undefined && content !== null && !metas.has(name)) metas.set(name, content);
  }
  return metas;
}

/** NTB's profile of NITF, in which it relays its Nordic sisters, too: its meta names begin with its own. */
function isNtb(metas: ReadonlyMap<string, string>): boolean {
  return metas.has('ntbid');
}

/** `doc-id/@regsrc`, NTB's source, `doc.copyright/@holder`, `del-list/from-src/@src-name`, `rights.owner`; else the `distributor`. */
function sourcesOf(
  docdata: XmlElement | null,
  bodyHead: XmlElement | null,
  metas: ReadonlyMap<string, string>,
): string[] {
  const sources = [
    attribute(child(docdata, 'doc-id'), 'regsrc'),
    metas.get('ntbkilde') ?? null,
    attribute(child(docdata, 'doc.copyright'), 'holder'),
    ...children(child(docdata, 'del-list'), 'from-src').map((from) => attribute(from, 'src-name')),
    lineOf(descend(bodyHead, 'rights', 'rights.owner')),
  ].flatMap((source) => source ?? []);
  return sources.length > 0 ? sources : [lineOf(child(bodyHead, 'distributor')) ?? ''].filter(Boolean);
}

/** Who relays a watched wire's copy: `distributor`, or NTB by its profile. */
function relayOf(
  bodyHead: XmlElement | null,
  metas: ReadonlyMap<string, string>,
  sources: readonly string[],
): string | null {
  const relay = lineOf(child(bodyHead, 'distributor')) ?? (isNtb(metas) ? 'NTB' : null);
  return sources.some((source) => source.toLowerCase() === relay?.toLowerCase()) ? null : relay;
}

/** `dateline/location`, else `dateline` without its date, else where it happened (`evloc`). */
function placeOf(bodyHead: XmlElement | null, docdata: XmlElement | null): string | null {
  const dateline = child(bodyHead, 'dateline');
  const line = lineOf(without(dateline, 'story.date'));
  const spoken = lineOf(child(dateline, 'location')) ?? (line === null ? null : placeInDateline(line));
  const event = child(docdata, 'evloc');
  return (
    spoken ?? attribute(event, 'city') ?? attribute(event, 'county-dist') ?? attribute(event, 'state-prov')
  );
}

function without(element: XmlElement | null, name: string): XmlElement | null {
  if (element === null) return null;
  return {
    ...element,
    children: element.children.filter((node) => typeof node === 'string' || node.name !== name),
  };
}

/**
 * `date.release` is when the document may be published: it counts for an embargoed document, and for one
 * without a status when it is issued earlier.
 */
function embargoOf(docdata: XmlElement | null): string | null {
  const release = attribute(child(docdata, 'date.release'), 'norm');
  const status = attribute(docdata, 'management-status');
  const issued = attribute(child(docdata, 'date.issue'), 'norm');
  const isLater = status === null && release !== null && issued !== null && release > issued;
  return isLater || statusNamed(status) === 'embargoed' ? release : null;
}

/** `date.issue`; where there is none when it was released, else the day in its dateline. */
function issueOf(
  docdata: XmlElement | null,
  bodyHead: XmlElement | null,
  embargo: string | null,
): string | null {
  const released = embargo === null ? attribute(child(docdata, 'date.release'), 'norm') : null;
  return (
    attribute(child(docdata, 'date.issue'), 'norm') ??
    released ??
    attribute(descend(bodyHead, 'dateline', 'story.date'), 'norm')
  );
}

function slugOf(docdata: XmlElement | null, metas: ReadonlyMap<string, string>): string | null {
  const named = ['slugline', 'slug', 'ntbstikkord', 'anpa-keyword'].flatMap(
    (name) => metas.get(name) ?? [],
  )[0];
  return named ?? attribute(child(docdata, 'du-key'), 'key');
}

/** `key-list/keyword/@key`, and `meta` keywords split at commas. */
function keywordsOf(docdata: XmlElement | null, metas: ReadonlyMap<string, string>): string[] {
  const keys = children(child(docdata, 'key-list'), 'keyword').flatMap(
    (keyword) => attribute(keyword, 'key') ?? [],
  );
  return [...keys, ...(metas.get('keywords') ?? '').split(/[,;]/u)];
}

/** `tobject.subject/@tobject.subject.refnum`, and IPTC codes in `identified-content/classifier` and in a `meta` of that name. */
function subjectsOf(head: XmlElement | null): string[] {
  const subjects = findAll(head, 'tobject.subject').map((subject) =>
    attribute(subject, 'tobject.subject.refnum'),
  );
  const classifiers = findAll(child(head, 'docdata'), 'classifier').map((code) => attribute(code, 'value'));
  const metas = children(head, 'meta')
    .filter((meta) => /iptc/iu.test(attribute(meta, 'name') ?? ''))
    .map((meta) => attribute(meta, 'content'));
  return [...subjects, ...classifiers, ...metas].flatMap((code) => qualifySubject(code ?? '') ?? []);
}

/** `ed-msg/@info`, and notes in the body's head. */
function editorsNoteOf(docdata: XmlElement | null, bodyHead: XmlElement | null): string | null {
  const messages = children(docdata, 'ed-msg').flatMap((message) => attribute(message, 'info') ?? []);
  const notes = children(bodyHead, 'note').map((note) => xmlParagraphs(note).join(' '));
  return [...messages, ...notes].join(' ') || null;
}

function propertiesOf(head: XmlElement | null): string[] {
  return findAll(head, 'tobject.property').flatMap(
    (property) => attribute(property, 'tobject.property.type')?.toLowerCase() ?? [],
  );
}

function kindOf(head: XmlElement | null, slug: string | null): StoryKind {
  const properties = propertiesOf(head);
  const has = (name: RegExp): boolean => properties.some((property) => name.test(property));
  if (has(/^(?:advisory|daybook|budget|note to editors|service notice)$/u)) return 'advisory';
  if (has(/^(?:press ?release|pressemeddelelse|pressemelding)$/u)) return 'press-release';
  return has(/^flash$/u) || /\bflash\b/iu.test(slug ?? '') ? 'flash' : 'story';
}

/**
 * `management-status` speaks of this document; `management-doc-idref` with `management-idref-status` of
 * another: what is canceled there is killed, and any other status there replaces it. `correction` says that this
 * document corrects the one that it names.
 */
function revisionOf(
  head: XmlElement | null,
  docdata: XmlElement | null,
  editorsNote: string | null,
): Revision {
  const other = attribute(docdata, 'management-doc-idref');
  const corrections = children(docdata, 'correction');
  const of = documentsIn(docdata, [
    other,
    ...corrections.map((correction) => attribute(correction, 'id-string')),
  ]);
  const isKill =
    statusNamed(attribute(docdata, 'management-status')) === 'canceled' ||
    (other !== null && statusNamed(attribute(docdata, 'management-idref-status')) === 'canceled');
  if (isKill) return { kind: 'kill', of, note: null };
  const note = corrections.flatMap((correction) => attribute(correction, 'info') ?? []).join(' ') || null;
  const isCorrection =
    corrections.length > 0 ||
    propertiesOf(head).some((property) => /^(?:correct|korrek)/u.test(property)) ||
    children(docdata, 'ed-msg').some((message) => /^correct/iu.test(attribute(message, 'msg-type') ?? ''));
  if (isCorrection) return { kind: 'correction', of, note };
  if (saysCorrected(editorsNote ?? '')) return { kind: 'correction', of, note: editorsNote };
  return { kind: other === null ? 'none' : 'update', of, note: null };
}

/** The named documents but for this one itself. */
function documentsIn(docdata: XmlElement | null, named: readonly (string | null)[]): string[] {
  const own = attribute(child(docdata, 'doc-id'), 'id-string');
  return named.flatMap((id) => (id === own ? [] : (id ?? [])));
}
