import type { Scalar } from 'yaml';
import { isMap, isScalar, isSeq, type YAMLSeq } from 'yaml';
import type { Exactness } from '../parse-term.ts';
import type { Rule, WordsRule } from '../rule.ts';
import { warnOfAccidents } from './accident-warnings.ts';
import { anyOf, type ClauseKind } from './clause-kind.ts';
import { FACT_CLAUSES } from './clauses/facts.ts';
import { FIELD_CLAUSES } from './clauses/fields.ts';
import { GROUP_CLAUSES } from './clauses/groups.ts';
import { NAMED_CLAUSES } from './clauses/named.ts';
import { NEARNESS_CLAUSES } from './clauses/nearness.ts';
import { WORD_CLAUSES } from './clauses/words.ts';
import type { NamedClauses } from './named-clauses.ts';
import { misspelt } from './names.ts';
import { oddJoint, oddSign } from './odd-words.ts';
import { TOPIC_KEYS } from './topic-keys.ts';
import type { TermReader, WordList } from './word-lists.ts';
import { inline, type Place, type YamlFile } from './yaml-file.ts';

/** All building blocks. A new one is one file and one line here. */
const CLAUSES: readonly ClauseKind[] = [
  ...WORD_CLAUSES,
  ...GROUP_CLAUSES,
  ...NEARNESS_CLAUSES,
  ...FIELD_CLAUSES,
  ...FACT_CLAUSES,
  ...NAMED_CLAUSES,
];

const LONGEST_CLAUSE = 100;
const DEEPEST = 20;

/** Reads the clauses of one topic. */
export class ClauseReader {
  readonly file: YamlFile;
  readonly terms: TermReader;
  readonly named: NamedClauses;
  /** Ids of the wires that are watched. */
  readonly wires: readonly string[];
  /** Where each rule stands, for later checks. */
  readonly places = new Map<Rule, Place>();
  private depth = 0;

  constructor(file: YamlFile, terms: TermReader, named: NamedClauses, wires: readonly string[]) {
    this.file = file;
    this.terms = terms;
    this.named = named;
    this.wires = wires;
  }

  /** A clause: a map with one key. */
  clause(node: unknown): Rule | null {
    if (!isMap(node)) {
      this.file.expected(node, 'a clause such as "one of: [mission]"');
      return null;
    }
    const [pair, more] = node.items;
    if (node.flow && node.items.length > 0 && node.items.every(({ value }) => value === null)) {
      this.file.mistake(
        node,
        'Words stand between [ and ], not between { and }.',
        'Write [mission, operation].',
      );
      return null;
    }
    if (pair === undefined || more !== undefined) {
      this.file.mistake(
        node,
        'Two clauses stand together here.',
        'Give each its own dash; if both must hold put them under "all of:".',
      );
      return null;
    }
    return this.keyed(pair.key, pair.value);
  }

  /** What stands behind the name of a clause: a clause, or several of which one is enough. */
  definition(value: unknown): Rule | null {
    const outer = this.depth;
    this.depth = 0;
    const rule = isSeq(value) ? this.anyClause(value) : this.clause(value);
    this.depth = outer;
    return rule;
  }

  private anyClause(value: YAMLSeq): Rule | null {
    if (value.items.length === 0 || value.items.some((item) => isMap(item)))
      return anyOf(this.operands(value), null);
    this.file.mistake(
      value,
      'Words alone are a list, and no clause.',
      'Put them under "lists:", or write "one of: [mission]".',
    );
    return null;
  }

  /** The clause `key: value`. */
  keyed(keyNode: unknown, value: unknown): Rule | null {
    const key = this.file.scalar(keyNode, 'the name of a clause');
    if (key === null) return null;
    const name = key.value.replace(/\s+/gu, ' ').trim();
    for (const kind of CLAUSES) {
      const found = kind.key.exec(name);
      if (found !== null) return this.readKind(kind, key, value, found);
    }
    this.file.mistake(key, `"${key.value}" is no clause.`, mendOfName(key.value));
    return null;
  }

  private readKind(
    kind: ClauseKind,
    key: Scalar<string>,
    value: unknown,
    found: RegExpExecArray,
  ): Rule | null {
    if (this.depth === DEEPEST) {
      this.file.mistake(key, 'Clauses are nested too deeply.', `Use at most ${DEEPEST} levels.`);
      return null;
    }
    this.depth++;
    const rule = kind.read(this, value, found, { text: clauseText(key.value, value), place: key });
    this.depth--;
    if (rule !== null) this.places.set(rule, key);
    return rule;
  }

