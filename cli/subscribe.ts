import { Command, Option } from 'commander';
import type { Token } from '../core/alert/message.ts';
import type { Subscription } from '../core/ports.ts';
import { type Address, parseAddress, subscriptionOf } from './address.ts';
import { type Deployment, LOCAL_RUN, withDeployment } from './deployment.ts';
import { checkBriefings, checkTopics } from './known-names.ts';
import { addDeploymentOptions, type DeploymentOptions, deploymentChoice, jsonOption } from './options.ts';
import { subscriptionLine, tokenWords } from './subscription-words.ts';
import { type Cli, CommandFailure, EXIT, type Terminal } from './terminal.ts';
import { listed } from './words.ts';

const EXAMPLES = `
Examples:
  $ wirewatch subscribe you@example.com --topic nato-missions danish-deployments
  $ wirewatch subscribe you@example.com --topic all --briefing morning
  $ wirewatch subscribe +4512345678 --topic nato-missions      by SMS
  $ wirewatch subscribe arn:aws:sqs:eu-north-1:111122223333:desk --topic all

An address has one subscription: a second call adds to it.`;

interface SubscribeOptions extends DeploymentOptions {
  readonly topic?: readonly string[];
  readonly briefing?: readonly string[];
  readonly test?: true;
  readonly json?: true;
}

/** `wirewatch subscribe`: an address follows topics and briefings from now on. */
export function subscribeCommand({ terminal }: Cli): Command {
  const command = new Command('subscribe')
    .description('have alerts sent to an address')
    .argument('<address>', 'email, phone number, ARN of an SQS queue, or https URL', parseAddress)
    .addOption(new Option('--topic <ids...>', 'topics to be told of at once; "all" for every one'))
    .addOption(new Option('--briefing <ids...>', 'briefings to get'))
    .addOption(new Option('--test', 'also alerts about stories dropped as a test, on these topics'))
    .addOption(jsonOption());
  return addDeploymentOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (address: Address, options: SubscribeOptions) => {
      const tokens = tokensAskedFor(options);
      if (tokens.length === 0) {
        throw new CommandFailure('Say what to follow: --topic ID, --topic all or --briefing ID.', EXIT.usage);
      }
      const done = await withDeployment(deploymentChoice(options), (deployment) =>
        subscribe(deployment, address, tokens, options),
      );
      if (options.json) terminal.out(JSON.stringify(subscriptionLine(done.after)));
      else tell(done, terminal);
    });
}

interface Done {
  readonly before: Subscription | null;
  readonly after: Subscription;
  readonly deployment: string;
}

/** The tokens of `--topic`, `--test` and `--briefing`. */
export function tokensAskedFor({ topic = [], briefing = [], test }: SubscribeOptions): readonly Token[] {
  return [
    ...topic.map((id) => `${id}/now`),
    ...(test ? topic.map((id) => `${id}/test`) : []),
    ...briefing.map((id) => `briefing/${id}`),
  ];
}

async function subscribe(
  deployment: Deployment,
  address: Address,
  tokens: readonly Token[],
  options: SubscribeOptions,
): Promise<Done> {
  await checkTopics(options.topic ?? [], deployment);
  await checkBriefings(options.briefing ?? []);
  const before = subscriptionOf(await deployment.subscriptions.list(), address);
  refuseConfigured(before, 'add the topics there');
  const after = await deployment.subscriptions.subscribe(address.endpoint, address.protocol, tokens);
  return { before, after, deployment: deployment.name };
}

/** @throws CommandFailure when the subscription is the configuration's: the next deploy would undo the change. */
export function refuseConfigured(subscription: Subscription | null, mend: string): void {
  if (subscription?.owner !== 'configuration') return;
  throw new CommandFailure(
    `${subscription.endpoint} is subscribed by the deployment's configuration: ${mend} (subscribers: in wirewatch.config.yaml) and run "npx cdk deploy".`,
    EXIT.no,
  );
}

function tell({ before, after, deployment }: Done, { out }: Terminal): void {
  if (after.tokens === null) {
    out(`${after.endpoint} gets everything already (it has no filter).`);
    return;
  }
  const what = listed(after.tokens.map(tokenWords));
  if (after.status === 'pending') {
    out(`${after.endpoint} will follow ${what} once it has confirmed.`);
    out(confirmationHint(after.protocol));
  } else if (before?.status === 'confirmed') {
    out(`${after.endpoint} now follows ${what}.`);
    if (deployment !== LOCAL_RUN) out('SNS takes up to 15 minutes until it goes by the changed filter.');
  } else out(`${after.endpoint} follows ${what}.`);
}

function confirmationHint(protocol: string): string {
  if (protocol === 'email') {
    return 'A mail "AWS Notification - Subscription Confirmation" from no-reply@sns.amazonaws.com is on its way (look in the junk folder, too). Click its link within three days, or, so that no mail scanner can unsubscribe you, copy the link and run: wirewatch confirm "LINK"';
  }
  return 'It gets a message that asks for confirmation; follow the SubscribeURL in it within three days, or run: wirewatch confirm "URL"';
}
