/** Strings in one block, each different one once. */
export class StringTable {
  private readonly strings: string[] = [];
  private readonly numbers = new Map<string, number>();

  number(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.strings.length);
    this.strings.push(text);
    return this.strings.length - 1;
  }

  toSections(): { readonly start: Int32Array<ArrayBuffer>; readonly bytes: Uint8Array<ArrayBuffer> } {
    return packStrings(this.strings);
  }
}

/** UTF-8 of all strings, and where each begins; one start more closes the last. */
export function packStrings(strings: readonly string[]) {
  const encoder = new TextEncoder();
  const encoded = strings.map((text) => encoder.encode(text));
  const start = new Int32Array(encoded.length + 1);
  let at = 0;
  for (const [index, piece] of encoded.entries()) {
    start[index] = at;
    at += piece.length;
  }
  start[encoded.length] = at;
  const bytes = new Uint8Array(at);
  for (const [index, piece] of encoded.entries()) bytes.set(piece, start[index]);
  return { start, bytes };
}
