import type { Revision, StoryKind, StoryStatus } from '../story/story.ts';
import { readDateline } from './dateline.ts';
import { type DraftReading, EMPTY_DRAFT, type Format, type StoryDraft } from './format.ts';
import { asList, asObject, asText, type JsonObject, looksLikeJson, parseJson } from './json.ts';
import { saysCorrected } from './markers.ts';
import { htmlLine } from './markup.ts';
import { bodyOf, type Facets, facetsOf, hasBody, pickText } from './ninjs-text.ts';
import { wholeNumber } from './numbers.ts';
import { quoted } from './quote.ts';
import { qualifySubject } from './subject-codes.ts';

/** Where feeds and search answers keep their items. */
const WRAPPERS = ['items', 'item', '_items', 'hits', 'results', 'stories', 'newsitems', 'data', '_source'];
const DEEPEST_WRAPPER = 4;

/**
 * ninjs 1.x, 2.x and 3.x (IPTC News in JSON): one item, an array of them, or a feed's answer around them. The
 * generations differ in what they call things (`headline`, `headlines`, `versionCreated`), never in what they mean,
 * so names are read without regard to case and every generation's name is looked for.
 */
export const ninjs: Format = {
  id: 'ninjs',
  detect: ({ root, text }) => root === null && looksLikeJson(text),
  parse: ({ text }) => {
    const json = parseJson(text);
    if (json.kind === 'broken') return [{ kind: 'rejected', reason: json.reason }];
    const items = itemsIn(json.value, 0);
    return items.length === 0 ? [{ kind: 'rejected', reason: NO_NINJS }] : items.map(readItem);
  },
};

const NO_NINJS =
  'This is JSON, but not ninjs: nothing in it has a uri or guid together with a headline or a body.';

/** The items in a value, in order. What is no item inside a list of items is kept, to be rejected by its number. */
function itemsIn(value: unknown, depth: number): (JsonObject | null)[] {
  if (Array.isArray(value)) {
    const entries = value.flatMap((entry) => {
      const items = itemsIn(entry, depth + 1);
      return items.length === 0 ? [null] : items;
    });
    return entries.some((entry) => entry !== null) ? entries : [];
  }
  const object = asObject(value);
  if (object === null || depth > DEEPEST_WRAPPER) return [];
  if (isItem(facetsOf(object))) return [object];
  for (const name of WRAPPERS) {
    const items = Object.hasOwn(object, name) ? itemsIn(object[name], depth + 1) : [];
    if (items.length > 0) return items;
  }
  return [];
}

function isItem(facets: Facets): boolean {
  const named = ['uri', 'guid', 'id'].some((name) => asText(facets.get(name)) !== null);
  const tells = [...facets.keys()].some((name) =>
    /^(?:headlines?|bod(?:y_.{1,30}|ies)|title|type)$/u.test(name),
  );
  return named && tells;
}

function readItem(item: JsonObject | null): DraftReading {
  if (item === null) return { kind: 'rejected', reason: 'This entry of the JSON list is no ninjs item.' };
  const facets = facetsOf(item);
  const type = asText(facets.get('type'))?.toLowerCase() ?? 'text';
  const isPackage = type === 'composite' && !hasBody(facets);
  if (isPackage || !['text', 'advisory', 'composite'].includes(type)) {
    return { kind: 'rejected', reason: `This ninjs item is of type ${quoted(type, 40)}, not a text.` };
  }
  const draft = draftOf(facets, type);
  return draft.headline === null && draft.body === '' && draft.lead === null && draft.status !== 'canceled'
    ? { kind: 'rejected', reason: 'This ninjs item has neither headline, description nor body.' }
    : { kind: 'draft', draft };
}

function draftOf(facets: Facets, type: string): StoryDraft {
  const text = (name: string): string | null => asText(facets.get(name));
  const sources = sourcesOf(facets);
  const headline = htmlLine(pickText(facets, 'headline', 'headlines')) ?? htmlLine(text('title'));
  const { body, lead } = bodyOf(facets, headline, sources);
  const version = wholeNumber(text('version'));
  const revision = revisionOf(facets);
  const created = text('firstcreated') ?? text('contentcreated');
  return {
    ...EMPTY_DRAFT,
    id: idOf(facets),
    version,
    sources,
    headline,
    lead,
    subHeadlines: ['subhead', 'subheadline'].flatMap((name) => htmlLine(text(name)) ?? []),
    body,
    byline: htmlLine(text('byline') ?? text('by')) ?? authorsOf(facets),
    place: text('located') ?? readDateline(body)?.place ?? null,
    language: text('language'),
    urgency: wholeNumber(text('urgency'), 9),
    status: revision.kind === 'kill' ? 'canceled' : statusOf(text('pubstatus')),
    kind: type === 'advisory' ? 'advisory' : kindOf(facets),
    embargoUntil: text('embargoed'),
    createdAt: created ?? (version === 1 ? text('versioncreated') : null),
    versionedAt: text('versioncreated'),
    slug: text('slugline') ?? text('slug'),
    keywords: namesIn(facets.get('keywords') ?? facets.get('keyword')),
    subjects: subjectsOf(facets),
    editorsNote: htmlLine(namesIn(facets.get('ednote')).join(' ')),
    revision,
  };
}

