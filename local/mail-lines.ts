/** Columns at which mails are wrapped. */
const MAIL_WIDTH = 72;

/** A line of a mail as it was before it was wrapped. */
export interface MailLine {
  /** What hangs before its text: `WAS`, `14:32`; else null. */
  readonly label: string | null;
  /** The text; several where lines below it were meant to stand by themselves. */
  readonly parts: readonly string[];
}

/** A paragraph of a mail; `heading` is its first line where that is all capitals: `WHY YOU GET THIS`. */
export interface MailParagraph {
  readonly heading: string | null;
  readonly lines: readonly MailLine[];
}

/**
 * A mail's paragraphs with their lines joined again, so that a page can break them where it is narrow. A line
 * break stays where the next word would have fitted: it was meant.
 */
export function mailParagraphs(text: string): readonly MailParagraph[] {
  return text
    .trimEnd()
    .split(/\n{2,}/u)
    .map((paragraph) => {
      const lines = paragraph.split('\n');
      const [first = ''] = lines;
      const isHeading = lines.length > 1 && /^\p{Lu}[\p{Lu} ]+$/u.test(first);
      return { heading: isHeading ? first : null, lines: joined(isHeading ? lines.slice(1) : lines) };
    });
}

function joined(physical: readonly string[]): readonly MailLine[] {
  const lines: { label: string | null; parts: string[] }[] = [];
  const column = labelColumn(physical);
  let before = '';
  for (const line of physical) {
    const last = lines.at(-1);
    const text = line.trim();
    const hangs = line.startsWith('  ');
    const label = hangs ? null : labelOf(line, column);
    if (last !== undefined && label === null && isFull(before, text) && !opensEntry(text)) {
      last.parts.push(`${last.parts.pop() ?? ''} ${text}`);
    } else if (last !== undefined && hangs) last.parts.push(text);
    else lines.push({ label, parts: [label === null ? text : line.slice(column).trim()] });
    before = line;
  }
  return lines;
}

/** Where the text stands to the right of labels; 0 where there are none. */
function labelColumn(lines: readonly string[]): number {
  const hung = lines.map((line) => /^\S{1,12}(?: \S{1,8})? {2,}(?=\S)/u.exec(line)?.[0].length ?? 0);
  return Math.max(0, ...hung);
}

function labelOf(line: string, column: number): string | null {
  const label = line.slice(0, column).trim();
  const isLabel =
    label !== '' && line[column - 1] === ' ' && (line[column - 2] === ' ' || /^\p{Lu}+$/u.test(label));
  return isLabel ? label : null;
}

/** Whether the next line's first word had no room on this one. */
function isFull(line: string, next: string): boolean {
  const [word = ''] = next.split(' ', 1);
  return [...line].length + 1 + [...word].length > MAIL_WIDTH;
}

/** A topic with its quotes (`Nato missions: "…`) and what names the story: they always begin a line. */
function opensEntry(text: string): boolean {
  return (
    /^[^"\n]{1,80}: "/u.test(text) || /^\p{L}+ W-[0-9A-Z]{6}\b/u.test(text) || /· W-[0-9A-Z]{6}$/u.test(text)
  );
}
