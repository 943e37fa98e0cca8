import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startLocal } from '../../local/run.ts';
import { CONVOY_STORIES, convoyTopic } from './stories.ts';
import { temporaryFolder, until } from './temporary.ts';

const CHILD = fileURLToPath(new URL('./run-until-killed.ts', import.meta.url));

interface Killed {
  readonly said: string;
}

/** Starts the local run in a process of its own; `whenReady` is called when it watches, and may kill it. */
async function runUntilKilled(
  state: string,
  topics: string,
  deadly: string,
  whenReady: (kill: () => void) => Promise<void>,
): Promise<Killed> {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, state, topics, deadly], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    await until(() => said.includes('"event":"ready"'), 20_000);
    await whenReady(() => child.kill('SIGKILL'));
    await ended;
    expect(child.signalCode).toBe('SIGKILL');
    return { said };
  } finally {
    child.kill('SIGKILL');
  }
}

async function mailsAbout(state: string, words: string): Promise<number> {
  const inbox = join(state, 'inbox');
  const mails = (await readdir(inbox)).filter((name) => name.endsWith('.eml'));
  const texts = await Promise.all(mails.map((name) => readFile(join(inbox, name), 'utf8')));
  return texts.filter((text) => text.replaceAll('\r\n', ' ').includes(words)).length;
}

describe('after kill -9', () => {
  const moments = [
    ['a story was taken in', '"event":"story"', null],
    ['a mail was written, before it was noted as sent', '"event":"mail"', null],
    ['a file was dropped', '', 20],
    ['a file was seen', '', 230],
    ['about when the alert goes out', '', 320],
    ['everything was told', '', 1_500],
  ] as const;

  it('every story is told, and told again only if it died between the mail and its mark', {
    timeout: 120_000,
  }, async () => {
    const folder = await temporaryFolder();
    const state = join(folder, 'state');
    const topics = await convoyTopic(folder);
    await mkdir(join(state, 'drop'), { recursive: true });
    for (const [index, [moment, deadly, wait]] of moments.entries()) {
      const story = CONVOY_STORIES[index] ?? '';
      const words = story.split(' ').slice(0, 4).join(' ');
      await runUntilKilled(state, topics, deadly, async (kill) => {
        await writeFile(join(state, 'drop', `${index}.txt`), story);
        if (wait === null) return;
        await sleep(wait);
        kill();
      });
      const before = await mailsAbout(state, words);
      const again = await startLocal({ state, topics, once: true, samples: false, out: () => undefined });
      await again.stop();
      const after = await mailsAbout(state, words);
      expect(after, moment).toBeGreaterThanOrEqual(1);
      expect(after, moment).toBeLessThanOrEqual(before + 1);
      if (deadly.includes('mail')) expect([before, after], moment).toEqual([1, 2]);
      if (wait === 1_500) expect([before, after], moment).toEqual([1, 1]);
    }
    const once = await startLocal({ state, topics, once: true, samples: false, out: () => undefined });
    await once.stop();
    const inbox = (await readdir(join(state, 'inbox'))).filter((name) => name.endsWith('.eml'));
    expect(inbox.length).toBeGreaterThanOrEqual(moments.length + 1);
    expect(inbox.length).toBeLessThan(2 * moments.length);
  });
});
