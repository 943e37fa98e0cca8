/** A column of a table for people. */
export interface Column<Row> {
  readonly title: string;
  readonly text: (row: Row) => string;
  /** Styles a cell after it has been cut and padded. */
  readonly style?: (cell: string, row: Row) => string;
  /** Numbers stand at the right. */
  readonly align?: 'left' | 'right';
  /** This column gives way first when the table is wider than the terminal. */
  readonly shrinks?: boolean;
}

const GAP = '  ';
const NARROWEST = 12;

/**
 * Lays rows out in columns no wider than `width`, under a line of titles. Text that does not fit is cut with
 * `…`; control characters, which could move the cursor, are shown as blanks.
 */
export function renderTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number,
): string[] {
  const cells = rows.map((row) => columns.map((column) => printable(column.text(row))));
  const widths = columnWidths(columns, cells, width);
  const title = columns.map((column, index) => pad(column.title, widths[index] ?? 0, column.align));
  const lines = rows.map((row, line) =>
    columns
      .map((column, index) => {
        const cell = pad(
          cut(cells[line]?.[index] ?? '', widths[index] ?? 0),
          widths[index] ?? 0,
          column.align,
        );
        return column.style ? column.style(cell, row) : cell;
      })
      .join(GAP)
      .trimEnd(),
  );
  return [title.join(GAP).trimEnd(), ...lines];
}

/** One line of text that cannot move the cursor or colour the terminal, whatever the wire sent. */
export function printable(text: string): string {
  // Controls, line and paragraph separators, and the marks that turn the direction of writing.
  return text.replace(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}

/** The text, at most `width` columns of it, the last one `…` when something was cut. */
export function cut(text: string, width: number): string {
  const letters = [...text];
  return letters.length <= width
    ? text
    : `${letters
        .slice(0, Math.max(0, width - 1))
        .join('')
        .trimEnd()}…`;
}

function columnWidths<Row>(
  columns: readonly Column<Row>[],
  cells: readonly string[][],
  width: number,
): number[] {
  const widths = columns.map((column, index) =>
    cells.reduce((widest, row) => Math.max(widest, [...(row[index] ?? '')].length), column.title.length),
  );
  const excess = widths.reduce((sum, one) => sum + one, GAP.length * (columns.length - 1)) - width;
  if (excess <= 0) return widths;
  return takeFrom(columns, widths, excess);
}

/** Narrows the widest shrinking column, one column of text at a time, until nothing can give any more. */
function takeFrom<Row>(columns: readonly Column<Row>[], widths: readonly number[], excess: number): number[] {
  const narrowed = [...widths];
  for (let left = excess; left > 0; left--) {
    let widest = -1;
    for (const [index, column] of columns.entries()) {
      if (column.shrinks && (narrowed[index] ?? 0) > Math.max(NARROWEST, narrowed[widest] ?? 0))
        widest = index;
    }
    if (widest < 0) break;
    narrowed[widest] = (narrowed[widest] ?? 0) - 1;
  }
  return narrowed;
}

function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, width - [...text].length));
  return align === 'right' ? blanks + text : text + blanks;
}
