import type { ReadOptions, Wire } from './outcome.ts';

/** Which wire copy is signed with, whom it relays, and the copy without the sign-off. */
export interface Signed {
  readonly wire: Wire;
  /** The relayed agency as written (`AFP`, `Reuters/AFP`), else null. */
  readonly via: string | null;
  /** The text without its sign-off. */
  readonly text: string;
  /** What stands before the sign-off in a dateline (`København`), else null. */
  readonly place: string | null;
}

/** A wire's name as a source field or a sign-off gives it. */
export interface NamedWire {
  readonly wire: Wire;
  readonly via: string | null;
}

/** The sign-offs and source names of the watched wires, made ready once for a configuration. */
interface SignOffRules {
  readonly ownLine: RegExp;
  readonly lineEnd: RegExp;
  readonly dateline: RegExp;
  /** By sign-off word in lower case. */
  readonly wires: ReadonlyMap<string, Wire>;
  /** By source name in lower case. */
  readonly sources: ReadonlyMap<string, Wire>;
}

/** A sign-off stands in the last paragraphs, though a credit or an address may follow it. */
const LAST_PARAGRAPHS = 4;
/** A dateline stands in the first ones. */
const FIRST_PARAGRAPHS = 3;
/** So many agencies share a story at most. */
const MOST_SHARERS = 4;
/** No sign-off or dateline is longer, so no pattern looks at more characters. */
const REACH = 120;

const AGENCY = "[\\p{L}][\\p{L}\\p{N}&.'-]{0,20}(?: [\\p{L}\\p{N}][\\p{L}\\p{N}&.'-]{0,20})?";
const CREDIT = /\b(?:foto|photo|picture|grafik|graphic|video|billede)[^\s:]{0,12}:[^:]{0,90}$/iu;

const prepared = new WeakMap<readonly Wire[], SignOffRules>();

/**
 * Looks for a sign-off of a watched wire and cuts it from the copy: `/ritzau/`, `/ritzau/AFP`, `RITZAU`
 * on a line of its own at the end, `… sentence. /ritzau/` at the end of a last paragraph, and
 * `København /ritzau/: …` at the beginning. Null when the copy is not signed; a mention is no sign-off.
 */
export function findSignOff(text: string, wires: ReadOptions['wires']): Signed | null {
  const rules = rulesOf(wires);
  if (rules.wires.size === 0) return null;
  const end = signOffAtEnd(text, rules);
  const start = signOffInDateline(end?.text ?? text, rules);
  if (end === null || start === null) return end ?? start;
  return { ...end, via: end.via ?? start.via, text: start.text, place: start.place };
}

/** The watched wire that a source field names (`ritzau.dk`, `/ritzau/AFP/`, `TT-Ritzau`), or null. */
export function wireOfSource(source: string, wires: ReadOptions['wires']): NamedWire | null {
  const rules = rulesOf(wires);
  const name = source.trim().slice(0, REACH);
  const wire = rules.sources.get(name.toLowerCase());
  if (wire !== undefined) return { wire, via: null };
  const signed = rules.wires.size > 0 && name.startsWith('/') ? rules.ownLine.exec(name) : null;
  return (signed && named(signed, rules)) ?? wireAmong(name, rules);
}

/** The watched wire among agencies that share a story, `TT-Ritzau`; the others are behind it. */
function wireAmong(source: string, rules: SignOffRules): NamedWire | null {
  const names = source.split(/[/+&,-]/u).flatMap((name) => name.trim() || []);
  if (names.length < 2 || names.length > MOST_SHARERS) return null;
  const own = names.find((name) => rules.sources.has(name.toLowerCase()));
  const wire = rules.sources.get(own?.toLowerCase() ?? '');
  if (wire === undefined) return null;
  return {
    wire,
    via: names.filter((name) => rules.sources.get(name.toLowerCase()) !== wire).join('/') || null,
  };
}

/** Whether a paragraph opens with a dateline that a watched wire signs: `Skrydstrup /ritzau/: …`. */
export function opensWithDateline(paragraph: string, wires: ReadOptions['wires']): boolean {
  const rules = rulesOf(wires);
  return rules.wires.size > 0 && rules.dateline.test(paragraph.slice(0, REACH));
}

