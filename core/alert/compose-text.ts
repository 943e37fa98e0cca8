/** Columns of a plain-text mail. */
export const MAIL_WIDTH = 72;

const ELLIPSIS = '…';

/**
 * Text from the wire as one line that is safe anywhere: controls, line breaks and blanks become single
 * spaces; marks that turn the direction of writing and halves of surrogate pairs are taken out.
 */
export function oneLine(text: string): string {
  return text
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\p{Cs}]+/gu, '')
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
}

/** Bytes of the text in UTF-8. */
export function utf8Length(text: string): number {
  return lengthOf(text, utf8Bytes);
}

/** Bytes of one character in UTF-8 (RFC 3629, section 3). */
function utf8Bytes(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

function lengthOf(text: string, measure: (character: string) => number): number {
  let length = 0;
  for (const character of text) length += measure(character);
  return length;
}

/** The text in at most `limit` columns (code points), cut at a word and ended with `…` when something is left out. */
export function cutToColumns(text: string, limit: number): string {
  return cutAtWord(text, limit, () => 1);
}

/** The text in at most `limit` bytes of UTF-8, cut at a word and ended with `…` when something is left out. */
export function cutToBytes(text: string, limit: number): string {
  return cutAtWord(text, limit, utf8Bytes);
}

function cutAtWord(text: string, limit: number, measure: (character: string) => number): string {
  // The beginning mostly decides it; only where that is nearly all blanks does the rest have to be looked at.
  const beginning = oneLine(text.slice(0, limit * 8));
  const line = text.length > limit * 8 && lengthOf(beginning, measure) <= limit ? oneLine(text) : beginning;
  if (lengthOf(line, measure) <= limit) return line;
  const room = limit - lengthOf(ELLIPSIS, measure);
  let fitting = '';
  let used = 0;
  for (const character of line) {
    used += measure(character);
    if (used > room) break;
    fitting += character;
  }
  const wordEnd = line[fitting.length] === ' ' ? fitting.length : fitting.lastIndexOf(' ');
  // A single endless word, or writing without blanks, is cut where it stands.
  const whole = wordEnd > fitting.length / 2 ? fitting.slice(0, wordEnd) : fitting;
  return room < 1 ? '' : `${whole.replace(/[\s,;:–—…-]{1,9}$/u, '')}${ELLIPSIS}`;
}

/**
 * Wraps one paragraph at {@link MAIL_WIDTH}; `first` opens its first line, `rest` every further one.
 * A word longer than a line (a web address) stays whole on its own line.
 */
export function wrap(paragraph: string, first = '', rest = ''): string {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  let width = [...first].length;
  for (const word of oneLine(paragraph).split(' ')) {
    const wordWidth = [...word].length;
    if (!empty && width + 1 + wordWidth > MAIL_WIDTH) {
      lines.push(line);
      line = rest;
      width = [...rest].length;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    width += empty ? wordWidth : wordWidth + 1;
    empty = false;
  }
  lines.push(line);
  return lines.map((one) => one.trimEnd()).join('\n');
}

/** The paragraphs of running text, wrapped, a blank line between two. */
export function wrapParagraphs(text: string): string {
  return text
    .split(/\n+/u)
    .filter((paragraph) => oneLine(paragraph) !== '')
    .map((paragraph) => wrap(paragraph))
    .join('\n\n');
}

/**
 * Two versions of a sentence, cut to where they differ, with as many words around it as a line of so many columns
 * holds, the same for both; a few even where the difference alone fills the line.
 */
export function clipToDifference(
  was: string,
  now: string,
  columns: number,
): { readonly was: string; readonly now: string } {
  const before = oneLine(was).split(' ');
  const after = oneLine(now).split(' ');
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const longest = Math.max(
    ...[before, after].map((words) => widthOf(words.slice(head, words.length - tail))),
  );
  const kept = contextWithin(before.slice(0, head), before.slice(before.length - tail), columns - longest);
  return { was: clip(before, head, tail, kept), now: clip(after, head, tail, kept) };
}

/** How many words are kept before and after a difference. */
interface Context {
  readonly before: number;
  readonly after: number;
}

const LEAST_CONTEXT = 2;

/** Takes words in turn from either side as long as they fit, with room for the `…` where some are left. */
function contextWithin(head: readonly string[], tail: readonly string[], room: number): Context {
  let kept = { before: Math.min(LEAST_CONTEXT, head.length), after: Math.min(LEAST_CONTEXT, tail.length) };
  const fits = ({ before, after }: Context) => {
    const words = [...head.slice(head.length - before), ...tail.slice(0, after)];
    const dots = (before < head.length ? 1 : 0) + (after < tail.length ? 1 : 0);
    return widthOf(words) + (words.length > 0 ? 1 : 0) + dots <= room;
  };
  for (let grown = true; grown; ) {
    grown = false;
    for (const side of ['before', 'after'] as const) {
      const more = { ...kept, [side]: kept[side] + 1 };
      if (more.before > head.length || more.after > tail.length || !fits(more)) continue;
      kept = more;
      grown = true;
    }
  }
  return kept;
}

function clip(words: readonly string[], head: number, tail: number, { before, after }: Context): string {
  const from = head - before;
  const to = words.length - tail + after;
  const text = words.slice(from, to).join(' ');
  return `${from > 0 ? ELLIPSIS : ''}${text}${to < words.length ? ELLIPSIS : ''}`;
}

/** Columns of words with a space between each two. */
function widthOf(words: readonly string[]): number {
  return lengthOf(words.join(' '), () => 1);
}
