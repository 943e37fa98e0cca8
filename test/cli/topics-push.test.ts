import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openLocalClient } from '../../local/client.ts';
import { CONVOY_STORIES } from '../local/stories.ts';
import { run } from './fake-terminal.ts';
import { localNewsroom, topicOf } from './local-newsroom.ts';

const [CONVOY = '', HARBOUR = '', FARMERS = ''] = CONVOY_STORIES;
const NOBODY_ASKED = { ask: null };
const YES = { ask: async () => true };
const NO = { ask: async () => false };

/** A local run that goes by the topic "convoys", with two stories taken in. */
function newsroom() {
  return localNewsroom(
    { 'convoys.yaml': topicOf('Convoys', 'convoy') },
    { 'convoy.txt': CONVOY, 'harbour.txt': HARBOUR },
  );
}

/** Makes the pushed sets look as if another version had compiled them. */
async function age(state: string): Promise<void> {
  const kept = join(state, 'topics');
  for (const name of readdirSync(kept).filter((file) => file.endsWith('.bin'))) {
    const bytes = readFileSync(join(kept, name));
    bytes.writeInt32LE(1, 4);
    await writeFile(join(kept, name), bytes);
  }
}

/** Makes the files of the pushed sets look as if other rules had been in force when they were pushed. */
async function spoil(state: string, words: string, other: string): Promise<void> {
  const kept = join(state, 'topics');
  for (const name of readdirSync(kept).filter((file) => file.endsWith('.files.json'))) {
    const text = readFileSync(join(kept, name), 'utf8');
    await writeFile(join(kept, name), text.replaceAll(words, other));
  }
}

