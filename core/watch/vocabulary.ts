import { falseFriendTest, isFalseFriend } from './analysis/false-friends.ts';
import { HASH_OF_NOTHING, hashOn, hashText } from './analysis/hash.ts';
import { PART, WHOLE } from './analysis/scan.ts';
import { doubled } from './analysis/tokens.ts';
import { type WordForms, wordForms } from './analysis/word-forms.ts';
import type { CompiledTopics } from './compiled/compiled-topics.ts';
import {
  BY_CAPITALS,
  BY_DANISH,
  BY_ENDING,
  BY_ENGLISH,
  BY_EXACT,
  BY_PREFIX,
  mayHave,
} from './compiled/layout.ts';

/** Letters that must stand before a compound's ending. */
const SHORTEST_HEAD = 2;
/** Room for words before it has to grow: two numbers each. */
const FIRST_SLOTS = 32_768;
/** Words remembered between stories; then all are forgotten. */
const MOST_WORDS = 200_000;

/**
 * What is known of a word, in numbers beside each other: its length << 2 | standing, where its letters begin, where its
 * terms begin, and how many terms << 1 | whether one opens a pair.
 */
const RECORD = 4;
const KIND = 0;
const LETTERS = 1;
const TERMS_FROM = 2;
const TERMS_SIZE = 3;

/**
 * Which terms of the topics each word of a text meets, remembered from story to story: a word is
 * analysed when it is first seen, afterwards found by its very letters.
 */
