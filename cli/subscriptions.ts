import { Command } from 'commander';
import type { Subscription } from '../core/ports.ts';
import { withDeployment } from './deployment.ts';
import { addDeploymentOptions, type DeploymentOptions, deploymentChoice, jsonOption } from './options.ts';
import { subscriptionLine, tokenWords } from './subscription-words.ts';
import { renderTable } from './table.ts';
import { type Cli, EXIT, type Terminal } from './terminal.ts';

const EXAMPLES = `
Examples:
  $ wirewatch subscriptions
  $ wirewatch subscriptions --json | jq -r 'select(.status == "pending").endpoint'`;

interface SubscriptionsOptions extends DeploymentOptions {
  readonly json?: true;
}

/** `wirewatch subscriptions`: who is told what, and who has not confirmed. */
export function subscriptionsCommand({ terminal, finish }: Cli): Command {
  const command = new Command('subscriptions')
    .description('list who is told what, also those who have not confirmed or were lost')
    .addOption(jsonOption('print one JSON object a line for each'));
  return addDeploymentOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (options: SubscriptionsOptions) => {
      const list = await withDeployment(deploymentChoice(options), ({ subscriptions }) =>
        subscriptions.list(),
      );
      if (options.json) for (const one of list) terminal.out(JSON.stringify(subscriptionLine(one)));
      else print(list, terminal);
      finish(list.length > 0 ? EXIT.done : EXIT.no);
    });
}

function print(list: readonly Subscription[], { out, err, colours, width }: Terminal): void {
  if (list.length === 0) {
    err('Nobody is subscribed. Begin with: wirewatch subscribe EMAIL --topic ID');
    return;
  }
  const lines = renderTable<Subscription>(
    [
      { title: 'Address', text: ({ endpoint }) => endpoint, shrinks: true },
      { title: 'By', text: ({ protocol }) => protocol },
      { title: 'Follows', text: follows, shrinks: true },
      {
        title: 'State',
        text: ({ status }) => STATES[status],
        style: (cell, { status }) => (status === 'confirmed' ? cell : colours.yellow(cell)),
      },
      { title: 'Made by', text: ({ owner }) => owner },
    ],
    list,
    width,
  );
  for (const line of lines) out(line);
  const pending = list.filter(({ status }) => status === 'pending').length;
  if (pending > 0)
    err(`${pending} not yet confirmed: SNS forgets a request after three days, then subscribe again.`);
}

const STATES: Readonly<Record<Subscription['status'], string>> = {
  confirmed: 'confirmed',
  pending: 'not confirmed',
  lost: 'lost',
};

function follows({ tokens, status }: Subscription): string {
  if (tokens === null) return 'everything';
  if (tokens.length === 0) return status === 'pending' ? 'not known before it is confirmed' : 'nothing';
  return tokens.map(tokenWords).join(', ');
}
