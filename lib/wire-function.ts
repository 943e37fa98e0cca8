import { type Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** One permission: exact actions on exact resources. */
export interface Permission {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Why a resource holds a `*`; without it none may. */
  readonly wildcard?: string;
}

export interface WireFunctionProps {
  readonly description: string;
  readonly code: Code;
  readonly timeout: Duration;
  readonly memorySize: number;
  readonly environment: Readonly<Record<string, string>>;
  /** What the function may do besides writing its own log. Nothing else is granted. */
  readonly permissions: readonly Permission[];
}

/**
 * A Lambda function as Wirewatch runs them: on arm64, with its own log group and a role whose one
 * policy is written by hand. Helpers such as `grantRead` are not used: they bring wildcards.
 */
export class WireFunction extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: WireFunctionProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const log = {
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    };
    const role = this.addRole([log, ...props.permissions]);
    this.function = new LambdaFunction(this, 'Function', {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: props.code,
      handler: 'index.handler',
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      timeout: props.timeout,
      memorySize: props.memorySize,
      environment: {
        ...props.environment,
        POWERTOOLS_SERVICE_NAME: Stack.of(this).stackName,
        POWERTOOLS_METRICS_NAMESPACE: METRIC_NAMESPACE,
      },
    });
  }

  private addRole(permissions: readonly Permission[]): Role {
    const statements = permissions.map(
      ({ actions, resources }) => new PolicyStatement({ actions: [...actions], resources: [...resources] }),
    );
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { permissions: new PolicyDocument({ statements }) },
    });
    for (const { resources, wildcard } of permissions) {
      if (wildcard === undefined) continue;
      for (const resource of resources) {
        const finding = `Resource::${written(Stack.of(this).resolve(resource))}`;
        Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[${finding}]`, reason: wildcard });
      }
    }
    return role;
  }
}

/** A resolved ARN as cdk-nag writes it: `<Bucket.Arn>/incoming/*`. */
function written(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(written).join('');
  if (typeof value !== 'object' || value === null) return '';
  if ('Fn::GetAtt' in value && Array.isArray(value['Fn::GetAtt']))
    return `<${value['Fn::GetAtt'].join('.')}>`;
  return 'Fn::Join' in value && Array.isArray(value['Fn::Join']) ? written(value['Fn::Join'][1]) : '';
}

/** The namespace of the functions' own metrics; each has the dimension `service`: the stack's name. */
export const METRIC_NAMESPACE = 'Wirewatch';