export class Vocabulary {
  /** The terms of all words. */
  terms = new Int32Array(8192);
  private readonly topics: CompiledTopics;
  private readonly ownFriends = new Map<number, (base: string) => boolean>();
  private count = 0;
  private termCount = 0;
  /** Pairs of a word's hash and its number + 1, 0 where there is none. */
  private slots = new Int32Array(FIRST_SLOTS);
  private records = new Int32Array(4096 * RECORD);
  private letters = new Uint16Array(65536);
  private letterCount = 0;
  /** For each term the last word that met it + 1. */
  private readonly metBy: Int32Array;
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
    this.metBy = new Int32Array(topics.terms.length);
  }

  /** To be called between stories: keeps memory bounded whatever is read. */
  trim(): void {
    if (this.count < MOST_WORDS) return;
    this.slots = new Int32Array(FIRST_SLOTS);
    this.metBy.fill(0);
    this.count = 0;
    this.termCount = 0;
    this.letterCount = 0;
  }

  /** The number of the word `text.slice(start, end)`, whose code units and hash are given. */
  find(text: string, units: Uint16Array, start: number, end: number, hash: number, standing: number): number {
    const { slots, records } = this;
    const kind = ((end - start) << 2) | standing;
    const mask = slots.length - 1;
    let slot = firstSlot(hash, standing) & mask;
    for (;;) {
      const word = (slots[slot + 1] ?? 0) - 1;
      if (word === -1) break;
      if (
        slots[slot] === hash &&
        records[word * RECORD + KIND] === kind &&
        this.isWord(word, units, start, end)
      )
        return word;
      slot = (slot + 2) & mask;
    }
    return this.add(text, units, start, end, hash, standing, slot);
  }

  /** Where the word's terms begin in {@link terms}. */
  firstTerm(word: number): number {
    return this.records[word * RECORD + TERMS_FROM] ?? 0;
  }

  /** One past the word's last term. */
  behindTerms(word: number): number {
    return this.firstTerm(word) + ((this.records[word * RECORD + TERMS_SIZE] ?? 0) >> 1);
  }

  /** Whether the word meets any term. */
  meetsTerms(word: number): boolean {
    return this.records[word * RECORD + TERMS_SIZE] !== 0;
  }

  /** Whether one of the word's terms opens a pair. */
  opensPair(word: number): boolean {
    return ((this.records[word * RECORD + TERMS_SIZE] ?? 0) & 1) === 1;
  }

  private isWord(word: number, units: Uint16Array, start: number, end: number): boolean {
    const { letters } = this;
    let letter = this.records[word * RECORD + LETTERS] ?? 0;
    for (let at = start; at < end; at++) if (letters[letter++] !== units[at]) return false;
    return true;
  }

  private add(
    text: string,
    units: Uint16Array,
    start: number,
    end: number,
    hash: number,
    standing: number,
    slot: number,
  ): number {
    const word = this.count;
    if ((word + 1) * RECORD > this.records.length) this.records = doubled(this.records);
    this.count = word + 1;
    this.records[word * RECORD + KIND] = ((end - start) << 2) | standing;
    this.keepLetters(word, units, start, end);
    this.slots[slot] = hash;
    this.slots[slot + 1] = word + 1;
    const raw = text.slice(start, end);
    this.keepTerms(word, wordForms(raw, standing === PART ? 'part' : standing === WHOLE ? 'whole' : 'alone'));
    if (this.count * 4 > this.slots.length) this.growSlots();
    return word;
  }

  private keepLetters(word: number, units: Uint16Array, start: number, end: number): void {
    while (this.letterCount + end - start > this.letters.length) {
      const larger = new Uint16Array(this.letters.length * 2);
      larger.set(this.letters);
      this.letters = larger;
    }
    this.records[word * RECORD + LETTERS] = this.letterCount;
    for (let at = start; at < end; at++) this.letters[this.letterCount++] = units[at] ?? 0;
  }

  private keepTerms(word: number, forms: WordForms): void {
    const from = this.termCount;
    if (this.hasCapitals && forms.capitals !== null) this.use(forms.capitals, BY_CAPITALS);
    if (this.hasExact && forms.exact !== null) this.use(forms.exact, BY_EXACT);
    this.use(forms.danish, BY_DANISH);
    this.use(forms.english, BY_ENGLISH);
    this.usePrefixes(forms);
    this.useEndings(forms);
    let opens = 0;
    for (let at = from; at < this.termCount && opens === 0; at++) {
      const term = this.terms[at] ?? 0;
      if (this.topics.pairStart[term] !== this.topics.pairStart[term + 1]) opens = 1;
    }
    this.records[word * RECORD + TERMS_FROM] = from;
    this.records[word * RECORD + TERMS_SIZE] = ((this.termCount - from) << 1) | opens;
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
      if (meets === undefined || meets(use >> 3)) this.addTerm(use >> 3);
    }
  }

  /** Adds a term to those of the word that is being looked up, once. */
  private addTerm(term: number): void {
    if (this.metBy[term] === this.count) return;
    this.metBy[term] = this.count;
    if (this.termCount === this.terms.length) this.terms = doubled(this.terms);
    this.terms[this.termCount++] = term;
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
      if (length < shortest || !mayHave(this.topics.prefixFilter, hash)) continue;
      this.useKey(this.topics.findKey(base, length, hash), BY_PREFIX);
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
    if (longest < shortest) return;
    if (!mayHave(this.topics.endingFilter, hashText(base, base.length - least, base.length))) return;
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

  private growSlots(): void {
    const before = this.slots;
    const slots = new Int32Array(before.length * 2);
    const mask = slots.length - 1;
    for (let from = 0; from < before.length; from += 2) {
      const word = (before[from + 1] ?? 0) - 1;
      if (word === -1) continue;
      const hash = before[from] ?? 0;
      let slot = firstSlot(hash, (this.records[word * RECORD + KIND] ?? 0) & 3) & mask;
      while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
      slots[slot] = hash;
      slots[slot + 1] = word + 1;
    }
    this.slots = slots;
  }
}

/** Where to look first for a word, before it is cut to the size of the table: an even number. */
function firstSlot(hash: number, standing: number): number {
  return (hash ^ (hash >>> 15) ^ (standing * 0x9e3779b1)) << 1;
}
