import { Command, Option } from 'commander';
import type { Subscription } from '../core/ports.ts';
import { type Address, parseAddress, subscriptionOf } from './address.ts';
import { withDeployment } from './deployment.ts';
import { addDeploymentOptions, type DeploymentOptions, deploymentChoice, jsonOption } from './options.ts';
import { refuseConfigured, tokensAskedFor } from './subscribe.ts';
import { subscriptionLine, tokenWords } from './subscription-words.ts';
import { type Cli, EXIT } from './terminal.ts';
import { listed } from './words.ts';

const EXAMPLES = `
Examples:
  $ wirewatch unsubscribe you@example.com                         from everything
  $ wirewatch unsubscribe you@example.com --topic nato-missions   from this topic only

Exit codes: 0 done, 1 the address is not subscribed or belongs to the configuration.`;

interface UnsubscribeOptions extends DeploymentOptions {
  readonly topic?: readonly string[];
  readonly briefing?: readonly string[];
  readonly json?: true;
}

/** `wirewatch unsubscribe`: an address follows some topics, or anything at all, no longer. */
export function unsubscribeCommand({ terminal, finish }: Cli): Command {
  const command = new Command('unsubscribe')
    .description('stop sending alerts to an address')
    .argument('<address>', 'as it was subscribed', parseAddress)
    .addOption(new Option('--topic <ids...>', 'only from these topics'))
    .addOption(new Option('--briefing <ids...>', 'only from these briefings'))
    .addOption(jsonOption());
  return addDeploymentOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (address: Address, options: UnsubscribeOptions) => {
      const asked = tokensAskedFor({ ...options, test: true });
      const { before, left } = await withDeployment(deploymentChoice(options), async ({ subscriptions }) => {
        const before = subscriptionOf(await subscriptions.list(), address);
        refuseConfigured(before, 'take it out there');
        if (before === null) return { before, left: null };
        const { endpoint, protocol } = before;
        const left = await subscriptions.unsubscribe(endpoint, protocol, asked.length > 0 ? asked : null);
        return { before, left };
      });
      if (before === null) {
        terminal.err(`wirewatch: ${address.endpoint} is not subscribed.`);
        return finish(EXIT.no);
      }
      terminal.out(options.json ? JSON.stringify(left && subscriptionLine(left)) : outcome(before, left));
    });
}

function outcome({ endpoint }: Subscription, left: Subscription | null): string {
  if (left === null) return `${endpoint} is no longer subscribed.`;
  return `${endpoint} still follows ${left.tokens === null ? 'everything' : listed(left.tokens.map(tokenWords))}.`;
}
