import type { Mistake } from './mistake.ts';
import type { Topic } from './topic.ts';
import { type RuleNames, ruleName } from './topic-file/checks.ts';
import { readSharedLists, readTopicFile, topicId } from './topic-file/topic-file.ts';
import type { WordLists } from './topic-file/word-lists.ts';
import type { TextFile } from './topic-file/yaml-file.ts';

/** The file beside the topics that holds the lists they share. */
export const SHARED_LISTS = 'lists.yaml';

/** What reading a folder of topic files came to. */
export interface TopicsReading {
  /** In order of id; those with mistakes are missing. */
  readonly topics: readonly Topic[];
  /** In order of file and place; empty: all is well. */
  readonly mistakes: readonly Mistake[];
  /** What is right as it stands, but perhaps not what its author meant; in the same order. */
  readonly warnings: readonly Mistake[];
}

/**
 * Reads the files of a topics folder: one topic each, and perhaps the shared lists (`lists.yaml`).
 * Also finds topics that have the same id, name or rule. `wires`: ids of those that are watched.
 */
export function readTopics(files: readonly TextFile[], wires?: readonly string[]): TopicsReading {
  const topics: Topic[] = [];
  const mistakes: Mistake[] = [];
  const warnings: Mistake[] = [];
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const shared = sharedLists(sorted, mistakes, warnings);
  const seen: Seen = { traits: new Map(), names: { byText: new Map(), byTerms: new Map() } };
  for (const file of sorted.filter((candidate) => !isLists(candidate))) {
    const reading = readTopicFile(file, shared, wires);
    if (reading.kind === 'mistakes') {
      mistakes.push(...reading.mistakes);
      continue;
    }
    warnings.push(...reading.warnings);
    const alike = twinOf(reading.topic, file.path, seen);
    if (alike === null) topics.push(reading.topic);
    else mistakes.push(alike);
  }
  topics.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { topics, mistakes: mistakes.sort(byPlace), warnings: warnings.sort(byPlace) };
}

function isLists(file: TextFile): boolean {
  return topicId(file.path) === topicId(SHARED_LISTS);
}

function sharedLists(files: readonly TextFile[], mistakes: Mistake[], warnings: Mistake[]): WordLists {
  const file = files.find(isLists);
  if (file === undefined) return new Map();
  const reading = readSharedLists(file);
  if (reading.kind === 'lists') {
    warnings.push(...reading.warnings);
    return reading.lists;
  }
  mistakes.push(...reading.mistakes);
  return new Map();
}

/** What the topics before had. */
interface Seen {
  /** To the file that has them. */
  readonly traits: Map<string, string>;
  readonly names: RuleNames;
}

/** The mistake of being what another topic is already, or null. `seen` is kept from call to call. */
function twinOf(topic: Topic, path: string, seen: Seen): Mistake | null {
  const traits = [
    [`id ${topic.id}`, 'has the same id as'],
    [`name ${topic.name.en}`, 'has the same name as'],
    [`rule ${topic.where} ${ruleName(topic.rule, seen.names)}`, 'looks for exactly the same as'],
  ] as const;
  for (const [trait, words] of traits) {
    const other = seen.traits.get(trait);
    if (other !== undefined) {
      return {
        file: path,
        line: 1,
        column: 1,
        message: `This topic ${words} ${other}.`,
        mend: 'Change or remove one.',
      };
    }
  }
  for (const [trait] of traits) seen.traits.set(trait, path);
  return null;
}

function byPlace(a: Mistake, b: Mistake): number {
  return compare(a.file, b.file) || a.line - b.line || a.column - b.column;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
