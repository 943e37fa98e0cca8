import { resolve } from 'node:path';
import type { Clock, Publisher } from '../core/ports.ts';
import type { InboxFolder } from './inbox-folder.ts';
import { compilePolicy } from './sns-filter.ts';
import { DEFAULT_STATE } from './state-directory.ts';
import type { StoredSubscription, SubscriptionsFile } from './subscriptions-file.ts';

/**
 * The SNS topic of the local run: a message goes to the inbox of every mail subscription whose filter
 * policy accepts its attributes, as a mail of its own. Without such a subscription it is published and
 * reaches nobody, as on SNS. `state` is the state folder, for the command that ends a subscription.
 */
export function localSnsTopic(
  inbox: InboxFolder,
  subscriptions: Pick<SubscriptionsFile, 'read'>,
  clock: Pick<Clock, 'now'>,
  state: string,
): Publisher {
  return {
    publish: async (message) => {
      const all = (await subscriptions.read()) ?? [];
      const to = all.filter((one) => accepts(one, message.attributes));
      const at = new Date(clock.now());
      if (to.length === 0) return { kind: 'published', messageId: `unread-${at.toISOString()}` };
      const addressees = to.map((one) => ({ address: one.endpoint, footer: footer(one, state) }));
      const [messageId = ''] = await inbox.add(message, addressees, at);
      return { kind: 'published', messageId };
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
function footer({ endpoint, owner }: StoredSubscription, state: string): string {
  const where = state === resolve(DEFAULT_STATE) ? '' : ` --state ${quoted(state)}`;
  const end =
    owner === 'configuration'
      ? `take ${endpoint} out of wirewatch.config.yaml, and start again.`
      : `npx wirewatch unsubscribe ${quoted(endpoint)} --local${where}`;
  return ['--', 'Written by the local run; no mail was sent. To stop these:', end].join('\n');
}

/** A word as a shell takes it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
