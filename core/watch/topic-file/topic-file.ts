import { isMap, isScalar, isSeq, type Scalar } from 'yaml';
import { RITZAU } from '../../wire/outcome.ts';
import type { Mistake } from '../mistake.ts';
import { parseQuery } from '../query.ts';
import type { Rule } from '../rule.ts';
import type { Term } from '../term.ts';
import { type Topic, UPDATE_POLICIES, type UpdatePolicy, WHERES } from '../topic.ts';
import { warnOfAccidents } from './accident-warnings.ts';
import { checkRule } from './checks.ts';
import { ClauseReader, isClauseName } from './clause.ts';
import { joinWords } from './clause-kind.ts';
import { NamedClauses, TOO_LARGE } from './named-clauses.ts';
import { misspelt } from './names.ts';
import { oddOrigin } from './origin-names.ts';
import { TOPIC_KEYS, type TopicKey } from './topic-keys.ts';
import { type DefinedLists, readLists, TermReader, type WordLists } from './word-lists.ts';
import { BLOCK_QUERY } from './yaml-complaint.ts';
import { inline, isNode, type Place, type TextFile, YamlFile } from './yaml-file.ts';

export type TopicReading =
  | { readonly kind: 'topic'; readonly topic: Topic; readonly warnings: readonly Mistake[] }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly Mistake[] };

const RULE_KEYS = ['alert on any', 'alert on all', 'query'] as const;

/**
 * Reads one topic file. The topic's id is the file's name without `.yaml`. `wires`: ids of those that are watched; a name
 * that is none of them is warned of.
 */
export function readTopicFile(
  file: TextFile,
  shared: WordLists,
  wires: readonly string[] = [RITZAU.id],
): TopicReading {
  const yaml = new YamlFile(file);
  if (!yaml.readable) return { kind: 'mistakes', mistakes: yaml.mistakes };
  const topic = new TopicReader(yaml, shared, wires).read();
  if (topic === null && yaml.mistakes.length === 0) yaml.expected(null, 'a rule that asks for something');
  if (topic === null || yaml.mistakes.length > 0) return { kind: 'mistakes', mistakes: yaml.mistakes };
  return { kind: 'topic', topic, warnings: yaml.warnings };
}

/** The topic's id: the file's name without folder and ending. */
export function topicId(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.ya?ml$/u, '');
}

interface Entry {
  readonly key: Scalar<string>;
  readonly value: unknown;
}

const NO_NAME = ['The name is empty.', 'Write name: {en: …, da: …}.'] as const;
const NO_LISTS: DefinedLists = { lists: new Map(), names: new Map() };

class TopicReader {
  private readonly file: YamlFile;
  private readonly shared: WordLists;
  private readonly wires: readonly string[];
  private readonly entries = new Map<TopicKey, Entry>();
  private listNames: DefinedLists['names'] = NO_LISTS.names;
  private knownFriends: readonly string[] | null = null;
  private hasStrayClause = false;

  constructor(file: YamlFile, shared: WordLists, wires: readonly string[]) {
    this.file = file;
    this.shared = shared;
    this.wires = wires;
  }

  read(): Topic | null {
    if (!this.readKeys()) return null;
    const name = this.name();
    const rules = this.clauseReader();
    rules.named.readAll(rules);
    const rule = this.rule(rules);
    const ignoreInside = this.ignoreInside(rules);
    this.warnOfUnusedLists(rules.terms.used);
    rules.named.warnOfUnused();
    const where = this.choice('where', WHERES, 'anywhere');
    if (rule !== null && !rules.named.fits(rule)) this.file.mistake(this.rulePlace(), ...TOO_LARGE);
    else if (rule !== null)
      checkRule(this.file, rules, { rule, where, ignoreInside, place: this.rulePlace() });
    if (name === null || rule === null) return null;
    return {
      id: this.id(),
      name,
      about: this.entries.has('about') ? this.file.prose(this.entries.get('about')?.value, 'a text') : '',
      updates: this.choice<UpdatePolicy>('updates', UPDATE_POLICIES, 'new-topics'),
      paused: this.paused(),
      rule,
      where,
      ignoreInside,
      mustMatch: this.paths('must match'),
      mustNotMatch: this.paths('must not match'),
    };
  }

