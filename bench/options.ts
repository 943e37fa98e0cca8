/** What the command line gives every benchmark. */
export interface BenchOptions {
  /** Print one JSON object a line instead of tables. */
  readonly json: boolean;
}