describe('topics push', () => {
  test('shows what changes and what it would have hit, asks, and intake goes by it', async () => {
    const room = await newsroom();
    const dir = await room.topics('new', {
      'convoys.yaml': topicOf('Convoys', 'convoy'),
      'harbours.yaml': topicOf('Harbours', 'harbour'),
    });
    let question = '';
    const pushed = await room.wirewatch(['topics', 'push', dir, '--by', 'Night desk'], {
      ask: async (asked) => {
        question = asked;
        return true;
      },
    });
    expect(pushed).toMatchObject({ exit: 0, err: '' });
    expect(question).toBe('Put these topics in force?');
    expect(pushed.out).toContain('take the place of those that were deployed to the local run');
    expect(pushed.out).toMatch(/^convoys +2 +100\.0 % +\S+ +0 +0$/mu);
    expect(pushed.out).toMatch(/^harbours +1 +50\.0 % +\S+ +1 +0$/mu);
    expect(pushed.out).toMatch(/^harbours, new\n +W-\w{6} +The harbour master in Esbjerg/mu);
    expect(pushed.out).toContain('Version 1 is in force within a minute: 2 topics.');
    const [said = ''] = await room.takeIn({ 'port.txt': 'The harbour of Skagen was closed. /ritzau/' });
    expect(said).toContain('"topic":"harbours"');
  });

  test('shows the difference from the version in force, lost hits of a removed topic too', async () => {
    const room = await newsroom();
    const before = await room.topics('before', {
      'convoys.yaml': topicOf('Convoys', 'convoy'),
      'harbours.yaml': topicOf('Harbours', 'harbour'),
    });
    await room.wirewatch(['topics', 'push', before, '--yes']);
    const after = await room.topics('after', {
      'convoys.yaml': topicOf('Convoys', 'convoy, lorry'),
      'ammunition.yaml': topicOf('Ammunition', 'ammunition'),
    });
    const { exit, out } = await room.wirewatch(['topics', 'push', after, '--yes']);
    expect(exit).toBe(0);
    expect(out).toContain('Changes in the local run: +ammunition ~convoys -harbours');
    expect(out).toMatch(/^ammunition, new\n {2}W-\w{6} {2}The harbour master/mu);
    expect(out).toMatch(/^harbours, lost\n {2}W-\w{6} {2}The harbour master/mu);
    expect(out).toContain('Version 2 is in force within a minute: 2 topics.');
  });

  test('compiles anew what another version pushed, and compares with it', async () => {
    const room = await newsroom();
    const dir = await room.topics('same', { 'convoys.yaml': topicOf('Convoys', 'convoy') });
    await room.wirewatch(['topics', 'push', dir, '--yes']);
    await age(room.state);
    const other = await room.topics('other', { 'convoys.yaml': topicOf('Convoys', 'convoy, harbour') });
    const refused = await room.wirewatch(['topics', 'push', other], NO);
    expect(refused.out).toContain('Changes in the local run: ~convoys');
    const again = await room.wirewatch(['topics', 'push', dir, '--yes']);
    expect(again).toMatchObject({ exit: 0, err: '' });
    expect(again.out).toContain('Version 2 is in force within a minute: 1 topic.');
    expect((await room.wirewatch(['topics', 'push', dir, '--yes'])).out).toContain('Nothing to push');
  });

  test('changes nothing when the answer is no, or when nobody can be asked', async () => {
    const room = await newsroom();
    const dir = await room.topics('new', { 'harbours.yaml': topicOf('Harbours', 'harbour') });
    const refused = await room.wirewatch(['topics', 'push', dir], NO);
    expect(refused).toMatchObject({ exit: 1, err: expect.stringContaining('nothing was pushed') });
    const alone = await room.wirewatch(['topics', 'push', dir], NOBODY_ASKED);
    expect(alone).toMatchObject({ exit: 2, err: 'wirewatch: Nobody can be asked here: say --yes to push.' });
    expect(await room.wirewatch(['topics', 'history'])).toMatchObject({ exit: 1, out: '' });
  });

  test('has nothing to do, and does not ask, when the same topics are in force', async () => {
    const room = await newsroom();
    const dir = await room.topics('new', { 'harbours.yaml': topicOf('Harbours', 'harbour') });
    await room.wirewatch(['topics', 'push', dir, '--yes']);
    expect(await room.wirewatch(['topics', 'push', dir], NOBODY_ASKED)).toMatchObject({
      exit: 0,
      out: 'Nothing to push: these topics are in force as version 1.',
    });
    expect((await room.wirewatch(['topics', 'push', dir, '--json'])).json()).toEqual([
      {
        schema: 1,
        version: 1,
        pushed: false,
        topics: 1,
        difference: { added: [], changed: [], removed: [] },
        backtest: null,
      },
    ]);
  });

  test('refuses topics with mistakes, and shows where each is', async () => {
    const room = await newsroom();
    const dir = await room.topics('new', {
      'convoys.yaml': topicOf('Convoys', 'convoy'),
      'harbours.yaml': topicOf('Harbours', 'og'),
    });
    const { exit, out, err } = await room.wirewatch(['topics', 'push', dir, '--yes']);
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
    expect(err).toContain(`${dir}/harbours.yaml:3:14: "og" is so common that it says nothing.`);
    expect(err).toContain('nothing was pushed: mend the topics first');
    expect((await room.wirewatch(['topics', 'history'])).exit).toBe(1);
  });

  test('refuses a topic that breaks one of its own tests, and says which', async () => {
    const room = await newsroom();
    await mkdir(join(room.folder, 'samples'));
    await writeFile(join(room.folder, 'samples', 'port.txt'), HARBOUR);
    await writeFile(join(room.folder, 'samples', 'farm.txt'), FARMERS);
    const tests = 'must match: [samples/farm.txt, samples/gone.txt]\nmust not match: [samples/port.txt]\n';
    const dir = await room.topics('new', { 'harbours.yaml': topicOf('Harbours', 'harbour', tests) });
    const { exit, err } = await room.wirewatch(['topics', 'push', dir, '--yes']);
    expect(exit).toBe(1);
    expect(err).toContain('harbours: samples/farm.txt: must match, but does not.');
    const why = /See why: wirewatch (.*farm.*)$/mu.exec(err)?.[1]?.split(' ') ?? [];
    expect((await run(why)).out).toContain('harbours does not match');
    expect(err).toContain('harbours: samples/gone.txt: the sample cannot be opened');
    expect(err).toContain(`It was looked for as ${join(room.folder, 'samples', 'gone.txt')}.`);
    expect(err).not.toMatch(/See why.*gone/u);
    expect(err).toContain('harbours: samples/port.txt: must not match, but does.');
    expect((await room.wirewatch(['topics', 'history'])).exit).toBe(1);
  });

  test('gives way to somebody who pushed between the look and the answer', async () => {
    const room = await newsroom();
    const mine = await room.topics('mine', { 'harbours.yaml': topicOf('Harbours', 'harbour') });
    const { exit, err } = await room.wirewatch(['topics', 'push', mine], {
      ask: async () => {
        const client = await openLocalClient({ state: room.state });
        const pointer = { rev: 1, objectKey: 'topics/theirs.bin', topics: 1, pushedAt: '', by: 'Day desk' };
        expect(client.running).toBe(true);
        expect(await client.store.setTopicPointer(pointer)).toBe('done');
        await client.close();
        return true;
      },
    });
    expect({ exit, err }).toEqual({
      exit: 1,
      err: 'wirewatch: Somebody else changed the topics just now. Look at "wirewatch topics history" and try again.',
    });
  });

  test('prints for programs what it changed and what it would have hit', async () => {
    const room = await newsroom();
    const dir = await room.topics('new', { 'harbours.yaml': topicOf('Harbours', 'harbour') });
    const { json } = await room.wirewatch(['topics', 'push', dir, '--yes', '--json']);
    expect(json()).toEqual([
      {
        schema: 1,
        version: 1,
        pushed: true,
        topics: 1,
        difference: null,
        backtest: expect.objectContaining({
          stories: 2,
          topics: [expect.objectContaining({ topic: 'harbours', hits: 1, lost: [] })],
        }),
      },
    ]);
    const again = await room.topics('again', { 'harbours.yaml': topicOf('Harbours', 'harbor') });
    const quick = await room.wirewatch(['topics', 'push', again, '--yes', '--json', '--no-backtest']);
    expect(quick.json()).toEqual([
      expect.objectContaining({
        version: 2,
        difference: { added: [], changed: ['harbours'], removed: [] },
        backtest: null,
      }),
    ]);
  });

  test('warns of a topic that would hit more than 5 % of the stories', async () => {
    const stories = Object.fromEntries(
      Array.from({ length: 110 }, (_, index) => [
        `${index}.txt`,
        `Number ${index * 7919} of the ${index % 9 === 0 ? 'harbour' : 'inland'} lottery won ${index * 104729} kroner in shop ${index * 31}. /ritzau/`,
      ]),
    );
    const room = await localNewsroom({ 'convoys.yaml': topicOf('Convoys', 'convoy') }, stories);
    const dir = await room.topics('new', { 'harbours.yaml': topicOf('Harbours', 'harbour') });
    const { exit, out } = await room.wirewatch(['topics', 'push', dir], YES);
    expect(exit).toBe(0);
    expect(out).toMatch(/harbours hits 1\d\.\d % of all stories: too broad for alerts \(over 5\.0 %\)\./u);
    const tried = await room.wirewatch(['topics', 'backtest', '--topics', dir]);
    expect(tried.exit).toBe(1);
    expect(tried.out).toContain('too broad');
  }, 60_000);
});

