import { appendFile, mkdir, rename, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dropFolder, firstOf } from '../../local/drop-folder.ts';
import { watchFolder } from '../../local/watch-folder.ts';
import { temporaryFolder, until } from './temporary.ts';

const MAX = 1000;

async function keysOf(path: string): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { key } of dropFolder(path, { maxBytes: MAX }).list()) keys.push(key);
  return keys;
}

describe('the drop folder', () => {
  it('stands for the bucket: its files are the objects under incoming/', async () => {
    const path = await temporaryFolder();
    await mkdir(join(path, 'ritzau', 'æøå +%'), { recursive: true });
    await writeFile(join(path, 'a story.txt'), 'one');
    await writeFile(join(path, 'ritzau', 'æøå +%', '8812.xml'), 'two');
    expect(await keysOf(path)).toEqual(['incoming/a story.txt', 'incoming/ritzau/æøå +%/8812.xml']);
    const reading = await dropFolder(path, { maxBytes: MAX }).read(
      { key: 'incoming/ritzau/æøå +%/8812.xml', versionId: null },
      MAX,
    );
    expect(reading.kind === 'object' && new TextDecoder().decode(reading.bytes)).toBe('two');
  });

  it('passes over hidden and half-written files, links and pipes', async () => {
    const path = await temporaryFolder();
    const outside = await temporaryFolder();
    await writeFile(join(outside, 'secret.txt'), 'x');
    for (const name of [
      '.hidden',
      'story.txt~',
      'story.part',
      'story.TMP',
      '.story.txt.swp',
      'story.crdownload',
    ]) {
      await writeFile(join(path, name), 'x');
    }
    await symlink(join(outside, 'secret.txt'), join(path, 'link.txt'));
    await symlink(outside, join(path, 'folder'));
    expect(await keysOf(path)).toEqual([]);
    const folder = dropFolder(path, { maxBytes: MAX });
    expect(await folder.read({ key: 'incoming/link.txt', versionId: null }, MAX)).toEqual({ kind: 'gone' });
  });

  it('does not read outside itself', async () => {
    const path = await temporaryFolder();
    await mkdir(join(path, 'drop'));
    await writeFile(join(path, 'secret.txt'), 'x');
    const folder = dropFolder(join(path, 'drop'), { maxBytes: MAX });
    for (const key of [
      'incoming/../secret.txt',
      'incoming//secret.txt',
      'secret.txt',
      'incoming/..',
      'incoming/',
    ]) {
      expect(await folder.read({ key, versionId: null }, MAX)).toEqual({ kind: 'gone' });
    }
    await expect(folder.put('incoming/../secret.txt', new Uint8Array())).rejects.toThrow(
      'cannot be the name',
    );
  });

  it('names a version by content and time of writing, and knows when it is another one by now', async () => {
    const path = await temporaryFolder();
    const folder = dropFolder(path, { maxBytes: MAX });
    const key = 'incoming/ritzau/story.txt';
    const first = await folder.put(key, Buffer.from('one'));
    expect(await folder.read(first, MAX)).toMatchObject({ kind: 'object', versionId: first.versionId });
    await utimes(join(path, 'ritzau', 'story.txt'), 1_000, 1_000);
    const second = await folder.read({ key, versionId: null }, MAX);
    expect(second.kind !== 'gone' && second.versionId).not.toBe(first.versionId);
    expect(await folder.read(first, MAX)).toEqual({ kind: 'gone' });
    // An old file that is moved in has just arrived.
    expect(second.kind !== 'gone' && Date.parse(second.lastModified)).toBeGreaterThan(Date.now() - 60_000);
  });

  it('does not read what is too large', async () => {
    const path = await temporaryFolder();
    const folder = dropFolder(path, { maxBytes: MAX });
    const large = await folder.put('incoming/large.txt', new Uint8Array(MAX + 1));
    expect(await folder.read(large, MAX)).toMatchObject({
      kind: 'too-large',
      size: MAX + 1,
      versionId: large.versionId,
    });
    expect(await folder.read({ ...large, versionId: null }, 10)).toMatchObject({ kind: 'too-large' });
  });

  it('may have other folders behind it', async () => {
    const [one, other] = [await temporaryFolder(), await temporaryFolder()];
    await writeFile(join(other, 'x.txt'), 'x');
    await mkdir(join(other, 'deeper'));
    await writeFile(join(other, 'deeper', 'y.txt'), 'y');
    const samples = dropFolder(other, { maxBytes: MAX, prefix: 'incoming/samples/', deep: false });
    const both = firstOf([dropFolder(one, { maxBytes: MAX }), samples]);
    expect(await both.read({ key: 'incoming/samples/x.txt', versionId: null }, MAX)).toMatchObject({
      kind: 'object',
    });
    expect(await both.read({ key: 'incoming/samples/z.txt', versionId: null }, MAX)).toEqual({
      kind: 'gone',
    });
    const listed: string[] = [];
    for await (const { key } of samples.list()) listed.push(key);
    expect(listed).toEqual(['incoming/samples/x.txt']);
  });
});

describe('watching the drop folder', () => {
  async function watching() {
    const path = join(await temporaryFolder(), 'drop');
    const files: string[] = [];
    const stop = await watchFolder(
      path,
      (file) => files.push(file),
      (error) => files.push(String(error)),
    );
    onTestFinished(() => stop());
    return { path, files };
  }

  it('makes the folder and tells of what is dropped, moved in and changed, in folders too', async () => {
    const { path, files } = await watching();
    await writeFile(join(path, 'one.txt'), 'one');
    await until(() => files.includes('one.txt'));
    await mkdir(join(path, 'ritzau'));
    await writeFile(join(path, 'ritzau', '.two.txt'), 'two');
    await rename(join(path, 'ritzau', '.two.txt'), join(path, 'ritzau', 'two.txt'));
    await until(() => files.includes(join('ritzau', 'two.txt')));
    await sleep(20);
    await writeFile(join(path, 'one.txt'), 'one again');
    await until(() => files.filter((file) => file === 'one.txt').length === 2);
    await sleep(1500);
    expect(files).toEqual(['one.txt', join('ritzau', 'two.txt'), 'one.txt']);
  });

  it('waits until a file has stopped growing', async () => {
    const { path, files } = await watching();
    for (let part = 0; part < 10; part++) {
      await appendFile(join(path, 'slow.txt'), 'more ');
      await sleep(60);
      expect(files).toEqual([]);
    }
    await until(() => files.length > 0);
    expect(files).toEqual(['slow.txt']);
  });
});
