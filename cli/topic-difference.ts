import type { TextFile } from '../core/watch/topic-file/yaml-file.ts';

/** How two sets of topic files differ, by the files' names without `.yaml`. */
export interface TopicDifference {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** What becomes different when `after` takes the place of `before`. */
export function topicDifference(before: readonly TextFile[], after: readonly TextFile[]): TopicDifference {
  const old = byName(before);
  const young = byName(after);
  return {
    added: [...young.keys()].filter((name) => !old.has(name)),
    changed: [...young.keys()].filter((name) => old.has(name) && old.get(name) !== young.get(name)),
    removed: [...old.keys()].filter((name) => !young.has(name)),
  };
}

/** `+drones ~nato-missions -old-topic`; `no difference`. */
export function differenceWords({ added, changed, removed }: TopicDifference): string {
  const words = [
    ...added.map((name) => `+${name}`),
    ...changed.map((name) => `~${name}`),
    ...removed.map((name) => `-${name}`),
  ];
  return words.length > 0 ? words.join(' ') : 'no difference';
}

function byName(files: readonly TextFile[]): ReadonlyMap<string, string> {
  const named = files.map(({ path, text }) => [nameOf(path), text.replaceAll('\r\n', '\n')] as const);
  return new Map(named.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.ya?ml$/u, '');
}
