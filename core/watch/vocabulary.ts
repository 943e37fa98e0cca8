import { falseFriendTest, isFalseFriend } from './analysis/false-friends.ts';
import { HASH_OF_NOTHING, hashOn } from './analysis/hash.ts';
import { PART, WHOLE } from './analysis/scan.ts';
import { doubled } from './analysis/tokens.ts';
import { type WordForms, wordForms } from './analysis/word-forms.ts';
import type { CompiledTopics } from './compiled/compiled-topics.ts';
import { BY_CAPITALS, BY_DANISH, BY_ENDING, BY_ENGLISH, BY_EXACT, BY_PREFIX } from './compiled/layout.ts';

/** Letters that must stand before a compound's ending. */
const SHORTEST_HEAD = 2;
/** Words remembered between stories; then all are forgotten. */
const MOST_WORDS = 200_000;

/**
 * Which terms of the topics each word of a text meets, remembered from story to story: a word is
 * analysed when it is first seen, afterwards found by its very letters.
 */
export class Vocabulary {
  /** For each word: where its terms begin in `terms`, and how many there are. */
  from = new Int32Array(4096);
  size = new Int32Array(4096);
  terms = new Int32Array(8192);
  /** For each word 1 when one of its terms opens a pair. */
  opensPair = new Uint8Array(4096);
  private readonly topics: CompiledTopics;
  private readonly ownFriends = new Map<number, (base: string) => boolean>();
  private count = 0;
  private termCount = 0;
  private slots = new Int32Array(16384);
  private hashes = new Int32Array(4096);
  /** length << 2 | standing */
  private kinds = new Int32Array(4096);
  private lettersFrom = new Int32Array(4096);
  private letters = new Uint16Array(65536);
  private letterCount = 0;
  private readonly found = new Set<number>();
  /** Whether any term is compared so: where none is, nothing is looked up. */
  private readonly hasExact: boolean;
  private readonly hasCapitals: boolean;
  private lastKey = '';
  private lastNumber: number;

  constructor(topics: CompiledTopics) {
    this.topics = topics;
    this.hasExact = topics.keyLengths[5] !== 0;
    this.hasCapitals = topics.keyLengths[7] !== 0;
    this.lastNumber = topics.findKey(this.lastKey);
  }

  /** To be called between stories: keeps memory bounded whatever is read. */
  trim(): void {
    if (this.count < MOST_WORDS) return;
    this.slots = new Int32Array(16384);
    this.count = 0;
    this.termCount = 0;
    this.letterCount = 0;
  }

  /** The number of the word `text.slice(start, end)`, whose hash is given. */
  find(text: string, start: number, end: number, hash: number, standing: number): number {
    const kind = ((end - start) << 2) | standing;
    const mask = this.slots.length - 1;
    let slot = (hash ^ (hash >>> 15) ^ (standing * 0x9e3779b1)) & mask;
    for (;;) {
      const word = (this.slots[slot] ?? 0) - 1;
      if (word === -1) break;
      if (this.hashes[word] === hash && this.kinds[word] === kind && this.isWord(word, text, start, end))
        return word;
      slot = (slot + 1) & mask;
    }
    return this.add(text, start, end, hash, standing, slot);
  }

  private isWord(word: number, text: string, start: number, end: number): boolean {
    const { letters } = this;
    let letter = this.lettersFrom[word] ?? 0;
    for (let at = start; at < end; at++) if (letters[letter++] !== text.charCodeAt(at)) return false;
    return true;
  }

  private add(
    text: string,
    start: number,
    end: number,
    hash: number,
    standing: number,
    slot: number,
  ): number {
    const word = this.count;
    if (word === this.from.length) this.growWords();
    this.count = word + 1;
    this.hashes[word] = hash;
    this.kinds[word] = ((end - start) << 2) | standing;
    this.keepLetters(word, text, start, end);
    this.slots[slot] = word + 1;
    const raw = text.slice(start, end);
    this.keepTerms(word, wordForms(raw, standing === PART ? 'part' : standing === WHOLE ? 'whole' : 'alone'));
    if (this.count * 2 > this.slots.length) this.growSlots();
    return word;
  }

  private keepLetters(word: number, text: string, start: number, end: number): void {
    while (this.letterCount + end - start > this.letters.length) {
      const larger = new Uint16Array(this.letters.length * 2);
      larger.set(this.letters);
      this.letters = larger;
    }
    this.lettersFrom[word] = this.letterCount;
    for (let at = start; at < end; at++) this.letters[this.letterCount++] = text.charCodeAt(at);
  }

