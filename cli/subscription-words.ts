import type { Token } from '../core/alert/message.ts';
import type { Subscription } from '../core/ports.ts';

/** A token as people say it: `nato-missions`, `all topics`, `the briefing morning`, `tests of nato-missions`. */
export function tokenWords(token: Token): string {
  const [first = token, second] = token.split('/');
  if (first === 'briefing') return `the briefing ${second}`;
  const topic = first === 'all' ? 'all topics' : first;
  if (second === 'now') return topic;
  return second === 'test' ? `tests of ${topic}` : token;
}

/** A subscription for programs; the contract is in docs/commands.md. */
export function subscriptionLine(subscription: Subscription): unknown {
  const { endpoint, protocol, tokens, status, owner, arn } = subscription;
  return { schema: 1, endpoint, protocol, tokens, status, owner, arn };
}
