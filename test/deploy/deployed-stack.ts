import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { run, say, waitFor } from './commands.ts';
import { ACCOUNT, type Emulator, REGION } from './emulator.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const CDK = join(PROJECT, 'node_modules', 'aws-cdk', 'bin', 'cdk');

/** What the test reads of the template that was deployed. */
const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()) }),
  ),
});
const redriveSchema = z.object({
  deadLetterTargetArn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
  maxReceiveCount: z.number(),
});
const timeToLiveSchema = z.object({ AttributeName: z.string(), Enabled: z.literal(true) });

/** How to reach the emulator with one of the SDK's clients. */
export function clientOptions({ endpoint }: Emulator) {
  return {
    endpoint,
    region: REGION,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 3,
  };
}

/** A stack of this project, deployed to the emulator by the real CDK command line. */
export class DeployedStack {
  readonly name: string;
  readonly #emulator: Emulator;
  readonly #cloudFormation: CloudFormationClient;

  constructor(emulator: Emulator, name: string) {
    this.name = name;
    this.#emulator = emulator;
    this.#cloudFormation = new CloudFormationClient(clientOptions(emulator));
  }

  /** Prepares account and region for the CDK. */
  async bootstrap(): Promise<void> {
    say('cdk bootstrap');
    await this.#cdk(['bootstrap', `aws://${ACCOUNT}/${REGION}`], 180);
  }

  /**
   * Deploys the working tree.
   * @param config the configuration file's path; null deploys without one, whatever lies in the project.
   */
  async deploy(config: string | null): Promise<void> {
    say(`cdk deploy ${this.name}${config === null ? ' without a configuration' : ''}`);
    const context = ['--context', `stack=${this.name}`, '--context', `config=${config ?? '/dev/null'}`];
    const options = ['--require-approval', 'never', '--progress', 'events', '--output', this.#assembly];
    await this.#cdk(['deploy', ...context, ...options], 300);
    await this.#setWhatTheEmulatorDrops();
  }

  /** The stack's outputs by their keys. */
  async outputs(): Promise<Readonly<Record<string, string>>> {
    const { Stacks: stacks = [] } = await this.#cloudFormation.send(
      new DescribeStacksCommand({ StackName: this.name }),
    );
    const outputs = stacks[0]?.Outputs ?? [];
    return Object.fromEntries(outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
  }

  /** Deletes the stack by its name (`cdk destroy` fails on the emulator) and waits until it is gone. */
  async remove(): Promise<void> {
    say(`taking ${this.name} down`);
    await this.#cloudFormation.send(new DeleteStackCommand({ StackName: this.name }));
    await waitFor('the stack to go', 60, async () => {
      try {
        const { Stacks: stacks = [] } = await this.#cloudFormation.send(
          new DescribeStacksCommand({ StackName: this.name }),
        );
        return stacks.every(({ StackStatus }) => StackStatus === 'DELETE_COMPLETE') ? true : null;
      } catch {
        return true;
      }
    });
  }

  /** Physical ids of the stack's resources by logical id. */
  async resources(): Promise<ReadonlyMap<string, string>> {
    const { StackResourceSummaries: resources = [] } = await this.#cloudFormation.send(
      new ListStackResourcesCommand({ StackName: this.name }),
    );
    return new Map(
      resources.flatMap(({ LogicalResourceId: logical, PhysicalResourceId: physical }) =>
        logical && physical ? [[logical, physical] as const] : [],
      ),
    );
  }

  get #assembly(): string {
    return join(this.#emulator.folder, 'cdk.out');
  }

  async #cdk(args: readonly string[], seconds: number): Promise<void> {
    await run(process.execPath, [CDK, ...args], { cwd: PROJECT, env: this.#emulator.env, seconds });
  }

  /** The emulator's CloudFormation leaves these two out; they are set from the template that was deployed. */
  async #setWhatTheEmulatorDrops(): Promise<void> {
    const text = await readFile(join(this.#assembly, `${this.name}.template.json`), 'utf8');
    const { Resources: template } = templateSchema.parse(JSON.parse(text));
    const physical = await this.resources();
    const idOf = (logical: string) => {
      const id = physical.get(logical);
      if (id === undefined) throw new Error(`${logical} was not deployed.`);
      return id;
    };
    for (const [logical, { Type: type, Properties: properties }] of Object.entries(template)) {
      if (type === 'AWS::SQS::Queue' && 'RedrivePolicy' in properties) {
        await this.#setRedrive(idOf(logical), redriveSchema.parse(properties.RedrivePolicy), idOf);
      }
      if (type === 'AWS::DynamoDB::Table') {
        await this.#setTimeToLive(idOf(logical), timeToLiveSchema.parse(properties.TimeToLiveSpecification));
      }
    }
  }

  async #setRedrive(
    queueUrl: string,
    { deadLetterTargetArn, maxReceiveCount }: z.infer<typeof redriveSchema>,
    idOf: (logical: string) => string,
  ): Promise<void> {
    const sqs = new SQSClient(clientOptions(this.#emulator));
    const [deadLetters] = deadLetterTargetArn['Fn::GetAtt'];
    const { Attributes: attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: idOf(deadLetters), AttributeNames: ['QueueArn'] }),
    );
    const policy = { deadLetterTargetArn: attributes?.QueueArn, maxReceiveCount };
    await sqs.send(
      new SetQueueAttributesCommand({
        QueueUrl: queueUrl,
        Attributes: { RedrivePolicy: JSON.stringify(policy) },
      }),
    );
  }

  async #setTimeToLive(table: string, specification: z.infer<typeof timeToLiveSchema>): Promise<void> {
    const dynamo = new DynamoDBClient(clientOptions(this.#emulator));
    await dynamo.send(
      new UpdateTimeToLiveCommand({ TableName: table, TimeToLiveSpecification: specification }),
    );
  }
}
