/**
 * The words of a story as numbers, in arrays that are used again for the next story. Tokens of all
 * fields stand in one row; a stretch of it (a field, a paragraph, a sentence) is `first..behind`.
 */
export class Tokens {
  /** How many tokens, sentences and paragraphs there are. */
  count = 0;
  sentences = 0;
  paragraphs = 0;
  /** Where each token stands in its field's text, in UTF-16 code units. */
  start: Int32Array<ArrayBuffer>;
  end: Int32Array<ArrayBuffer>;
  /** Place for counting distances: one more a token, and another one where a sentence ends. */
  place: Int32Array<ArrayBuffer>;
  /** The sentence of each token. */
  sentence: Int32Array<ArrayBuffer>;
  /** 1: joined to the token before it by a hyphen. */
  joined: Uint8Array<ArrayBuffer>;
  /** First token and place in the text of each sentence; its paragraph. One entry more closes the last. */
  sentenceFirst: Int32Array<ArrayBuffer>;
  sentenceStart: Int32Array<ArrayBuffer>;
  paragraphOf: Int32Array<ArrayBuffer>;
  /** First token of each paragraph. One entry more closes the last. */
  paragraphFirst: Int32Array<ArrayBuffer>;
  /**
   * The UTF-16 code units of the text that is being divided, then a 0: an array gives them sooner than the string,
   * which has to look each time how it is kept.
   */
  units = new Uint16Array(0);
  private unitBytes = Buffer.from(this.units.buffer);
  private nextPlace = 0;

  /** `room`: for how many words there is room before the arrays have to grow. */
  constructor(room = 4096) {
    const sentences = Math.max(4, room >> 3);
    this.start = new Int32Array(room);
    this.end = new Int32Array(room);
    this.place = new Int32Array(room);
    this.sentence = new Int32Array(room);
    this.joined = new Uint8Array(room);
    this.sentenceFirst = new Int32Array(sentences);
    this.sentenceStart = new Int32Array(sentences);
    this.paragraphOf = new Int32Array(sentences);
    this.paragraphFirst = new Int32Array(sentences);
  }

  clear(): void {
    this.count = 0;
    this.sentences = 0;
    this.paragraphs = 0;
    this.nextPlace = 0;
  }

  /** Takes up the text that is to be divided next; its code units are then in {@link units}. */
  hold(text: string): void {
    if (text.length >= this.units.length) {
      this.units = new Uint16Array(text.length + (text.length >> 2) + 64);
      this.unitBytes = Buffer.from(this.units.buffer);
    }
    this.unitBytes.write(text, 0, 'utf16le');
    this.units[text.length] = 0;
  }

  /** Keeps what follows at least `gap` words away from what came before. */
  skip(gap: number): void {
    this.nextPlace += gap;
  }

  add(start: number, end: number, joined: boolean): number {
    const token = this.count;
    if (token === this.start.length) this.grow();
    this.start[token] = start;
    this.end[token] = end;
    this.place[token] = this.nextPlace;
    this.sentence[token] = this.sentences - 1;
    this.joined[token] = joined ? 1 : 0;
    this.nextPlace++;
    this.count = token + 1;
    return token;
  }

  openParagraph(at: number): void {
    if (this.paragraphs + 2 > this.paragraphFirst.length) this.paragraphFirst = doubled(this.paragraphFirst);
    this.paragraphFirst[this.paragraphs] = this.count;
    this.paragraphs++;
    this.openSentence(at);
  }

  openSentence(at: number): void {
    if (this.sentences + 2 > this.sentenceFirst.length) this.growSentences();
    this.sentenceFirst[this.sentences] = this.count;
    this.sentenceStart[this.sentences] = at;
    this.paragraphOf[this.sentences] = this.paragraphs - 1;
    this.sentences++;
    this.nextPlace++;
  }

  /** Closes the last sentence and paragraph; to be called when all fields are scanned. */
  close(): void {
    this.sentenceFirst[this.sentences] = this.count;
    this.paragraphFirst[this.paragraphs] = this.count;
  }

  private grow(): void {
    this.start = doubled(this.start);
    this.end = doubled(this.end);
    this.place = doubled(this.place);
    this.sentence = doubled(this.sentence);
    const joined = new Uint8Array(this.joined.length * 2);
    joined.set(this.joined);
    this.joined = joined;
  }

  private growSentences(): void {
    this.sentenceFirst = doubled(this.sentenceFirst);
    this.sentenceStart = doubled(this.sentenceStart);
    this.paragraphOf = doubled(this.paragraphOf);
  }
}

/** The array with room for twice as much. */
export function doubled(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
