import { Command } from 'commander';
import { withDeployment } from './deployment.ts';
import { addDeploymentOptions, type DeploymentOptions, deploymentChoice, jsonOption } from './options.ts';
import type { Cli } from './terminal.ts';

const EXAMPLES = `
Example (the link of the mail "AWS Notification - Subscription Confirmation", in quotes):
  $ wirewatch confirm "https://sns.eu-north-1.amazonaws.com/confirmation.html?TopicArn=…&Token=…"

Confirmed like this, the unsubscribe link in the mails works no longer for whoever follows it (mail scanners do):
only "wirewatch unsubscribe" ends the subscription.`;

interface ConfirmOptions extends DeploymentOptions {
  readonly json?: true;
}

/** `wirewatch confirm`: confirms a subscription so that only the owner can end it. */
export function confirmCommand({ terminal }: Cli): Command {
  const command = new Command('confirm')
    .description('confirm a subscription so that no mail scanner can end it')
    .argument('<url>', 'the link in the confirmation mail')
    .addOption(jsonOption());
  return addDeploymentOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (url: string, options: ConfirmOptions) => {
      const arn = await withDeployment(deploymentChoice(options), ({ subscriptions }) =>
        subscriptions.confirm(url),
      );
      terminal.out(options.json ? JSON.stringify({ schema: 1, arn }) : `Confirmed. ${arn}`);
    });
}
