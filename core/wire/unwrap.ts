/** Copy set wider than this is not hard-wrapped. */
const WIDEST_LINE = 100;
/** A story has some hundred lines. */
const MOST_LINES = 20_000;
/** So many line breaks must look like wrapping before any is taken for it. */
const FEWEST_BREAKS = 3;

/**
 * Joins the lines of hard-wrapped copy, one space for one line break, so that no offset moves. Copy is
 * hard-wrapped when most breaks stand where the next word would not have fitted, and most of those in
 * mid-sentence; copy with a paragraph a line is left as it is.
 */
export function unwrap(text: string): string {
  const width = widestLine(text);
  if (width === null) return text;
  const lines = text.split('\n');
  if (!isWrapped(lines, width)) return text;
  const indents = isIndented(lines);
  let joined = lines[0] ?? '';
  for (let index = 1; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const before = lines[index - 1] ?? '';
    const goesOn = isWrap(before, line, width) || isMidSentence(before, line, indents && index > 1);
    joined += goesOn ? ` ${line}` : `\n${line}`;
  }
  return joined;
}

/** The length of the widest line; null where one is wider, or there are more, than any wrapped story has. */
function widestLine(text: string): number | null {
  let widest = 0;
  let lines = 0;
  for (let start = 0; start <= text.length; ) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    const length = end - start <= widest ? 0 : text.slice(start, end).trimEnd().length;
    lines += 1;
    if (length > WIDEST_LINE || lines > MOST_LINES) return null;
    widest = Math.max(widest, length);
    start = end + 1;
  }
  return widest;
}

function isWrapped(lines: readonly string[], width: number): boolean {
  let breaks = 0;
  let wraps = 0;
  let inSentence = 0;
  for (let index = 1; index < lines.length; index += 1) {
    const before = lines[index - 1] ?? '';
    const after = lines[index] ?? '';
    if (before.trim() === '' || after.trim() === '') continue;
    breaks += 1;
    if (!isWrap(before, after, width)) continue;
    wraps += 1;
    if (!endsSentence(before)) inSentence += 1;
  }
  return wraps >= FEWEST_BREAKS && wraps * 2 > breaks && inSentence * 2 > wraps;
}

/** Whether a break stands where wrapping to `width` would have put it, and no new paragraph begins after it. */
function isWrap(before: string, after: string, width: number): boolean {
  if (before.trim() === '' || after.trim() === '' || /^\s/u.test(after)) return false;
  if (endsSentence(before) && /^[-–—] /u.test(after)) return false;
  const [word = ''] = after.split(' ', 1);
  return before.trimEnd().length + 1 + word.length > width;
}

/** Whether the copy marks its paragraphs by indenting their first lines. */
function isIndented(lines: readonly string[]): boolean {
  const indented = lines.filter((line) => /^\s+\S/u.test(line)).length;
  return indented >= 2 && indented * 2 < lines.length;
}

/**
 * Whether a sentence of wrapped copy goes on after a short line: in lower case, or, where new paragraphs
 * are indented, in any case.
 */
function isMidSentence(before: string, after: string, indents: boolean): boolean {
  if (before.trim() === '' || after.trim() === '' || endsSentence(before)) return false;
  return /^\p{Ll}/u.test(after) || (indents && /^\S/u.test(after));
}

function endsSentence(line: string): boolean {
  return /[.!?…]["”»’')\]]?$/u.test(line.trimEnd());
}
