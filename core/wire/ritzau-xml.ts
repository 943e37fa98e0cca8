import type { Revision, StoryKind } from '../story/story.ts';
import { type DraftReading, EMPTY_DRAFT, type Format } from './format.ts';
import { htmlParagraphs, xmlParagraphs } from './markup.ts';
import { wholeNumber } from './numbers.ts';
import { firstSentence } from './sentence.ts';
import { qualifySubject } from './subject-codes.ts';
import { attribute, child, children, findAll, lineOf, rawText, type XmlElement } from './xml.ts';

const ENVELOPES = new Set(['XMLNewsQueuedResponse', 'XMLNewsQueuedResult', 'ListOfRBNews', 'ArrayOfRBNews']);

/** Only Ritzau writes this format, whomever an item names as its origin (`Marketwire`, `Via Ritzau`). */
const SENDER = 'ritzau';

/** What marks a new version of a telegram in its strapline: `NET/FORSVAR/FREGAT+NV`, `USA (NY)`. */
const NEW_VERSION = /(?:\+NV\d?|\s?\((?:NY|NV)\))$/u;

/**
 * Ritzau's own XML: a bare `RBNews`, or any number of them in an envelope. It has no published
 * specification; what the elements mean is read from real files and, for the flags that all of these leave
 * unset (`Annuleret`, `Korrektion`, `replacedID`), from their names.
 */
export const ritzauXml: Format = {
  id: 'ritzau-xml',
  detect: ({ root }) => root !== null && (root.name === 'RBNews' || ENVELOPES.has(root.name)),
  parse: ({ root }) => {
    if (root === null) return [];
    return (root.name === 'RBNews' ? [root] : findAll(root, 'RBNews')).map(readNews);
  },
  items: {
    isEnvelope: (root) => ENVELOPES.has(root),
    isItem: (name) => name === 'RBNews',
    reader: () => (news) => [news, ...findAll(news, 'RBNews')].map(readNews),
  },
};

function readNews(news: XmlElement): DraftReading {
  const paragraphs = markupOf(news, 'content');
  const subHeadline = lineIn(news, 'headline2');
  const headline = lineIn(news, 'headline') ?? subHeadline ?? firstSentence(paragraphs[0] ?? '');
  const lead = lineIn(news, 'subtitle');
  const revision = revisionOf(news);
  if (headline === null && lead === null && revision.kind !== 'kill') {
    return { kind: 'rejected', reason: 'This RBNews has neither headline, subtitle nor content.' };
  }
  const strapline = textOf(news, 'strapline');
  const origin = textOf(news, 'origin');
  const published = textOf(news, 'PublishDate');
  return {
    kind: 'draft',
    draft: {
      ...EMPTY_DRAFT,
      id: textOf(news, 'NewsID'),
      version: wholeNumber(textOf(news, 'version')),
      sources: [...(origin === null ? [] : [origin]), SENDER],
      via: origin?.toLowerCase().includes(SENDER) ? null : origin,
      headline,
      lead,
      subHeadlines: subHeadline === null ? [] : [subHeadline],
      body: paragraphs.join('\n'),
      byline: textOf(news, 'byLine'),
      place: textOf(news, 'town'),
      language: textOf(news, 'Language'),
      usualLanguage: 'da',
      urgency: wholeNumber(textOf(news, 'Priority'), 9),
      status: revision.kind === 'kill' ? 'canceled' : 'usable',
      kind: kindOf(news),
      createdAt: published,
      versionedAt: published,
      timeZone: 'Europe/Copenhagen',
      slug: strapline,
      keywords: [
        ...(strapline ?? '')
          .replace(NEW_VERSION, '')
          .replace(/^-{1,20}|-{1,20}$/gu, '')
          .split('/'),
        ...listOf(news, 'SubjectKeyword'),
      ],
      subjects: subjectsOf(news),
      editorsNote: lineIn(news, 'TilRedaktionen'),
      revision,
    },
  };
}

/** An element's text; null where it is missing, empty or nil. */
function textOf(news: XmlElement, name: string): string | null {
  const element = child(news, name);
  return attribute(element, 'nil') === 'true' ? null : rawText(element).trim() || null;
}

