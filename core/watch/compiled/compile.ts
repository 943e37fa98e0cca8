import { hashText } from '../analysis/hash.ts';
import { STOP_WORDS } from '../analysis/stop-words.ts';
import { baseForm } from '../analysis/word-forms.ts';
import { FACT_NAMES, RULE_FIELDS, type Rule } from '../rule.ts';
import type { Term } from '../term.ts';
import { type Topic, WHERES } from '../topic.ts';
import { CompiledTopics, joinSections } from './compiled-topics.ts';
import { packFacts } from './facts.ts';
import {
  ALL,
  ANY,
  AT_LEAST,
  BY_CAPITALS,
  BY_ENDING,
  BY_EXACT,
  BY_PREFIX,
  FACT,
  FIELD,
  filterBit,
  LIST,
  LONG_LIST,
  NEED_BITS,
  NONE,
  NONE_OF_STORY,
  PARAGRAPH,
  SENTENCE,
  TERM,
  WITHIN,
} from './layout.ts';
import { NeedFinder } from './needs.ts';
import { packStrings, StringTable } from './string-table.ts';
import { TermTable } from './term-table.ts';

/** Makes topics ready for matching. The result does not depend on the order of the topics. */
export function compileTopics(topics: readonly Topic[]): CompiledTopics {
  const sorted = [...topics].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const strings = new StringTable();
  const terms = new TermTable(strings);
  const writer = new CodeWriter(strings, terms);
  const topicCode = sorted.map((topic) => writer.topic(topic));
  const topicStrings = sorted.flatMap((topic) => [
    strings.number(topic.id),
    strings.number(packFacts(topic)),
  ]);
  const needs = indexNeeds(sorted, terms);
  const keys = packKeys(terms.keys);
  const packed = strings.toSections();
  return new CompiledTopics(
    joinSections({
      ...keys,
      terms: Int32Array.from(terms.terms),
      searched: Int32Array.from(terms.searched),
      termText: Int32Array.from(terms.texts),
      parts: Int32Array.from(terms.parts),
      ...terms.packPairs(),
      lists: Int32Array.from(writer.lists),
      code: Int32Array.from(writer.code),
      topicCode: Int32Array.from(topicCode),
      topicStrings: Int32Array.from(topicStrings),
      ...needs,
      stringStart: packed.start,
      stringBytes: packed.bytes,
    }),
  );
}

/** Writes rules as numbers, in the order that layout.ts gives. */
class CodeWriter {
  readonly code: number[] = [];
  /** Long lists, each once. */
  readonly lists: number[] = [];
  private readonly listPlaces = new Map<string, number>();
  private readonly strings: StringTable;
  private readonly terms: TermTable;

  constructor(strings: StringTable, terms: TermTable) {
    this.strings = strings;
    this.terms = terms;
  }

  topic(topic: Topic): number {
    const start = this.code.length;
    this.code.push(WHERES.indexOf(topic.where) | (topic.ignoreInside.length << 2));
    for (const term of topic.ignoreInside) this.code.push(this.terms.number(term));
    this.rule(topic.rule, true);
    return start;
  }

  /** `storyWide`: the rule is asked of the whole story, not of a sentence, paragraph or field of it. */
  private rule(rule: Rule, storyWide: boolean): void {
    switch (rule.kind) {
      case 'words':
        this.words(rule.terms, rule.clause);
        return;
      case 'any':
        this.node(ANY, rule, null, rule.of, storyWide);
        return;
      case 'all':
        this.node(ALL, rule, null, rule.of, storyWide);
        return;
      case 'at-least':
        this.node(AT_LEAST, rule, rule.count, rule.of, storyWide);
        return;
      case 'none':
        this.node(storyWide ? NONE_OF_STORY : NONE, rule, null, rule.of, storyWide);
        return;
      case 'together':
        this.node(rule.span === 'sentence' ? SENTENCE : PARAGRAPH, rule, null, rule.of, false);
        return;
      case 'within':
        this.node(WITHIN, rule, (rule.words << 1) | (rule.ordered ? 1 : 0), rule.of, false);
        return;
      case 'field':
        this.node(FIELD, rule, RULE_FIELDS.indexOf(rule.field), [rule.of], false);
        return;
      case 'fact':
        this.node(FACT, rule, FACT_NAMES.indexOf(rule.fact), [], storyWide, rule.values);
        return;
    }
  }

  private words(terms: readonly Term[], clause: string | null): void {
    const [only] = terms;
    if (terms.length === 1 && only !== undefined && clause === null) {
      this.code.push((this.terms.number(only) << 4) | TERM);
      return;
    }
    if (terms.length > LONG_LIST) {
      const size = this.head(LIST, 0, clause, this.list(terms));
      this.code[size] = this.code.length - size + 1;
      return;
    }
    const size = this.head(ANY, terms.length, clause, null);
    for (const term of terms) this.code.push((this.terms.number(term) << 4) | TERM);
    this.code[size] = this.code.length - size + 1;
  }

