/** Something wrong in a topic file, where it stands and how to mend it. */
export interface Mistake {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  /** One sentence: what is wrong. */
  readonly message: string;
  /** One sentence: what to do. */
  readonly mend: string;
}

const WIDEST_LINE = 100;

/**
 * The mistake as people read it: place, message, the line with a caret below it, and the mend.
 * `text` is the file's text, or null where it is not at hand (then without the line).
 */
export function renderMistake(mistake: Mistake, text: string | null): string {
  const head = `${mistake.file}:${mistake.line}:${mistake.column}: ${mistake.message}`;
  const line = text?.split('\n')[mistake.line - 1]?.replace(/\r$/u, '');
  const rows =
    line === undefined || line.trim() === '' ? [head] : [head, ...caretLines(line, mistake.column)];
  return [...rows, `  ${mistake.mend}`].join('\n');
}

function caretLines(line: string, column: number): string[] {
  const cut = Math.max(0, column - 1 - WIDEST_LINE / 2);
  const shown = line.slice(cut, cut + WIDEST_LINE).replaceAll('\t', ' ');
  return [`  ${shown}`, `  ${' '.repeat(column - 1 - cut)}^`];
}