describe('topics pull', () => {
  test('writes what is in force, and overwrites nothing that is different unless told to', async () => {
    const room = await newsroom();
    const text = topicOf('Harbours', 'harbour', '# A comment stays.\n');
    const dir = await room.topics('new', { 'harbours.yaml': text, 'lists.yaml': 'lists: {a: [quay]}\n' });
    await room.wirewatch(['topics', 'push', dir, '--yes']);
    const here = join(room.folder, 'pulled');
    const pulled = await room.wirewatch(['topics', 'pull', here]);
    expect(pulled).toMatchObject({ exit: 0, out: `Wrote 2 files to ${here}.` });
    expect(readdirSync(here).sort()).toEqual(['harbours.yaml', 'lists.yaml']);
    expect(readFileSync(join(here, 'harbours.yaml'), 'utf8')).toBe(text);
    await rm(join(here, 'lists.yaml'));
    await writeFile(join(here, 'harbours.yaml'), 'mine');
    const kept = await room.wirewatch(['topics', 'pull', here]);
    expect(kept).toMatchObject({ exit: 1, err: expect.stringContaining('would be overwritten') });
    expect(readdirSync(here)).toEqual(['harbours.yaml']);
    expect(readFileSync(join(here, 'harbours.yaml'), 'utf8')).toBe('mine');
    const forced = await room.wirewatch(['topics', 'pull', here, '--force', '--json']);
    expect(forced.json()).toEqual([{ schema: 1, files: [`${here}/harbours.yaml`, `${here}/lists.yaml`] }]);
    expect(readFileSync(join(here, 'harbours.yaml'), 'utf8')).toBe(text);
  });

  test('brings the samples of the tests along, so that the pulled set can be pushed', async () => {
    const room = await newsroom();
    const tests = 'must match: [stories/quay.txt]\nmust not match: [../outside.txt]\n';
    const dir = await room.topics('desk/new', { 'harbours.yaml': topicOf('Harbours', 'harbour', tests) });
    await room.topics('desk/stories', { 'quay.txt': 'The harbour is closed. /ritzau/' });
    await room.topics('.', { 'outside.txt': 'A train is late. /ritzau/' });
    expect((await room.wirewatch(['topics', 'push', dir, '--yes'])).exit).toBe(0);
    const here = join(room.folder, 'elsewhere', 'pulled');
    const { exit, out } = await room.wirewatch(['topics', 'pull', here]);
    expect({ exit, out }).toEqual({ exit: 0, out: `Wrote 1 file to ${here}, and 1 sample beside it.` });
    expect(readdirSync(join(room.folder, 'elsewhere')).sort()).toEqual(['pulled', 'stories']);
    expect(await room.wirewatch(['topics', 'push', here, '--yes'])).toMatchObject({
      exit: 0,
      out: 'Nothing to push: these topics are in force as version 1.',
    });
  });

  test('says that the deployed topics are in force while nothing was pushed', async () => {
    const room = await newsroom();
    const { exit, err } = await room.wirewatch(['topics', 'pull', join(room.folder, 'pulled')]);
    expect({ exit, err }).toEqual({ exit: 1, err: expect.stringContaining('those that were deployed') });
  });
});

