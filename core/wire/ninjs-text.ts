import { nitfText } from './embedded.ts';
import { asList, asObject, asText, type JsonObject } from './json.ts';
import { htmlLine, htmlParagraphs } from './markup.ts';
import { lettersOf } from './tidy-copy.ts';
import { parseXml } from './xml-parse.ts';

/** An item's members by their names in lower case: ninjs 3.0 wrote `versionCreated` for `versioncreated`. */
export type Facets = ReadonlyMap<string, unknown>;

/** An item's members, found by lower-case names; of two that differ in case alone the later one counts. */
export function facetsOf(item: JsonObject): Facets {
  return new Map(Object.entries(item).map(([name, value]) => [name.toLowerCase(), value]));
}

/** One of several texts of the same thing: ninjs 2.0's `{role, contenttype, value}`, or 1.x's `body_html`. */
interface Variant {
  readonly isHtml: boolean;
  readonly isXml: boolean;
  readonly role: string;
  readonly value: string;
}

/** A 1.x text (`headline`), else the main one of 2.x's list (`headlines`); null where neither has any. */
export function pickText(facets: Facets, one: string, many: string): string | null {
  const variants = variantsOf(facets, one, many);
  return (variants.find(({ role }) => role === 'main') ?? variants[0])?.value ?? null;
}

/** Whether an item has running text of its own, as a story with its pictures has and a mere package has not. */
export function hasBody(facets: Facets): boolean {
  return variantsOf(facets, 'body', 'bodies').length > 0;
}

/** The running text, one paragraph a line, and the abstract where there is a real one. */
export function bodyOf(
  facets: Facets,
  headline: string | null,
  sources: readonly string[],
): { readonly body: string; readonly lead: string | null } {
  const variants = variantsOf(facets, 'body', 'bodies').filter(({ role }) => role !== 'ednote');
  const html = paragraphsOf(variants.find(({ isHtml }) => isHtml) ?? variants.find(({ isXml }) => isXml));
  const plain = paragraphsOf(variants.find(({ isHtml, isXml }) => !isHtml && !isXml));
  const [fromHtml, fromPlain] = [html, plain].map((paragraphs) => dropHead(paragraphs, headline, sources));
  // Plain text keeps the dashes that open quotes; it is taken where it has paragraphs and lacks no word.
  const plainIsWhole = (fromPlain?.length ?? 0) > 1 && countWords(fromPlain) >= countWords(fromHtml);
  const body = ((plainIsWhole || fromHtml?.length === 0 ? fromPlain : fromHtml) ?? []).join('\n');
  return { body, lead: abstractOf(facets) };
}

/** The description as plain text, if it has one. */
function abstractOf(facets: Facets): string | null {
  const variants = variantsOf(facets, 'description', 'descriptions');
  const chosen = variants.find(({ isHtml, isXml }) => !isHtml && !isXml) ?? variants[0];
  return htmlLine(chosen?.value ?? asText(facets.get('abstract')) ?? asText(facets.get('summary')));
}

function variantsOf(facets: Facets, one: string, many: string): Variant[] {
  const variants: Variant[] = [];
  const add = (value: unknown, role: string, type: string): void => {
    const text = asText(value);
    if (text === null) return;
    const isHtml = /html/iu.test(`${role} ${type}`);
    variants.push({ isHtml, isXml: !isHtml && /xml|nitf/iu.test(`${role} ${type}`), role, value: text });
  };
  add(facets.get(one), '', '');
  for (const kind of ['html', 'xhtml', 'html5', 'text', 'nitf']) add(facets.get(`${one}_${kind}`), kind, '');
  for (const entry of asList(facets.get(many))) {
    const variant = facetsOf(asObject(entry) ?? {});
    add(variant.get('value'), asText(variant.get('role')) ?? '', asText(variant.get('contenttype')) ?? '');
  }
  return variants;
}

function paragraphsOf(variant: Variant | undefined): string[] {
  if (variant === undefined) return [];
  const xml = variant.isXml ? parseXml(variant.value) : null;
  if (xml?.kind === 'document' && xml.root.name === 'nitf') return [...nitfText(xml.root).paragraphs];
  if (variant.isHtml || variant.isXml) return htmlParagraphs(variant.value);
  return variant.value
    .split(/\r\n?|\n/u)
    .map((line) => htmlLine(line) ?? '')
    .filter((line) => line !== '');
}

/** Leaves out first paragraphs that repeat the headline, and one after them that only names section and source. */
function dropHead(
  paragraphs: readonly string[],
  headline: string | null,
  sources: readonly string[],
): string[] {
  const title = headline === null ? null : lettersOf(headline);
  const start = paragraphs.findIndex((paragraph) => lettersOf(paragraph) !== title);
  if (start <= 0) return [...paragraphs];
  const first = paragraphs[start] ?? '';
  const namesSource = first.length < 60 && sources.some((source) => source !== '' && first.endsWith(source));
  return paragraphs.slice(namesSource ? start + 1 : start);
}

function countWords(paragraphs: readonly string[] | undefined): number {
  return paragraphs?.join(' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}
