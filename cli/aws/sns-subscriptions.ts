import {
  ConfirmSubscriptionCommand,
  GetSubscriptionAttributesCommand,
  paginateListSubscriptionsByTopic,
  SetSubscriptionAttributesCommand,
  type SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import type { Token } from '../../core/alert/message.ts';
import type { Subscription } from '../../core/ports.ts';
import type { SubscriptionDesk } from '../deployment.ts';
import { CommandFailure, EXIT } from '../terminal.ts';
import { type FilterPolicy, parseFilterPolicy, tokensIn, withTokens } from './filter-policy.ts';
import type { SubscriptionRecord, SubscriptionRecords } from './subscription-records.ts';

/** What the subscriptions of a deployment are known from. */
export interface SubscriptionSources {
  readonly client: SNSClient;
  readonly topicArn: string;
  readonly records: SubscriptionRecords;
  /** ARNs of the subscriptions that the deployment's configuration made. */
  readonly configured: () => Promise<ReadonlySet<string>>;
  readonly now: () => Date;
}

/** SNS takes so many values in one filter policy. */
const MOST_TOKENS = 150;
/** SNS answers 100 reads a second; a few at a time keep well below. */
const AT_ONCE = 5;

/** A subscription with the whole of its filter policy. */
interface Detailed extends Subscription {
  readonly policy: FilterPolicy | null;
}

/** The subscriptions of the deployment's SNS topic. */
export function snsSubscriptions(sources: SubscriptionSources): SubscriptionDesk {
  const { client, records } = sources;

  async function subscribe(
    endpoint: string,
    protocol: string,
    tokens: readonly Token[],
  ): Promise<Subscription> {
    const present = find(await detailedList(sources), endpoint, protocol);
    if (!present || present.status === 'lost') return create(sources, endpoint, protocol, tokens);
    const known = present.arn === null ? await learn(sources, present) : present;
    if (known.tokens === null) return plain(known);
    return change(sources, known, [...new Set([...known.tokens, ...tokens])].sort());
  }

  async function unsubscribe(
    endpoint: string,
    protocol: string,
    tokens: readonly Token[] | null,
  ): Promise<Subscription | null> {
    const present = find(await detailedList(sources), endpoint, protocol);
    if (!present) return null;
    const left = tokens === null ? [] : (present.tokens ?? []).filter((token) => !tokens.includes(token));
    if (left.length > 0) return change(sources, present, left);
    await end(client, present);
    await records.remove(protocol, endpoint);
    return null;
  }

  return {
    list: async () => (await detailedList(sources)).map(plain),
    subscribe,
    unsubscribe,
    confirm: (url) => confirm(sources, url),
  };
}

function plain({ policy: _, ...subscription }: Detailed): Subscription {
  return subscription;
}

function find(list: readonly Detailed[], endpoint: string, protocol: string): Detailed | null {
  const same = (one: Detailed) =>
    one.protocol === protocol && one.endpoint.toLowerCase() === endpoint.toLowerCase();
  return list.find((one) => same(one) && one.status !== 'lost') ?? list.find(same) ?? null;
}

/** Everything known of every address: from SNS, from the stack, from our own records. */
async function detailedList(sources: SubscriptionSources): Promise<readonly Detailed[]> {
  const [listed, configured, recorded] = await Promise.all([
    listedBySns(sources),
    sources.configured(),
    sources.records.list(),
  ]);
  const arns = new Set([
    ...listed.flatMap(({ arn }) => arn ?? []),
    ...configured,
    ...recorded.map(({ arn }) => arn),
  ]);
  const read = await inTurns([...arns], AT_ONCE, (arn) =>
    detailsOf(sources.client, arn, configured.has(arn)),
  );
  const named = new Map(listed.map(({ arn, ...address }) => [arn, address]));
  const found = read.filter((one) => one !== null).map((one) => ({ ...one, ...named.get(one.arn) }));
  const lost = recorded.filter(({ arn }) => !found.some((one) => one.arn === arn)).map(lostOne);
  const known = [...found, ...lost.filter((one) => !find(found, one.endpoint, one.protocol))];
  const unnamed = listed.filter(({ arn }) => arn === null).filter((one) => !isKnown(known, one));
  return [...known, ...unnamed.map(waitingOne)].sort((a, b) => (a.endpoint < b.endpoint ? -1 : 1));
}

interface Listed {
  readonly endpoint: string;
  readonly protocol: string;
  /** Null while it waits for confirmation. */
  readonly arn: string | null;
}

async function listedBySns({ client, topicArn }: SubscriptionSources): Promise<readonly Listed[]> {
  const listed: Listed[] = [];
  for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn: topicArn })) {
    for (const { Endpoint, Protocol, SubscriptionArn } of page.Subscriptions ?? []) {
      if (!Endpoint || !Protocol || SubscriptionArn === 'Deleted') continue;
      const arn = SubscriptionArn?.startsWith('arn:') ? SubscriptionArn : null;
      listed.push({ endpoint: Endpoint, protocol: Protocol, arn });
    }
  }
  return listed;
}

function isKnown(known: readonly Detailed[], { endpoint, protocol }: Listed): boolean {
  return known.some((one) => one.endpoint === endpoint && one.protocol === protocol && one.status !== 'lost');
}