describe('topics history', () => {
  test('tells who pushed when, and what it changed, the newest first', async () => {
    const room = await newsroom();
    const one = await room.topics('one', { 'harbours.yaml': topicOf('Harbours', 'harbour') });
    const two = await room.topics('two', { 'farms.yaml': topicOf('Farms', 'farmer') });
    const at = (time: string) => ({ now: () => new Date(time) });
    await room.wirewatch(['topics', 'push', one, '--yes', '--by', 'Day desk'], at('2026-04-01T10:00:00Z'));
    await room.wirewatch(['topics', 'push', two, '--yes', '--by', 'Night desk'], at('2026-04-02T02:00:00Z'));
    const { exit, out } = await room.wirewatch(['topics', 'history']);
    expect(exit).toBe(0);
    expect(out.split('\n')).toEqual([
      expect.stringMatching(/^Version +Pushed +By +Topics +Changes$/u),
      expect.stringMatching(/^ +2 +2 Apr 04:00 +Night desk +1 +\+farms -harbours +in force$/u),
      expect.stringMatching(/^ +1 +1 Apr 12:00 +Day desk +1$/u),
    ]);
    const newest = await room.wirewatch(['topics', 'history', '--limit', '1', '--json']);
    expect(newest.json()).toEqual([
      {
        schema: 1,
        version: 2,
        pushedAt: '2026-04-02T02:00:00.000Z',
        by: 'Night desk',
        topics: 1,
        object: expect.stringMatching(/^topics\/[0-9a-f]{32}\.bin$/u),
        difference: { added: ['farms'], changed: [], removed: ['harbours'] },
      },
    ]);
  });

  test('is empty before the first push, which ends with 1', async () => {
    const room = await newsroom();
    const { exit, out, err } = await room.wirewatch(['topics', 'history']);
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
    expect(err).toContain('Nothing was pushed yet');
  });
});