  /** The place of a list that was written before, or is now. */
  private list(terms: readonly Term[]): number {
    const numbers = terms.map((term) => this.terms.number(term));
    const name = numbers.join(' ');
    const known = this.listPlaces.get(name);
    if (known !== undefined) return known;
    const place = this.lists.length;
    this.lists.push(numbers.length, ...numbers);
    this.listPlaces.set(name, place);
    return place;
  }

  private node(
    operation: number,
    rule: Rule,
    detail: number | null,
    operands: readonly Rule[],
    storyWide: boolean,
    values: readonly string[] = [],
  ): void {
    const size = this.head(operation, operands.length + values.length, rule.clause, detail);
    for (const operand of operands) this.rule(operand, storyWide);
    for (const value of values) this.code.push(this.strings.number(value));
    this.code[size] = this.code.length - size + 1;
  }

  /** Writes a node's head and returns the place of its size. */
  private head(operation: number, operands: number, clause: string | null, detail: number | null): number {
    this.code.push((operands << 4) | operation, 0, clause === null ? -1 : this.strings.number(clause));
    const size = this.code.length - 2;
    if (detail !== null) this.code.push(detail);
    return size;
  }
}

/** From each term to the topics that need it, and how many needs each topic has. */
function indexNeeds(topics: readonly Topic[], terms: TermTable) {
  const finder = new NeedFinder(terms, commonness);
  const byTerm: number[][] = terms.terms.map(() => []);
  const topicNeeds = new Int32Array(topics.length);
  for (const [index, topic] of topics.entries()) {
    const needs = finder.needsOf(topic.rule);
    topicNeeds[index] = (1 << needs.length) - 1;
    for (const [slot, list] of needs.entries()) {
      for (const term of list) byTerm[term]?.push((index << NEED_BITS) | slot);
    }
  }
  const needStart = new Int32Array(byTerm.length + 1);
  for (const [term, list] of byTerm.entries()) needStart[term + 1] = (needStart[term] ?? 0) + list.length;
  return { needStart, needs: Int32Array.from(byTerm.flat()), topicNeeds };
}

/** A guess how much more often than others a word occurs, before anything else is known of it. */
function commonness(text: string): number {
  if (text.endsWith('*')) return 8;
  if (text.startsWith('-')) return 12;
  const base = baseForm(text.replace(/^==?/u, ''));
  if (STOP_WORDS.has(base)) return 1000;
  return base.length < 4 ? 3 : 1;
}

function packKeys(keys: ReadonlyMap<string, readonly number[]>) {
  const names = [...keys.keys()];
  const { start, bytes } = packStrings(names);
  let slots = 8;
  while (slots < names.length * 2) slots *= 2;
  const keySlots = new Int32Array(slots);
  const keyUseStart = new Int32Array(names.length + 1);
  for (const [index, name] of names.entries()) {
    let slot = hashText(name, 0, name.length) & (slots - 1);
    while (keySlots[slot] !== 0) slot = (slot + 1) & (slots - 1);
    keySlots[slot] = index + 1;
    keyUseStart[index + 1] = (keyUseStart[index] ?? 0) + (keys.get(name)?.length ?? 0);
  }
  const keyUses = Int32Array.from([...keys.values()].flat());
  const prefixes = comparedBy(keys, BY_PREFIX);
  const endings = comparedBy(keys, BY_ENDING);
  const exact = comparedBy(keys, BY_EXACT);
  const capitals = comparedBy(keys, BY_CAPITALS);
  const keyLengths = Int32Array.from([prefixes, endings, exact, capitals].flatMap(lengths));
  const prefixFilter = filterOf(prefixes);
  const [shortest] = lengths(endings);
  const endingFilter = filterOf(endings.map((key) => key.slice(-shortest)));
  return {
    keyBytes: bytes,
    keyStart: start,
    keySlots,
    keyUseStart,
    keyUses,
    keyLengths,
    prefixFilter,
    endingFilter,
  };
}

/** The keys that are compared in this way. */
function comparedBy(keys: ReadonlyMap<string, readonly number[]>, comparison: number): readonly string[] {
  return [...keys].flatMap(([key, uses]) => (uses.some((use) => (use & 7) === comparison) ? [key] : []));
}

/** A bit for each text's hash. */
function filterOf(texts: readonly string[]): Int32Array<ArrayBuffer> {
  let size = 1;
  while (size * 2 < texts.length) size *= 2;
  const filter = new Int32Array(size);
  for (const text of texts) {
    const bit = filterBit(filter, hashText(text, 0, text.length));
    filter[bit >> 5] = (filter[bit >> 5] ?? 0) | (1 << (bit & 31));
  }
  return filter;
}

/** The lengths of the shortest and the longest of the texts; 0 and 0 where there is none. */
function lengths(texts: readonly string[]): readonly [number, number] {
  const found = texts.map(({ length }) => length);
  if (found.length === 0) return [0, 0];
  return [found.reduce((a, b) => Math.min(a, b)), found.reduce((a, b) => Math.max(a, b))];
}