  /** False, and one mistake, where the file holds no keys at all. */
  private readKeys(): boolean {
    const root = this.file.document.contents;
    if (!isMap(root) || root.items.length === 0) {
      const isEmpty = root === null || inline(root).trim() === '' || isMap(root);
      this.file.mistake(
        { offset: 0 },
        isEmpty ? 'There is no topic in this file.' : 'A topic begins with its keys, such as "name:".',
        'Begin with "name:" and "alert on any:"; wirewatch topics new writes a file to start from.',
      );
      return false;
    }
    for (const pair of root.items) {
      const key = this.file.scalar(pair.key, 'a key');
      if (key === null) continue;
      const known = TOPIC_KEYS.find((name) => name === key.value);
      const meant = known ?? this.meant(key);
      if (meant === null || (known === undefined && this.entries.has(meant))) continue;
      this.entries.set(meant, { key, value: pair.value });
    }
    return true;
  }

  /** Tells of a key that there is none of, and reads on as the one that was meant: what is wrong is told once. */
  private meant(key: Scalar<string>): TopicKey | null {
    const isClause = isClauseName(key.value);
    const near = isClause ? null : misspelt(key.value, TOPIC_KEYS);
    const mend = isClause
      ? 'It is a clause: put it below "alert on any:", behind a dash.'
      : key.value.includes(':')
        ? 'Put a space behind the colon of a key.'
        : near === null
          ? `It has: ${TOPIC_KEYS.join(', ')}.`
          : `Did you mean "${near}:"?`;
    this.file.mistake(key, `A topic has no "${key.value}".`, mend);
    this.hasStrayClause ||= isClause;
    return TOPIC_KEYS.find((name) => name === near) ?? null;
  }

