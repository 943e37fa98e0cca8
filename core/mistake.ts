/** A mistake in a file that a person wrote: what is wrong, where, and how to mend it. */
export interface Mistake {
  /** The file as it was named to the reader. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  /** One sentence: what is wrong. */
  readonly message: string;
  /** One sentence: what to write instead. */
  readonly mend: string;
}

/** The mistake as one line for a terminal: `wirewatch.config.yaml:4:9: … …`. */
export function describeMistake({ file, line, column, message, mend }: Mistake): string {
  return `${file}:${line}:${column}: ${message} ${mend}`;
}
