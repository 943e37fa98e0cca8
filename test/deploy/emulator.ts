import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, rmSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, say, waitFor } from './commands.ts';

/** The emulator's release that the tests were written against. */
const MINISTACK = 'ministack==1.4.21';
const HOST = '127.0.0.1';
export const REGION = 'eu-north-1';
export const ACCOUNT = '000000000000';

/** An AWS emulator on this machine. */
export interface Emulator {
  readonly endpoint: string;
  /** The environment of a command that is to reach the emulator, and can reach nothing else of AWS. */
  readonly env: NodeJS.ProcessEnv;
  /** A folder for the test's own files; it goes when the emulator stops. */
  readonly folder: string;
  /** The end of what the emulator printed, for a failed test to show. */
  readonly log: () => Promise<string>;
  /** Ends it with all that it started, and removes its files. Can be called twice. */
  readonly stop: () => Promise<void>;
}

/**
 * Installs the emulator into a throw-away virtual environment and starts it on a free port of the
 * loopback interface.
 * @throws Error when Python 3 or its package registry is missing, or it does not start in time.
 */
export async function startEmulator(): Promise<Emulator> {
  const folder = await mkdtemp(join(tmpdir(), 'wirewatch-deploy-'));
  const removeFolder = () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  try {
    const program = await install(folder);
    const port = await freePort();
    const endpoint = `http://${HOST}:${port}`;
    const env = environment(endpoint, folder);
    const logFile = join(folder, 'emulator.log');
    const child = start(program, port, env, logFile);
    const forget = endWithThisProcess(child, folder);
    const stop = async () => {
      forget();
      await end(child);
      await removeFolder();
    };
    try {
      await waitFor('the emulator to start', 60, () => isHealthy(child, endpoint));
    } catch (error) {
      const said = await readFile(logFile, 'utf8').catch(() => '');
      await stop();
      throw new Error(`${String(error)}\n${said.slice(-2000)}`);
    }
    say(`emulator runs at ${endpoint}`);
    const log = async () => (await readFile(logFile, 'utf8').catch(() => '')).slice(-8000);
    return { endpoint, env, folder, log, stop };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

/** Makes the virtual environment; answers the path of the emulator's program. */
async function install(folder: string): Promise<string> {
  const venv = join(folder, 'venv');
  say(`installing ${MINISTACK} into a throw-away virtual environment`);
  await run('python3', ['-m', 'venv', venv], { env: process.env, seconds: 120 }).catch((error) => {
    throw new Error(`This test needs Python 3 with its venv module. ${String(error)}`);
  });
  const pip = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', MINISTACK];
  await run(join(venv, 'bin', 'python'), pip, { env: process.env, seconds: 300 });
  return join(venv, 'bin', 'ministack');
}

/** No profile, no metadata service, no credentials of the person who runs this: only the emulator's. */
function environment(endpoint: string, folder: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(?:AWS|CDK|WIREWATCH)_/u.test(name));
  return {
    ...Object.fromEntries(inherited),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_CONFIG_FILE: join(folder, 'no-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'no-credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    TMPDIR: folder,
  };
}

function start(program: string, port: number, env: NodeJS.ProcessEnv, logFile: string): ChildProcess {
  const child = spawn(program, [], {
    // A group of its own, so that the functions that it runs end with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...env,
      GATEWAY_PORT: String(port),
      BIND_HOST: HOST,
      MINISTACK_HOST: HOST,
      IOT_MTLS_ENABLED: '0',
    },
  });
  const log = createWriteStream(logFile);
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  return child;
}

async function isHealthy(child: ChildProcess, endpoint: string): Promise<true | null> {
  if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
  const { ok } = await fetch(`${endpoint}/_ministack/health`, { signal: AbortSignal.timeout(2000) });
  return ok ? true : null;
}

/** Ends the emulator when this process goes, also when it is stopped from outside; returns how to undo that. */
function endWithThisProcess(child: ChildProcess, folder: string): () => void {
  const kill = () => {
    endGroup(child, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  const killAndGo = () => {
    kill();
    process.exit(1);
  };
  process.once('exit', kill);
  process.once('SIGINT', killAndGo);
  process.once('SIGTERM', killAndGo);
  return () => {
    process.off('exit', kill);
    process.off('SIGINT', killAndGo);
    process.off('SIGTERM', killAndGo);
  };
}

/** Asks the emulator and its functions to end, and ends them five seconds later. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const closed = once(child, 'close');
    endGroup(child, 'SIGTERM');
    const patience = setTimeout(() => endGroup(child, 'SIGKILL'), 5000);
    await closed;
    clearTimeout(patience);
  }
  endGroup(child, 'SIGKILL');
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended already.
  }
}

/** A port of the loopback interface that nobody listened on a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The machine has no free port.');
  return address.port;
}