  private id(): string {
    const id = topicId(this.file.path);
    if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/u.test(id) || id.length > 60) {
      this.file.mistake(
        { offset: 0 },
        `The file's name "${id}" cannot be the topic's id.`,
        'Use small letters a to z, digits and single hyphens, at most 60.',
      );
    }
    return id;
  }

  private name(): Topic['name'] | null {
    const entry = this.entries.get('name');
    if (entry === undefined) {
      this.file.mistake(
        { offset: 0 },
        'The topic has no name.',
        'Write name: {en: Nato missions, da: Nato-missioner}.',
      );
      return null;
    }
    if (isSeq(entry.value)) {
      this.file.mistake(entry.value, 'A name is one text, or one for each language.', NO_NAME[1]);
      return null;
    }
    if (!isMap(entry.value)) {
      const name = this.file.prose(entry.value, 'a name');
      if (name === '' && isScalar(entry.value)) this.file.mistake(entry.key, ...NO_NAME);
      return name === '' ? null : { en: name, da: name };
    }
    const names = new Map<string, string>();
    for (const pair of entry.value.items) {
      const language = inline(pair.key);
      if (language === 'en' || language === 'da') names.set(language, this.file.prose(pair.value, 'a name'));
      else
        this.file.mistake(
          isNode(pair.key) ? pair.key : entry.key,
          `"${language}" is no language of a name.`,
          NO_NAME[1],
        );
    }
    const en = names.get('en') || names.get('da') || '';
    const da = names.get('da') || en;
    if (en === '' && names.size === entry.value.items.length) this.file.mistake(entry.key, ...NO_NAME);
    return en === '' ? null : { en, da };
  }

  private clauseReader(): ClauseReader {
    const own = this.entries.get('lists');
    const { lists, names } = own === undefined ? NO_LISTS : readLists(this.file, own.value, this.shared);
    this.listNames = names;
    const all = new Map([...this.shared, ...lists]);
    const named = new NamedClauses(this.file, this.entries.get('clauses')?.value, all);
    return new ClauseReader(
      this.file,
      new TermReader(this.file, all, named.names, this.falseFriends()),
      named,
      this.wires,
    );
  }

  /** Read once, so that its mistakes are told once. */
  private falseFriends(): readonly string[] {
    const entry = this.entries.get('false friends');
    this.knownFriends ??= entry === undefined ? [] : this.friends(entry.value);
    return this.knownFriends;
  }

  /** False friends may begin with a star: any word that ends so. */
  private friends(node: unknown): readonly string[] {
    const items = inline(node) === '' ? [] : scalarItems(this.file, node);
    return items
      .filter((item) => {
        if (/^\*?[\p{L}\d-]{3,40}$/u.test(item.value)) return true;
        this.file.mistake(
          item,
          `"${item.value}" is no false friend.`,
          'Write a word, or "*word" for all words that end so.',
        );
        return false;
      })
      .map((item) => item.value);
  }

  private warnOfUnusedLists(used: ReadonlySet<string>): void {
    for (const [name, place] of this.listNames) {
      if (used.has(name)) continue;
      this.file.warning(place, `The list "${name}" is used nowhere.`, 'Name it in a clause, or take it out.');
    }
  }

  private rulePlace(): Place {
    const key = RULE_KEYS.find((name) => this.entries.has(name));
    return (key && this.entries.get(key)?.key) ?? { offset: 0 };
  }

  private rule(reader: ClauseReader): Rule | null {
    const given = RULE_KEYS.filter((key) => this.entries.has(key));
    const [key, second] = given;
    if (key === undefined) {
      if (!this.hasStrayClause)
        this.file.mistake(
          { offset: 0 },
          'The topic does not say what to alert on.',
          'Write "alert on any:" with clauses below it.',
        );
      return null;
    }
    if (second !== undefined) {
      const place = this.entries.get(second)?.key ?? { offset: 0 };
      this.file.mistake(
        place,
        `"${second}" and "${key}" cannot both be used.`,
        'Keep one; clauses can be nested.',
      );
    }
    const main = key === 'query' ? this.query() : this.clauses(reader, key);
    if (main === null) return null;
    const excluded = [this.noneOf(reader), this.skipHeadline(reader)].filter((rule) => rule !== null);
    return excluded.length === 0 ? main : { kind: 'all', of: [main, ...excluded], clause: null };
  }

  private clauses(reader: ClauseReader, key: 'alert on any' | 'alert on all'): Rule | null {
    const entry = this.entries.get(key);
    const of = reader.operands(entry?.value);
    const [only] = of;
    if (only === undefined) return null;
    if (of.length === 1 && only.clause !== null) return only;
    const rule: Rule = { kind: key === 'alert on all' ? 'all' : 'any', of, clause: null };
    if (entry !== undefined) reader.places.set(rule, entry.key);
    return rule;
  }

  private query(): Rule | null {
    const entry = this.entries.get('query');
    if (isSeq(entry?.value) || isMap(entry?.value)) {
      this.file.mistake(entry.value, 'A query is one text.', BLOCK_QUERY);
      return null;
    }
    const text = this.file.scalar(entry?.value, 'a query');
    if (text === null) return null;
    const reading = parseQuery(text.value, this.falseFriends());
    if (reading.kind === 'rule') {
      const { file } = this;
      // Where a word stands is looked for only when it is warned of: a pasted query has many.
      const placed = reading.words.map(({ text: word, offset }) => ({
        text: word,
        get place() {
          return file.placeIn(text, offset);
        },
      }));
      warnOfAccidents(this.file, placed);
      for (const { fact, text: value, offset } of reading.facts) {
        const odd = oddOrigin(fact, value, this.wires);
        if (odd !== null) this.file.warning(this.file.placeIn(text, offset), odd.message, odd.mend);
      }
      return reading.rule;
    }
    this.file.mistake(this.file.placeIn(text, reading.offset), reading.message, reading.mend);
    return null;
  }

  private noneOf(reader: ClauseReader): Rule | null {
    const entry = this.entries.get('none of');
    if (entry === undefined) return null;
    const of = joinWords(reader.operands(entry.value));
    const rule: Rule = { kind: 'none', of, clause: `none of: ${inline(entry.value)}` };
    reader.places.set(rule, entry.key);
    return of.length === 0 ? null : rule;
  }

  private skipHeadline(reader: ClauseReader): Rule | null {
    const entry = this.entries.get('skip when headline has');
    if (entry === undefined) return null;
    const of = joinWords(reader.operands(entry.value)).map(
      (part): Rule => ({ kind: 'field', field: 'headline', of: part, clause: null }),
    );
    const rule: Rule = { kind: 'none', of, clause: `skip when headline has: ${inline(entry.value)}` };
    reader.places.set(rule, entry.key);
    return of.length === 0 ? null : rule;
  }

  private ignoreInside(reader: ClauseReader): readonly Term[] {
    const entry = this.entries.get('ignore inside');
    if (entry === undefined) return [];
    return reader.operands(entry.value).flatMap((rule) => {
      if (rule.kind === 'words') return rule.terms;
      this.file.mistake(entry.key, '"ignore inside" takes words.', 'Write words, phrases or list names.');
      return [];
    });
  }

  private choice<T extends string>(key: TopicKey, choices: readonly T[], usual: T): T {
    const entry = this.entries.get(key);
    if (entry === undefined) return usual;
    const chosen = choices.find((choice) => choice === inline(entry.value));
    if (chosen === undefined) {
      this.file.mistake(
        entry.key,
        `"${key}" cannot be "${inline(entry.value)}".`,
        `Write one of: ${choices.join(', ')}.`,
      );
    }
    return chosen ?? usual;
  }

  private paused(): Topic['paused'] {
    const entry = this.entries.get('paused');
    if (entry === undefined) return null;
    const text = inline(entry.value).replace(/^until\s+/u, '');
    if (text === 'no' || text === 'false') return null;
    if (text === 'yes' || text === 'true') return { until: null };
    const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)$/u.test(text)
      ? Date.parse(text)
      : Number.NaN;
    if (!Number.isNaN(time)) return { until: new Date(time).toISOString() };
    this.file.mistake(
      entry.key,
      `The topic cannot be paused "${text}".`,
      'Write yes, no, or until when, with the offset from UTC: until 2026-05-01T07:00+02:00.',
    );
    return null;
  }

  private paths(key: 'must match' | 'must not match'): readonly string[] {
    const entry = this.entries.get(key);
    if (entry === undefined) return [];
    return scalarItems(this.file, entry.value).map((item) => item.value.trim());
  }
}