/** The paragraphs of an element with HTML in it: escaped, once or twice, or as elements of its own. */
function markupOf(news: XmlElement, name: string): string[] {
  const element = child(news, name);
  return children(element).length > 0 ? xmlParagraphs(element) : htmlParagraphs(textOf(news, name) ?? '');
}

/** The same on one line; null where there is no text in it. */
function lineIn(news: XmlElement, name: string): string | null {
  return markupOf(news, name).join(' ') || null;
}

/** The entries of a serialised array, or the one value where there is no array. */
function listOf(news: XmlElement, name: string): string[] {
  const list = child(news, name);
  const entries = children(list).flatMap((entry) => lineOf(entry) ?? []);
  return entries.length > 0 ? entries : [textOf(news, name) ?? ''].filter(Boolean);
}

function isSet(news: XmlElement, name: string): boolean {
  return /^(?:true|1)$/iu.test(textOf(news, name) ?? '');
}

/**
 * `IPTCList` holds subject codes, or, in later files, Media Topics: then `IPTCRecords` says so with `IptcMedtop`, and
 * some of the numbers are above 20000000, which no subject code is.
 */
function subjectsOf(news: XmlElement): string[] {
  const codes = listOf(news, 'IPTCList');
  const topics = findAll(child(news, 'IPTCRecords'), 'IptcMedtop').flatMap((topic) => lineOf(topic) ?? []);
  const areTopics = topics.length > 0 || codes.some((code) => code.startsWith('2000'));
  return [...topics, ...codes].flatMap((code) => qualifySubject(areTopics ? `medtop:${code}` : code) ?? []);
}

/** The flags first, then the words of `Status`; a link to another document without either is an update of it. */
function revisionOf(news: XmlElement): Revision {
  const of = replacedBy(news);
  const status = textOf(news, 'Status') ?? '';
  if (isSet(news, 'Annuleret') || /annul|cancel|withdraw|tilbage/iu.test(status))
    return { kind: 'kill', of, note: null };
  if (isSet(news, 'Korrektion') || /korrek|correct|rettet/iu.test(status))
    return { kind: 'correction', of, note: null };
  const isNewVersion = isSet(news, 'NyVersion') || NEW_VERSION.test(textOf(news, 'strapline') ?? '');
  const isUpdate = isNewVersion || /updat|opdat/iu.test(status) || of.length > 0;
  return { kind: isUpdate ? 'update' : 'none', of, note: null };
}

/**
 * The documents that an item stands for. Each version has a `NewsID` of its own, and `Replaces` lists all earlier ones
 * as `RelatedNews`: the latest is given first.
 */
function replacedBy(news: XmlElement): string[] {
  const related = children(child(news, 'Replaces'), 'RelatedNews').map((earlier) => ({
    id: textOf(earlier, 'NewsID') ?? '',
    version: wholeNumber(textOf(earlier, 'Version')) ?? 0,
  }));
  const earlier = related.sort((one, other) => other.version - one.version).map(({ id }) => id);
  const named = [...(related.length > 0 ? earlier : listOf(news, 'Replaces')), ...listOf(news, 'replacedID')];
  const own = textOf(news, 'NewsID');
  return named.filter((id) => id !== own && id !== '0' && id !== '');
}

/** Press releases that Ritzau only passes on, and flashes; everything else is a story. */
function kindOf(news: XmlElement): StoryKind {
  const strapline = textOf(news, 'strapline') ?? '';
  const isRelease =
    /pressemeddelelse/iu.test(strapline) ||
    /^via\b/iu.test(textOf(news, 'origin') ?? '') ||
    /^inpublic$/iu.test(textOf(news, 'format') ?? '');
  if (isRelease) return 'press-release';
  const isFlash =
    /^flash$/iu.test(textOf(news, 'format') ?? '') ||
    /\bflash\b/iu.test(strapline) ||
    isSet(news, 'InfoFlash');
  return isFlash ? 'flash' : 'story';
}