describe('topics rollback', () => {
  const STORY = 'The harbour of Skagen was closed, and farmers waited for the convoy. /ritzau/';

  /** A run on which two sets were pushed: first "harbours", then "farms". */
  async function pushedTwice() {
    const room = await newsroom();
    const one = await room.topics('one', { 'harbours.yaml': topicOf('Harbours', 'harbour') });
    const two = await room.topics('two', { 'farms.yaml': topicOf('Farms', 'farmer') });
    await room.wirewatch(['topics', 'push', one, '--yes', '--by', 'Day desk']);
    await room.wirewatch(['topics', 'push', two, '--yes', '--by', 'Day desk']);
    return room;
  }

  test('compiles anew what another version pushed', async () => {
    const room = await pushedTwice();
    await age(room.state);
    expect((await room.wirewatch(['topics', 'rollback'])).out).toContain('the topics of version 1.');
    expect((await room.takeIn({ 'story.txt': STORY }))[0]).toContain('"topic":"harbours"');
  });

  test('puts the version before in force, as a new one', async () => {
    const room = await pushedTwice();
    const back = await room.wirewatch(['topics', 'rollback', '--by', 'Night desk']);
    expect(back).toMatchObject({
      exit: 0,
      out: 'Version 3 is in force within a minute: the topics of version 1.',
    });
    expect((await room.takeIn({ 'story.txt': STORY }))[0]).toContain('"topic":"harbours"');
    const { out } = await room.wirewatch(['topics', 'history']);
    expect(out).toMatch(/^ +3 .* Night desk +1 +\+harbours -farms +in force$/mu);
    const there = await room.wirewatch(['topics', 'rollback', '--to', '2', '--json']);
    expect(there.json()).toEqual([{ schema: 1, version: 4, sameAs: 2, topics: 1 }]);
  });

  test('goes back to the topics that were deployed, and history says so', async () => {
    const room = await pushedTwice();
    const back = await room.wirewatch(['topics', 'rollback', '--to', 'deployed', '--by', 'Night desk']);
    expect(back).toMatchObject({
      exit: 0,
      out: 'Version 3 is in force within a minute: the topics that were deployed.',
    });
    const [said = ''] = await room.takeIn({ 'story.txt': STORY });
    expect(said).toContain('"topic":"convoys"');
    expect(said).not.toContain('farms');
    const { out } = await room.wirewatch(['topics', 'history']);
    expect(out).toMatch(/^ +3 .* Night desk +– +back to the deployed topics +in force$/mu);
    expect((await room.wirewatch(['topics', 'history', '--limit', '1', '--json'])).json()).toEqual([
      expect.objectContaining({ version: 3, object: null, topics: null, difference: null, by: 'Night desk' }),
    ]);
    expect((await room.wirewatch(['topics', 'pull', join(room.folder, 'pulled')])).exit).toBe(1);
    // And on from there.
    const again = await room.wirewatch(['topics', 'push', join(room.folder, 'two'), '--yes']);
    expect(again.out).toContain('take the place of those that were deployed');
    expect(again.out).toContain('Version 4 is in force');
    expect((await room.wirewatch(['topics', 'rollback'])).out).toContain('the topics that were deployed');
  });

  test('takes back the very first push', async () => {
    const room = await newsroom();
    const dir = await room.topics('one', { 'harbours.yaml': topicOf('Harbours', 'harbour') });
    await room.wirewatch(['topics', 'push', dir, '--yes']);
    expect(await room.wirewatch(['topics', 'rollback'])).toMatchObject({
      exit: 0,
      out: 'Version 2 is in force within a minute: the topics that were deployed.',
    });
    expect((await room.takeIn({ 'story.txt': STORY }))[0]).toContain('"topic":"convoys"');
  });

  test('has nothing to go back to before the first push, to itself, or to what there never was', async () => {
    const fresh = await newsroom();
    for (const argv of [[], ['--to', 'deployed']]) {
      expect(await fresh.wirewatch(['topics', 'rollback', ...argv])).toMatchObject({
        exit: 1,
        err: 'wirewatch: The topics that were deployed are in force already: nothing was pushed yet.',
      });
    }
    const room = await pushedTwice();
    expect(await room.wirewatch(['topics', 'rollback', '--to', '2'])).toMatchObject({
      exit: 1,
      err: 'wirewatch: The topics of version 2 are in force already.',
    });
    expect(await room.wirewatch(['topics', 'rollback', '--to', '9'])).toMatchObject({
      exit: 1,
      err: 'wirewatch: There is no version 9. See "wirewatch topics history".',
    });
    expect((await room.wirewatch(['topics', 'rollback', '--to', 'yesterday'])).exit).toBe(2);
  });

  test('does not go back to topics that have mistakes by the rules of today, and shows them', async () => {
    const room = await pushedTwice();
    await age(room.state);
    await spoil(room.state, 'one of:', 'any of:');
    const back = await room.wirewatch(['topics', 'rollback']);
    expect(back).toMatchObject({ exit: 1, out: '' });
    expect(back.err.split('\n')).toEqual([
      'wirewatch: The topics of version 1 have mistakes, as topics are read by now:',
      expect.stringMatching(/harbours\.yaml:3:5: "any of" is no clause\.$/u),
      '    - any of: [harbour]',
      '      ^',
      expect.stringContaining('Did you mean "one of:"?'),
    ]);
    const [newest] = (await room.wirewatch(['topics', 'history', '--json'])).json();
    expect(newest).toMatchObject({ version: 2 });
  });

  test('does not go back to a set whose files are gone', async () => {
    const room = await pushedTwice();
    await rm(join(room.state, 'topics'), { recursive: true });
    const { exit, err } = await room.wirewatch(['topics', 'rollback']);
    expect(exit).toBe(3);
    expect(err).toMatch(
      /The files of that topic set \(topics\/\w+\.files\.json\) are not in the bucket; "topics rollback --to VERSION" puts another one in force\.$/u,
    );
  });
});
