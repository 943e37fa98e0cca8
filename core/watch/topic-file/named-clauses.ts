import { isMap, type Scalar } from 'yaml';
import type { Rule } from '../rule.ts';
import type { ClauseReader } from './clause.ts';
import { misspelt } from './names.ts';
import type { WordLists } from './word-lists.ts';
import type { YamlFile } from './yaml-file.ts';

/** A clause under a name, read when it is first asked for. */
interface Definition {
  readonly key: Scalar<string>;
  readonly value: unknown;
  state: 'unread' | 'reading' | 'read';
  /** Null: not read yet, or there are mistakes in it. */
  rule: Rule | null;
  /** How many named clauses stand inside each other here. */
  levels: number;
}

const DEEPEST = 20;
/** Numbers that a rule may take in compiled form: far more than anybody writes, unless clauses use clauses over and over. */
const LARGEST = 1_000_000;

/** The clauses that have a name in a topic file: what stands under `clauses:`. */
export class NamedClauses {
  /** The rules that were made of `clause: NAME`; the named clause itself is below them, and shared. */
  readonly uses = new Set<Rule>();
  /** The named clauses, each behind those that it uses itself. */
  readonly rules: Rule[] = [];
  private readonly file: YamlFile;
  private readonly lists: WordLists;
  private readonly definitions: ReadonlyMap<string, Definition>;
  private readonly used = new Set<string>();
  private readonly sizes = new Map<Rule, number>();
  /** Those that are being read, each from inside the one before. */
  private readonly open: Definition[] = [];

  constructor(file: YamlFile, node: unknown, lists: WordLists) {
    this.file = file;
    this.lists = lists;
    this.definitions = node === undefined ? new Map() : readNames(file, node, lists);
  }

  get names(): readonly string[] {
    return [...this.definitions.keys()];
  }

  /** Reads them all, so that the mistakes in each are told whether it is used or not. */
  readAll(reader: ClauseReader): void {
    for (const definition of this.definitions.values()) this.read(reader, definition);
  }

  /** The rule for `clause: NAME`. */
  use(reader: ClauseReader, key: Scalar<string>, clause: string): Rule {
    const name = nameOf(key);
    const definition = this.definitions.get(name);
    this.used.add(name);
    if (definition === undefined) this.unknown(key, name);
    else if (definition.state === 'reading') this.circle(key, definition);
    else if (this.open.length >= DEEPEST) this.tooDeep(key);
    else {
      this.read(reader, definition);
      const [outer] = this.open.slice(-1);
      if (outer !== undefined) outer.levels = Math.max(outer.levels, definition.levels + 1);
      if (outer !== undefined && outer.levels > DEEPEST) this.tooDeep(key);
    }
    // Where there are mistakes something stands in its place that gives rise to no other.
    const rule: Rule = definition?.rule
      ? { kind: 'any', of: alternatives(definition.rule), clause }
      : { kind: 'words', terms: [], clause };
    this.uses.add(rule);
    return rule;
  }

  /** Whether the rule stays within bounds when all its named clauses are written out. */
  fits(rule: Rule): boolean {
    return this.uses.size === 0 || this.sizeOf(rule) <= LARGEST;
  }

  warnOfUnused(): void {
    for (const [name, { key }] of this.definitions) {
      if (this.used.has(name)) continue;
      this.file.warning(
        key,
        `The clause "${name}" is used nowhere.`,
        `Write "clause: ${name}" where it should stand, or take it out.`,
      );
    }
  }

  private read(reader: ClauseReader, definition: Definition): void {
    if (definition.state !== 'unread') return;
    const before = this.file.mistakes.length;
    definition.state = 'reading';
    this.open.push(definition);
    const rule = reader.definition(definition.value);
    this.open.pop();
    definition.state = 'read';
    if (rule === null || this.file.mistakes.length > before) return;
    if (this.sizeOf(rule) > LARGEST) {
      this.file.mistake(definition.key, ...TOO_LARGE);
      return;
    }
    definition.rule = rule;
    this.rules.push(rule);
  }

  private unknown(key: Scalar<string>, name: string): void {
    const near = misspelt(name, this.names);
    const mend = this.lists.has(name)
      ? `${name} is a list: write "one of: ${name}".`
      : near !== null
        ? `Did you mean ${near}?`
        : this.names.length === 0
          ? 'Give it under "clauses:", beside "lists:".'
          : `There are: ${this.names.join(', ')}.`;
    this.file.mistake(key, `There is no clause "${name}".`, mend);
  }

  private circle(key: Scalar<string>, definition: Definition): void {
    const round = this.open.slice(this.open.indexOf(definition)).map((one) => nameOf(one.key));
    const inner = round.slice(1).map((name) => ` "${name}", which has`);
    this.file.mistake(
      key,
      `The clause "${round[0]}" stands inside itself${inner.length > 0 ? `: it has${inner.join('')} "${round[0]}"` : ''}.`,
      'Take one of them out of the other.',
    );
  }

  private tooDeep(key: Scalar<string>): void {
    this.file.mistake(
      key,
      'Too many clauses stand inside each other here.',
      `Use at most ${DEEPEST} levels of named clauses.`,
    );
  }

  private sizeOf(rule: Rule): number {
    if (rule.kind === 'words') return rule.terms.length + 3;
    if (rule.kind === 'fact') return rule.values.length + 4;
    const known = this.sizes.get(rule);
    if (known !== undefined) return known;
    const parts = rule.kind === 'field' ? [rule.of] : rule.of;
    const size = parts.reduce((sum, part) => sum + this.sizeOf(part), 4);
    this.sizes.set(rule, size);
    return size;
  }
}

/** What is said of a rule that does not fit. */
export const TOO_LARGE = [
  'With all its clauses written out this is too large.',
  'Use fewer clauses inside of clauses.',
] as const;

function readNames(file: YamlFile, node: unknown, lists: WordLists): ReadonlyMap<string, Definition> {
  const definitions = new Map<string, Definition>();
  if (!isMap(node)) {
    file.expected(node, 'a map of named clauses');
    return definitions;
  }
  for (const { key: keyNode, value } of node.items) {
    const key = file.scalar(keyNode, 'the name of a clause');
    if (key === null) continue;
    const name = nameOf(key);
    if (lists.has(name))
      file.mistake(key, `"${name}" is the name of a list already.`, 'Give the clause another name.');
    definitions.set(name, { key, value, state: 'unread', rule: null, levels: 1 });
  }
  return definitions;
}

/** The clauses that stand below a name. */
function alternatives(rule: Rule): readonly Rule[] {
  return rule.kind === 'any' && rule.clause === null ? rule.of : [rule];
}

function nameOf(key: Scalar<string>): string {
  return key.value.replace(/\s+/gu, ' ').trim();
}
