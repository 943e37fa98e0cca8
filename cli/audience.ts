import { type Config, tokensOf } from '../core/config.ts';
import type { Audience } from './match-report.ts';

/**
 * Whom a new story on these topics reaches: the addresses of its alert, those of the briefings that hold one of
 * the topics, and everybody whom the configuration subscribes to one of them.
 */
export function audienceOf(topics: readonly string[], config: Config): Audience {
  if (topics.length === 0) return { tokens: [], subscribers: [] };
  const briefings = config.briefings.filter(
    (briefing) => briefing.topics === 'all' || briefing.topics.some((topic) => topics.includes(topic)),
  );
  const tokens = [
    ...topics.map((topic) => `${topic}/now`),
    'all/now',
    ...briefings.map(({ id }) => `briefing/${id}`),
  ];
  const subscribers = config.subscribers.filter((subscriber) =>
    tokensOf(subscriber).some((token) => tokens.includes(token)),
  );
  return { tokens, subscribers: subscribers.map(({ email }) => email) };
}
