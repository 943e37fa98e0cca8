import type { Clock, Publisher } from '../core/ports.ts';
import type { InboxFolder } from './inbox-folder.ts';
import { compilePolicy } from './sns-filter.ts';
import type { StoredSubscription, SubscriptionsFile } from './subscriptions-file.ts';

/**
 * The SNS topic of the local run: a message goes to the inbox of every mail subscription whose filter
 * policy accepts its attributes, as one mail to all of them. Without such a subscription it is published
 * and reaches nobody, as on SNS.
 */
export function localSnsTopic(
  inbox: InboxFolder,
  subscriptions: Pick<SubscriptionsFile, 'read'>,
  clock: Pick<Clock, 'now'>,
): Publisher {
  return {
    publish: async (message) => {
      const all = (await subscriptions.read()) ?? [];
      const to = all.filter((one) => accepts(one, message.attributes)).map(({ endpoint }) => endpoint);
      const at = new Date(clock.now());
      if (to.length === 0) return { kind: 'published', messageId: `unread-${at.toISOString()}` };
      return { kind: 'published', messageId: await inbox.add(message, to, footer(to), at) };
    },
  };
}

function accepts({ policy, protocol }: StoredSubscription, attributes: Parameters<Accepts>[0]): boolean {
  if (protocol !== 'email') return false;
  const compiled = compilePolicy(policy ?? {});
  return compiled.kind === 'policy' && compiled.accepts(attributes);
}

type Accepts = Extract<ReturnType<typeof compilePolicy>, { kind: 'policy' }>['accepts'];

/** Stands where SNS writes its own footer. */
function footer([first]: readonly string[]): string {
  return [
    '--',
    'Written by the local run; no mail was sent. To stop these:',
    `npx wirewatch unsubscribe ${first ?? ''} --local`,
  ].join('\n');
}
