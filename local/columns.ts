import { oneLine } from '../core/alert/compose-text.ts';

/** Stand around a word to emphasise while lines are broken; the wire's own are taken out before. */
const [ON, OFF] = ['\ue000', '\ue001'];
const EITHER = /[\ue000\ue001]/gu;

/**
 * Text as lines of at most `columns` code points, broken at blanks; a word that is longer stands alone on its
 * line. What the wire sent cannot move the cursor. At least one line, perhaps an empty one.
 */
export function inColumns(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of oneLine(text).split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && columnsOf(longer) > columns) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

/** A quote in lines as {@link inColumns}; its words between asterisks emphasised, where there is a way to. */
export function quoteInColumns(
  quote: string,
  columns: number,
  emphasis: ((words: string) => string) | null,
): readonly string[] {
  if (emphasis === null) return inColumns(quote, columns);
  const marked = quote
    .replace(EITHER, '')
    .replace(/\*([^*]+)\*/gu, (_, words: string) => words.replace(/\S+/gu, `${ON}$&${OFF}`));
  return inColumns(marked, columns).map((line) =>
    line.replace(/\ue000([^\ue001]*)\ue001/gu, (_, word: string) => emphasis(word)),
  );
}

function columnsOf(text: string): number {
  return [...text.replace(EITHER, '')].length;
}