function scalarItems(file: YamlFile, node: unknown): readonly Scalar<string>[] {
  const items: readonly unknown[] = isScalar(node) ? [node] : isMap(node) ? [node] : itemsOf(node);
  return items.flatMap((item) => file.scalar(item, 'a word') ?? []);
}

function itemsOf(node: unknown): readonly unknown[] {
  return typeof node === 'object' && node !== null && 'items' in node && Array.isArray(node.items)
    ? node.items
    : [];
}

export type ListsReading =
  | { readonly kind: 'lists'; readonly lists: WordLists; readonly warnings: readonly Mistake[] }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly Mistake[] };

/** Reads the lists that all topics share: a file with `lists:` alone. */
export function readSharedLists(file: TextFile): ListsReading {
  const yaml = new YamlFile(file);
  const root = yaml.document.contents;
  if (!yaml.readable) return { kind: 'mistakes', mistakes: yaml.mistakes };
  if (!isMap(root) || root.items.length !== 1 || inline(root.items[0]?.key) !== 'lists') {
    yaml.mistake(
      { offset: 0 },
      'The shared lists stand under "lists:".',
      'Write lists: and below it name: [words].',
    );
    return { kind: 'mistakes', mistakes: yaml.mistakes };
  }
  const { lists } = readLists(yaml, root.items[0]?.value, new Map());
  if (yaml.mistakes.length > 0) return { kind: 'mistakes', mistakes: yaml.mistakes };
  return { kind: 'lists', lists, warnings: yaml.warnings };
}