function signOffAtEnd(text: string, rules: SignOffRules): Signed | null {
  let end = text.trimEnd().length;
  for (let count = 0; count < LAST_PARAGRAPHS && end > 0; count += 1) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const found = signOffInParagraph(text, start, end, count === 0, rules);
    if (found !== null) return found;
    end = text.slice(0, start).trimEnd().length;
  }
  return null;
}

function signOffInParagraph(
  text: string,
  start: number,
  end: number,
  isLast: boolean,
  rules: SignOffRules,
): Signed | null {
  const paragraph = text.slice(start, end);
  const own = paragraph.length <= REACH ? rules.ownLine.exec(paragraph.trim()) : null;
  // A bare name signs only the very end; elsewhere it may be a heading.
  if (own && (isLast || paragraph.trimStart().startsWith('/'))) return cut(text, start, end, own, rules);
  const tailStart = Math.max(start, end - REACH);
  const inline = rules.lineEnd.exec(text.slice(tailStart, end));
  if (!inline || CREDIT.test(text.slice(tailStart, tailStart + inline.index + 1))) return null;
  return cut(text, tailStart + inline.index + (inline[1]?.length ?? 0), end, inline, rules);
}

function cut(
  text: string,
  from: number,
  to: number,
  found: RegExpExecArray,
  rules: SignOffRules,
): Signed | null {
  const name = named(found, rules);
  if (name === null) return null;
  const rest = text.slice(to).trimEnd();
  return { ...name, text: text.slice(0, from).trimEnd() + rest, place: null };
}

function signOffInDateline(text: string, rules: SignOffRules): Signed | null {
  let start = 0;
  for (let count = 0; count < FIRST_PARAGRAPHS; count += 1) {
    const found = rules.dateline.exec(text.slice(start, start + REACH));
    const name = found ? named(found, rules) : null;
    if (found && name !== null) {
      const place = found[1]?.trim() || null;
      const rest = text.slice(start + found[0].length);
      return {
        ...name,
        place,
        text: `${text.slice(0, start)}${place === null ? '' : `${place}: `}${rest}`,
      };
    }
    const next = text.indexOf('\n', start);
    if (next < 0) return null;
    start = next + 1;
    while (text.charAt(start) === '\n') start += 1;
  }
  return null;
}

function named(found: RegExpExecArray, rules: SignOffRules): NamedWire | null {
  const wire = rules.wires.get((found.groups?.wire ?? found.groups?.bare ?? '').toLowerCase());
  const via = (found.groups?.via ?? found.groups?.bareVia)?.replace(/[\s.]{1,20}$/u, '');
  return wire === undefined ? null : { wire, via: via || null };
}

/** Every repetition in these patterns is bounded, and they are tried on at most {@link REACH} characters. */
function rulesOf(wires: readonly Wire[]): SignOffRules {
  const known = prepared.get(wires);
  if (known !== undefined) return known;
  const words = wires.flatMap((wire) => wire.signOffs.map((word) => [word.toLowerCase(), wire] as const));
  const any = words.map(([word]) => word.replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&')).join('|') || '(?!)';
  const slashed = `/ ?(?<wire>${any}) ?(?:/ ?(?<via>${AGENCY}(?:/${AGENCY}){0,2})?)?/?`;
  const rules: SignOffRules = {
    ownLine: new RegExp(`^(?:${slashed}|(?<bare>${any})(?:/(?<bareVia>${AGENCY}))?)\\.?$`, 'iu'),
    lineEnd: new RegExp(`(^|[\\s.!?…:;"”’»)\\]])${slashed}\\.?\\s{0,9}$`, 'iu'),
    dateline: new RegExp(`^([^\\n]{0,60}?) ?${slashed} ?[:–—-] `, 'iu'),
    wires: new Map(words),
    sources: new Map(
      wires.flatMap((wire) => wire.sources.map((name) => [name.toLowerCase(), wire] as const)),
    ),
  };
  prepared.set(wires, rules);
  return rules;
}
