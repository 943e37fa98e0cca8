import {
  type CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { CommandFailure } from '../terminal.ts';

/** What a deployed stack says of itself in its outputs. */
export interface StackOutputs {
  readonly bucket: string;
  readonly table: string;
  readonly snsTopicArn: string;
  /** Objects named here are taken in (again). */
  readonly intakeQueueUrl: string;
}

/**
 * Reads the outputs of a deployment's stack.
 * @throws CommandFailure when there is no such stack or it is no finished Wirewatch deployment.
 */
export async function readStackOutputs(client: CloudFormationClient, stack: string): Promise<StackOutputs> {
  const outputs = await describe(client, stack);
  const output = (key: string): string => {
    const value = outputs.get(key);
    if (value) return value;
    throw new CommandFailure(
      `The stack "${stack}" has no output ${key}: it is no Wirewatch deployment, or its deployment is not finished.`,
    );
  };
  return {
    bucket: output('BucketName'),
    table: output('TableName'),
    snsTopicArn: output('SnsTopicArn'),
    intakeQueueUrl: output('IntakeQueueUrl'),
  };
}

async function describe(client: CloudFormationClient, stack: string): Promise<ReadonlyMap<string, string>> {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stack }));
    return new Map(
      Stacks?.[0]?.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey ?? '', OutputValue ?? '']),
    );
  } catch (error) {
    if (!(error instanceof Error && /does not exist/u.test(error.message))) throw error;
    const region = await client.config.region();
    throw new CommandFailure(
      `There is no stack "${stack}" in ${region}. Deploy it with "npx cdk deploy", name another with --stack, or talk to the local run with --local.`,
    );
  }
}

/** Physical names of the stack's resources of one type, by their logical ids. */
export async function stackResources(
  client: CloudFormationClient,
  stack: string,
  type: string,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for await (const page of paginateListStackResources({ client }, { StackName: stack })) {
    for (const { ResourceType, LogicalResourceId, PhysicalResourceId } of page.StackResourceSummaries ?? []) {
      if (ResourceType === type && LogicalResourceId && PhysicalResourceId) {
        found.set(LogicalResourceId, PhysicalResourceId);
      }
    }
  }
  return found;
}
