import type { Settings } from '../config.ts';
import type { ActiveTopics } from '../ports.ts';
import type { DueFacts } from './due.ts';

/** What decides besides the head what is due: the topics in force, the pauses, and the time. */
export function dueFacts(topics: ActiveTopics, settings: Pick<Settings, 'paused'>, now: number): DueFacts {
  return {
    facts: topics.facts,
    pausedUntil: (id) => {
      const ends = settings.paused.filter(({ topic }) => topic === id).map(({ until }) => until);
      return (
        [topics.facts(id)?.pausedUntil, ...ends]
          .filter((end) => typeof end === 'string')
          .sort()
          .at(-1) ?? null
      );
    },
    now: new Date(now).toISOString(),
  };
}