  /** What stands behind the colon, each item a rule: words, list names and clauses. */
  operands(value: unknown): readonly Rule[] {
    if (isSeq(value)) {
      const words = this.items(value).filter((item) => !this.terms.isListName(item));
      warnOfAccidents(
        this.file,
        words.flatMap((item) => (isScalar(item) ? { text: String(item.value), place: item } : [])),
      );
      return value.items.flatMap((item) => this.operand(item) ?? []);
    }
    if (isMap(value)) return this.only(this.clause(value));
    return this.only(this.wordsOfList(value, 'inflected'));
  }

  /** The items between brackets, or behind dashes; none is a mistake. */
  items(value: YAMLSeq): readonly unknown[] {
    if (value.items.length === 0)
      this.file.mistake(value, 'Nothing stands between the brackets.', 'Write words or list names.');
    return value.items;
  }

  /** As {@link operands}, but a list named by itself counts word by word. */
  operandsApart(value: unknown): readonly Rule[] {
    const rules = this.operands(value);
    const [only] = rules;
    if (isSeq(value) || rules.length !== 1 || only?.kind !== 'words') return rules;
    return only.terms.map((term): WordsRule => ({ kind: 'words', terms: [term], clause: null }));
  }

  private operand(item: unknown): Rule | null {
    if (isMap(item)) return this.isWordWithColon(item) ? null : this.clause(item);
    return this.wordsItem(item, 'inflected');
  }

  private only(rule: Rule | null): readonly Rule[] {
    return rule === null ? [] : [rule];
  }

  /** `Mission: Impossible` in a list of words is a map to YAML, but no clause. */
  private isWordWithColon(item: unknown): boolean {
    if (!isMap(item)) return false;
    const [pair] = item.items;
    const key = isScalar(pair?.key) ? String(pair.key.value).trim() : '';
    if (item.items.length !== 1 || isClauseName(key) || !isScalar(pair?.value)) return false;
    this.file.mistake(
      item,
      `"${key}" is no clause.`,
      `If the colon belongs to the words, put them in quotes: "${inline(item).slice(1, -1)}".`,
    );
    return true;
  }

  /** A word, a phrase or the name of a list, as one rule. */
  wordsItem(item: unknown, exactness: Exactness): WordsRule | null {
    if (isSeq(item)) {
      this.file.mistake(
        item,
        'Brackets stand inside of brackets.',
        'Put all words in one pair; words that belong together get a name under "lists:".',
      );
      return null;
    }
    const scalar = this.file.scalar(item, 'a word, a phrase or the name of a list');
    if (scalar === null) return null;
    const odd = oddSign(scalar) ?? oddJoint(scalar);
    if (odd !== null) {
      this.file.mistake(scalar, odd.message, odd.mend);
      return null;
    }
    const list = this.terms.listNamed(scalar);
    return this.wordsRule(list ?? [scalar.value], scalar, exactness);
  }

  /** The list that `one of: operations` names. */
  wordsOfList(value: unknown, exactness: Exactness): WordsRule | null {
    const scalar = this.file.scalar(value, 'the name of a list, or words between [ and ],');
    if (scalar === null) return null;
    const list = this.terms.listRequired(scalar);
    return list === null ? null : this.wordsRule(list, scalar, exactness);
  }

  private wordsRule(words: WordList, place: Place, exactness: Exactness): WordsRule | null {
    const terms = this.terms.terms(words, place, exactness);
    return terms.length === 0 ? null : { kind: 'words', terms, clause: null };
  }
}

/** Whether a clause may be called so. */
export function isClauseName(name: string): boolean {
  return CLAUSES.some((kind) => kind.key.test(name));
}

function mendOfName(name: string): string {
  const quotes = 'A word with a colon goes in quotes.';
  if (isClauseName(name.replace(/^-+/u, ''))) return 'Put a space behind the dash.';
  const bare = name.replace(/^[–—−•·*]\s*/u, '');
  if (bare !== name && isClauseName(bare)) return `Begin the line with an ordinary dash: "- ${bare}:".`;
  if (TOPIC_KEYS.some((key) => key === name)) return `"${name}:" stands at the left margin, beside "name:".`;
  const names = CLAUSES.map((kind) => kind.name);
  const near = misspelt(name, names);
  return near === null ? `Clauses are: ${names.join(', ')}. ${quotes}` : `Did you mean "${near}:"? ${quotes}`;
}

function clauseText(key: string, value: unknown): string {
  const text = `${key.trim()}: ${inline(value)}`;
  return text.length > LONGEST_CLAUSE ? `${text.slice(0, LONGEST_CLAUSE - 1)}…` : text;
}