/** `guid` and `altids.itemid` stay the same where a `uri` carries a session's token. */
function idOf(facets: Facets): string | null {
  const alternatives = asObject(facets.get('altids'));
  return (
    asText(facets.get('guid')) ??
    asText(alternatives?.itemid) ??
    asText(facets.get('uri')) ??
    asText(facets.get('id'))
  );
}

/** What an item calls its source: `source`, `infosource(s)`, `provider`, else who holds the copyright. */
function sourcesOf(facets: Facets): string[] {
  return ['source', 'infosources', 'infosource', 'provider', 'copyrightholder'].flatMap((name) =>
    namesIn(facets.get(name)),
  );
}

/** Texts, and the names (or literals, or values) of objects, in a list or alone. */
function namesIn(value: unknown): string[] {
  return asList(value).flatMap((entry) => {
    const object = asObject(entry);
    const named = object === null ? entry : (object.name ?? object.literal ?? object.value ?? object.code);
    return asText(named) ?? [];
  });
}

function authorsOf(facets: Facets): string | null {
  const writers = asList(facets.get('authors')).filter((author) =>
    /^(?:author|writer|reporter|byline)$/iu.test(asText(asObject(author)?.role) ?? ''),
  );
  return namesIn(writers).join(', ') || null;
}

function statusOf(pubStatus: string | null): StoryStatus {
  const status = pubStatus?.toLowerCase().replace(/^.{0,20}:/u, '') ?? 'usable';
  if (/^cancel?led$/u.test(status)) return 'canceled';
  if (status === 'withheld' || status === 'embargoed') return status;
  return 'usable';
}

function kindOf(facets: Facets): StoryKind {
  const genres = [...namesIn(facets.get('genre')), ...namesIn(facets.get('genres'))];
  const words = [...genres, asText(facets.get('profile')) ?? ''].join('\n');
  if (/^(?:press ?release|pressemeddelelse|pressmeddelande|pressemelding|pressemitteilung)/imu.test(words)) {
    return 'press-release';
  }
  if (/^(?:advisory|info|rawinfo|editorial notice|service notice|test)$/imu.test(words)) return 'advisory';
  return /^(?:flash|news ?alert|alert|snap)$/imu.test(words) ? 'flash' : 'story';
}

/** IPTC codes out of `code` with its `scheme`, or `uri`, or `literal`. */
function subjectsOf(facets: Facets): string[] {
  const entries = [...asList(facets.get('subject')), ...asList(facets.get('subjects'))];
  return entries.flatMap((entry) => {
    const subject = asObject(entry);
    const code = asText(subject?.code);
    const scheme = asText(subject?.scheme);
    const candidates = [
      code !== null && scheme !== null ? `${scheme}:${code}` : null,
      code,
      asText(subject?.uri),
      asText(subject?.literal),
    ];
    for (const candidate of candidates) {
      const qualified = candidate === null ? null : qualifySubject(candidate);
      if (qualified !== null) return [qualified];
    }
    return [];
  });
}

/** A canceled item kills; signals, links to what is replaced, and a note that says so make corrections and updates. */
function revisionOf(facets: Facets): Revision {
  const note = htmlLine(namesIn(facets.get('ednote')).join(' '));
  const of = ['replacing', 'replaces', 'evolvedfrom', 'rewriteof'].flatMap((name) =>
    namesOrUris(facets.get(name)),
  );
  const signals = asObject(facets.get('signals'));
  const words = [
    ...namesIn(facets.get('signal')),
    ...(signals === null ? namesIn(facets.get('signals')) : namesIn(signals.updatetype)),
  ].join(' ');
  const status = statusOf(asText(facets.get('pubstatus')));
  if (status === 'canceled' || /\b(?:kill|cancel|delete|del)\b/iu.test(words))
    return { kind: 'kill', of, note };
  const isCorrection = /correct|korr|rätt/iu.test(words) || saysCorrected(note ?? '');
  if (isCorrection) return { kind: 'correction', of, note };
  const isUpdate = of.length > 0 || /\b(?:update|writethru|replace|uv)\b/iu.test(words);
  return isUpdate ? { kind: 'update', of, note } : { kind: 'none', of: [], note: null };
}

function namesOrUris(value: unknown): string[] {
  return asList(value).flatMap((entry) => {
    const object = asObject(entry);
    return asText(object === null ? entry : (object.guid ?? object.uri)) ?? [];
  });
}