async function detailsOf(client: SNSClient, arn: string, configured: boolean): Promise<Detailed | null> {
  try {
    const { Attributes } = await client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: arn }));
    const policy = parseFilterPolicy(Attributes?.FilterPolicy);
    return {
      endpoint: Attributes?.Endpoint ?? '',
      protocol: Attributes?.Protocol ?? '',
      tokens: tokensIn(policy),
      status: Attributes?.PendingConfirmation === 'true' ? 'pending' : 'confirmed',
      owner: configured ? 'configuration' : 'command line',
      arn,
      policy,
    };
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

/** Recorded, but SNS knows it no longer: unsubscribed, or not confirmed within SNS's three days. */
function lostOne({ endpoint, protocol, tokens }: SubscriptionRecord): Detailed {
  return { endpoint, protocol, tokens, status: 'lost', owner: 'command line', arn: null, policy: null };
}

/** Waits for confirmation and was made elsewhere: SNS does not tell what it asks for. */
function waitingOne({ endpoint, protocol }: Listed): Detailed {
  return {
    endpoint,
    protocol,
    tokens: [],
    status: 'pending',
    owner: 'command line',
    arn: null,
    policy: null,
  };
}

async function create(
  { client, topicArn, records, now }: SubscriptionSources,
  endpoint: string,
  protocol: string,
  tokens: readonly Token[],
): Promise<Subscription> {
  const to = checkedCount([...new Set(tokens)].sort());
  const { SubscriptionArn } = await client.send(
    new SubscribeCommand({
      TopicArn: topicArn,
      Protocol: protocol,
      Endpoint: endpoint,
      Attributes: { FilterPolicy: JSON.stringify({ to }) },
      ReturnSubscriptionArn: true,
    }),
  );
  if (!SubscriptionArn) throw new CommandFailure('SNS made a subscription but did not name it. Try again.');
  await records.put({ endpoint, protocol, arn: SubscriptionArn, tokens: to, at: now().toISOString() });
  const made = await detailsOf(client, SubscriptionArn, false);
  return made
    ? plain(made)
    : { endpoint, protocol, tokens: to, status: 'pending', owner: 'command line', arn: SubscriptionArn };
}

/** Subscribing again is how SNS names a waiting subscription; it sends the confirmation mail once more. */
async function learn({ client, topicArn }: SubscriptionSources, waiting: Detailed): Promise<Detailed> {
  const { SubscriptionArn } = await client.send(
    new SubscribeCommand({
      TopicArn: topicArn,
      Protocol: waiting.protocol,
      Endpoint: waiting.endpoint,
      ReturnSubscriptionArn: true,
    }),
  );
  const known = SubscriptionArn ? await detailsOf(client, SubscriptionArn, false) : null;
  if (known) return known;
  throw new CommandFailure(
    `${waiting.endpoint} waits for its confirmation. Confirm it first, then add topics.`,
  );
}

async function change(
  { client, records, now }: SubscriptionSources,
  present: Detailed,
  tokens: readonly Token[],
): Promise<Subscription> {
  const { endpoint, protocol, arn } = present;
  if (arn === null) throw new CommandFailure(`${endpoint} waits for its confirmation. Confirm it first.`);
  const to = checkedCount(tokens);
  await client.send(
    new SetSubscriptionAttributesCommand({
      SubscriptionArn: arn,
      AttributeName: 'FilterPolicy',
      AttributeValue: JSON.stringify(withTokens(present.policy, to)),
    }),
  );
  await records.put({ endpoint, protocol, arn, tokens: to, at: now().toISOString() });
  return { ...plain(present), tokens: to };
}

async function end(client: SNSClient, { arn, endpoint, status }: Detailed): Promise<void> {
  if (status === 'lost') return;
  if (status === 'pending' || arn === null) {
    throw new CommandFailure(
      `${endpoint} has not confirmed yet, and SNS removes such a subscription only by itself, three days after it was asked for. Nothing is sent to it until then.`,
      EXIT.no,
    );
  }
  await client.send(new UnsubscribeCommand({ SubscriptionArn: arn }));
}

async function confirm({ client, topicArn }: SubscriptionSources, url: string): Promise<string> {
  // Mails link to a page (…/confirmation.html), HTTPS endpoints get the call itself; both carry these two.
  const link = URL.canParse(url) ? new URL(url).searchParams : null;
  const token = link?.get('Token');
  if (!token || !link?.get('TopicArn')) {
    throw new CommandFailure(
      'This is no confirmation link. Copy the address behind "Confirm subscription" in the mail from AWS, in quotes.',
      EXIT.usage,
    );
  }
  if (link.get('TopicArn') !== topicArn) {
    throw new CommandFailure(
      `This link is for another SNS topic (${link.get('TopicArn')}), not ${topicArn}.`,
      EXIT.no,
    );
  }
  const { SubscriptionArn } = await client.send(
    new ConfirmSubscriptionCommand({ TopicArn: topicArn, Token: token, AuthenticateOnUnsubscribe: 'true' }),
  );
  return SubscriptionArn ?? '';
}

function checkedCount(tokens: readonly Token[]): readonly Token[] {
  if (tokens.length <= MOST_TOKENS) return tokens;
  throw new CommandFailure(
    `One address can follow at most ${MOST_TOKENS} topics and briefings by name. Follow all of them with --topic all.`,
    EXIT.no,
  );
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && (error.name === 'NotFoundException' || error.name === 'NotFound');
}

/** Works through a list a few at a time; answers in the list's order. */
async function inTurns<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += atOnce) {
    results.push(...(await Promise.all(items.slice(start, start + atOnce).map(work))));
  }
  return results;
}