  private keepTerms(word: number, forms: WordForms): void {
    const { found } = this;
    found.clear();
    if (this.hasCapitals && forms.capitals !== null) this.use(forms.capitals, BY_CAPITALS);
    if (this.hasExact && forms.exact !== null) this.use(forms.exact, BY_EXACT);
    this.use(forms.danish, BY_DANISH);
    this.use(forms.english, BY_ENGLISH);
    this.usePrefixes(forms);
    this.useEndings(forms);
    while (this.termCount + found.size > this.terms.length) this.terms = doubled(this.terms);
    this.from[word] = this.termCount;
    this.size[word] = found.size;
    let opens = 0;
    for (const term of found) {
      this.terms[this.termCount++] = term;
      if (this.topics.pairStart[term] !== this.topics.pairStart[term + 1]) opens = 1;
    }
    this.opensPair[word] = opens;
  }

  /** As {@link useKey} by the key itself. The forms of a word are often the same: what was looked up last is known. */
  private use(key: string, comparison: number, meets?: (term: number) => boolean): void {
    if (key !== this.lastKey) {
      this.lastNumber = this.topics.findKey(key);
      this.lastKey = key;
    }
    this.useKey(this.lastNumber, comparison, meets);
  }

  /** Adds the terms that a key leads to when it is compared in this way; `meets` may refuse some. */
  private useKey(number: number, comparison: number, meets?: (term: number) => boolean): void {
    const { topics } = this;
    if (number === -1) return;
    const end = topics.keyUseStart[number + 1] ?? 0;
    for (let at = topics.keyUseStart[number] ?? 0; at < end; at++) {
      const use = topics.keyUses[at] ?? 0;
      if ((use & 7) !== comparison) continue;
      if (meets === undefined || meets(use >> 3)) this.found.add(use >> 3);
    }
  }

  /** Beginnings of the word; of a hyphenated word only those longer than its first part, which was told before. */
  private usePrefixes({ base, ends }: WordForms): void {
    const { keyLengths } = this.topics;
    const least = keyLengths[0] ?? 0;
    const most = keyLengths[1] ?? 0;
    if (most === 0) return;
    const shortest = Math.max(least, ends === null ? 0 : ends.first.length + 1);
    const longest = Math.min(base.length, most);
    if (longest < shortest) return;
    let hash = HASH_OF_NOTHING;
    for (let length = 1; length <= longest; length++) {
      hash = hashOn(hash, base.charCodeAt(length - 1));
      if (length >= shortest) this.useKey(this.topics.findKey(base, length, hash), BY_PREFIX);
    }
  }

  /** Endings of a longer word; of a hyphenated word only those that its last part has not met by itself. */
  private useEndings({ base, ends }: WordForms): void {
    const { keyLengths } = this.topics;
    const least = keyLengths[2] ?? 0;
    const most = keyLengths[3] ?? 0;
    if (most === 0) return;
    const longest = Math.min(base.length - SHORTEST_HEAD, most);
    const shortest = Math.max(least, ends === null ? 0 : ends.last.length - SHORTEST_HEAD + 1);
    const among = (isFriend: (word: string) => boolean) =>
      isFriend(base) || (ends !== null && isFriend(ends.last));
    const meets = (term: number) => {
      if (among(isFalseFriend)) return false;
      const own = this.friendsOf(term);
      return own === null || !among(own);
    };
    for (let length = shortest; length <= longest; length++) {
      this.use(base.slice(base.length - length), BY_ENDING, meets);
    }
  }

  /** Whether a word is among the false friends that the term's topic names; null where it names none. */
  private friendsOf(term: number): ((base: string) => boolean) | null {
    const detail = (this.topics.terms[term] ?? 0) >> 2;
    if (detail === 0) return null;
    const known = this.ownFriends.get(detail);
    if (known !== undefined) return known;
    const friends = falseFriendTest(this.topics.stringAt(detail - 1).split('\n'));
    this.ownFriends.set(detail, friends);
    return friends;
  }

  private growWords(): void {
    this.from = doubled(this.from);
    this.size = doubled(this.size);
    this.hashes = doubled(this.hashes);
    this.kinds = doubled(this.kinds);
    this.lettersFrom = doubled(this.lettersFrom);
    const opensPair = new Uint8Array(this.opensPair.length * 2);
    opensPair.set(this.opensPair);
    this.opensPair = opensPair;
  }

  private growSlots(): void {
    const slots = new Int32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let word = 0; word < this.count; word++) {
      const hash = this.hashes[word] ?? 0;
      let slot = (hash ^ (hash >>> 15) ^ (((this.kinds[word] ?? 0) & 3) * 0x9e3779b1)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = word + 1;
    }
    this.slots = slots;
  }
}
