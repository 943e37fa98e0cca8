import type { Settings } from '../config.ts';
import type { ActiveTopics } from '../ports.ts';
import { isPaused } from '../watch/topic.ts';
import type { DueFacts } from './due.ts';

/** What decides besides the head what is due: the topics in force, the pauses, and the time. */
export function dueFacts(topics: ActiveTopics, settings: Pick<Settings, 'paused'>, time: number): DueFacts {
  const now = new Date(time).toISOString();
  return {
    facts: topics.facts,
    isPaused: (id) => {
      const topic = topics.facts(id);
      if (topic !== null && isPaused(topic, now)) return true;
      return settings.paused.some((pause) => pause.topic === id && now < pause.until);
    },
    now,
  };
}
