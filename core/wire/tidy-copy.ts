import { cleanLine, cleanList } from './clean.ts';
import type { StoryDraft } from './format.ts';

/** What of a draft its copy may say over again, or say in the wrong place. */
type Copy = Pick<
  StoryDraft,
  'headline' | 'lead' | 'subHeadlines' | 'body' | 'byline' | 'keywords' | 'editorsNote'
>;

/** The same with each thing said once, in its own field. */
export interface TidyCopy {
  /** The abstract, closed by the sub-headlines; null where the format has neither. */
  readonly abstract: string | null;
  readonly body: string;
  readonly byline: string | null;
  readonly keywords: readonly string[];
}

/** A last line that only says that the copy is over: `ends`, `-30-`, `###`. */
const END_MARK =
  /^(?:ends?|\((?:ends?|slut)\)|[-–—]{1,3} ?(?:30|ends?|slut|ende) ?[-–—]{1,3}|#{3,9}|[_*=–—-]{2,40})$/iu;

/** A byline on a line of its own: names, with the small words that join them. */
const BYLINE =
  /^(?:By|Af|Von|Av) \p{Lu}[\p{L}'’.-]{0,30}(?:,? (?:and|og|und|och|of|the|for|at|in|i|de|van|von|der|den|la|\p{Lu}[\p{L}'’.-]{0,30})){0,12}$/u;
const LONGEST_BYLINE = 80;
const LONGEST_HEADLINE = 300;
/** An end mark and a note, each perhaps twice. */
const MOST_CLOSING_LINES = 4;

/**
 * Takes out of the running text what is none of it: the headline and the byline above it, an end mark and the editors'
 * note again below it. A text that is nothing but one of these stays.
 */
export function tidyCopy(copy: Copy): TidyCopy {
  const body = withoutClosing(withoutHeadline(copy.body, copy.headline), copy.editorsNote);
  const { text, byline } = takeByline(body, cleanLine(copy.byline));
  const lead = cleanLine(copy.lead);
  const abstract = lead !== null && isCutOff(lead, text) ? null : lead;
  const { lines, tags } = newSubHeadlines(copy, abstract, text);
  return {
    abstract: [...(abstract === null ? [] : [abstract]), ...lines].join(' ') || null,
    body: text,
    byline,
    keywords: [...copy.keywords, ...tags],
  };
}

/** A text's letters and digits in lower case: what is left of it when marks and spaces do not count. */
export function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
}

/** A first paragraph that repeats the headline goes; one that is a sentence may be what a flash's headline was made of. */
function withoutHeadline(body: string, headline: string | null): string {
  const title = lettersOf(headline ?? '');
  const end = body.indexOf('\n');
  const first = body.slice(0, end).trim();
  if (end < 0 || first.length > LONGEST_HEADLINE || /[.!?…]["”»’')]?$/u.test(first)) return body;
  return title !== '' && lettersOf(first) === title ? body.slice(end).trimStart() : body;
}

function withoutClosing(body: string, editorsNote: string | null): string {
  const note = lettersOf(editorsNote ?? '');
  let text = body;
  for (let count = 0; count < MOST_CLOSING_LINES; count += 1) {
    const start = text.lastIndexOf('\n') + 1;
    const last = text.slice(start);
    const isOver = END_MARK.test(last.trim()) || (note !== '' && lettersOf(last) === note);
    if (start === 0 || !isOver) break;
    text = text.slice(0, start).trimEnd();
  }
  return text;
}

/** A first paragraph that only names the authors is the byline; one that the format names, too, stays behind it. */
function takeByline(body: string, declared: string | null): { text: string; byline: string | null } {
  const end = body.indexOf('\n');
  const first = body.slice(0, end).trim();
  if (end < 0 || first.length > LONGEST_BYLINE || !BYLINE.test(first))
    return { text: body, byline: declared };
  const name = first.replace(/^\p{L}+ /u, '');
  const isNamed = declared !== null && lettersOf(declared).includes(lettersOf(name));
  const byline = declared === null || isNamed ? (declared ?? name) : `${name}, ${declared}`;
  return { text: body.slice(end).trimStart(), byline };
}

/** Whether an abstract is only the text's beginning, broken off: it ends in dots or without any mark. */
function isCutOff(abstract: string, body: string): boolean {
  const isOpen = /(?:\.{3}|…)\]?$/u.test(abstract) || !/[.!?:]["”»’')]?$/u.test(abstract);
  const letters = lettersOf(abstract);
  return (
    isOpen && letters.length > 20 && lettersOf(body.slice(0, abstract.length * 2 + 200)).includes(letters)
  );
}

/**
 * The sub-headlines that no other field says already. One without any small letter (`HONDURAS GOVERNMENT`) files the
 * story rather than telling it: it is a keyword.
 */
function newSubHeadlines(
  { headline, subHeadlines, keywords }: Copy,
  abstract: string | null,
  body: string,
): { readonly lines: readonly string[]; readonly tags: readonly string[] } {
  const all = cleanList(subHeadlines);
  if (all.length === 0) return { lines: all, tags: all };
  const said = new Set([headline ?? '', ...keywords].map(lettersOf));
  const told = lettersOf(`${abstract ?? ''}\n${body}`);
  const fresh = all.filter((line) => !said.has(lettersOf(line)) && !told.includes(lettersOf(line)));
  const isTag = (line: string): boolean => !/\p{Ll}/u.test(line);
  return { lines: fresh.filter((line) => !isTag(line)), tags: fresh.filter(isTag) };
}
