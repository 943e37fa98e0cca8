import { LocalFailure } from '../local/local-failure.ts';
import { CommandFailure, EXIT, type ExitCode } from './terminal.ts';

/** A failure as the user is told it. */
export interface Told {
  readonly message: string;
  readonly exit: ExitCode;
}

/** What an AWS service or the way to it says, and what the user can do about it. By the error's name or code. */
const KNOWN: Readonly<Record<string, string>> = {
  CredentialsProviderError:
    'No AWS credentials were found. Sign in ("aws sso login", "aws configure") or set AWS_PROFILE, and try again.',
  ExpiredToken: 'Your AWS credentials have expired. Sign in again ("aws sso login") and repeat the command.',
  ExpiredTokenException:
    'Your AWS credentials have expired. Sign in again ("aws sso login") and repeat the command.',
  UnrecognizedClientException: 'AWS does not accept these credentials. Check AWS_PROFILE and the region.',
  InvalidClientTokenId: 'AWS does not accept these credentials. Check AWS_PROFILE and the region.',
  InvalidAccessKeyId: 'AWS does not accept these credentials. Check AWS_PROFILE and the region.',
  ECONNREFUSED: 'Nothing answers at the AWS endpoint. Check AWS_ENDPOINT_URL and your connection.',
  ENOTFOUND: 'The AWS endpoint was not found. Check the region and your connection.',
  ETIMEDOUT: 'The AWS endpoint does not answer. Check your connection.',
  TimeoutError: 'The AWS endpoint does not answer. Check your connection.',
};

const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'AuthorizationErrorException',
]);

/** Turns whatever a command threw into one sentence and an exit code. */
export function explainFailure(error: unknown): Told {
  if (error instanceof CommandFailure) return { message: error.message, exit: error.exit };
  if (error instanceof LocalFailure) return { message: error.message, exit: EXIT.failure };
  if (!(error instanceof Error)) return { message: String(error), exit: EXIT.failure };
  const known = KNOWN[error.name] ?? KNOWN[codeOf(error)];
  if (known) return { message: known, exit: EXIT.failure };
  if (/region is missing/iu.test(error.message)) {
    return {
      message: 'No AWS region is set. Set AWS_REGION or choose a profile that has one.',
      exit: EXIT.failure,
    };
  }
  const what = firstLine(error.message) || error.name;
  if (DENIED.has(error.name)) return { message: `AWS does not allow you this: ${what}`, exit: EXIT.failure };
  return { message: `${what} (set WIREWATCH_DEBUG=1 to see where)`, exit: EXIT.failure };
}

/** The system's code for a failed connection; also of the first of several tries. */
function codeOf(error: Error): string {
  if (error instanceof AggregateError) return error.errors[0] instanceof Error ? codeOf(error.errors[0]) : '';
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]?.trim() ?? '';
}
