import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../local/temporary.ts';
import { run } from './fake-terminal.ts';
import { localNewsroom, topicOf, writeFiles } from './local-newsroom.ts';

const DATED = (day: string, text: string) => `<?xml version="1.0" encoding="UTF-8"?>
<nitf><head><docdata><doc-id id-string="${day}"/><date.issue norm="${day.replaceAll('-', '')}T080000Z"/></docdata></head>
<body><body.head><hedline><hl1>${text}</hl1></hedline></body.head><body.content><p>${text} /ritzau/</p></body.content></body></nitf>`;

describe('topics backtest', () => {
  async function archive() {
    const folder = await temporaryFolder();
    const stories = await writeFiles(join(folder, 'archive'), {
      '1.xml': DATED('2026-03-01', 'The harbour was closed.'),
      '2.xml': DATED('2026-03-02', 'A convoy passed the harbour.'),
      '3.xml': DATED('2026-03-04', 'Farmers met a convoy.'),
      '4.xml': DATED('2026-03-04', 'Nothing happened at all.'),
      'broken.xml': '<nitf><body>',
    });
    const topics = await writeFiles(join(folder, 'topics'), {
      'convoys.yaml': topicOf('Convoys', 'convoy'),
      'harbours.yaml': topicOf('Harbours', 'harbour'),
    });
    return { folder, stories, topics };
  }

  test('counts hits a day over files, with examples; what cannot be read is left out', async () => {
    const { stories, topics } = await archive();
    const { exit, out } = await run(['topics', 'backtest', '--stories', stories, '--topics', topics]);
    expect(exit).toBe(0);
    expect(out).toMatch(/^4 stories of 4 days:$/mu);
    expect(out).toMatch(/^convoys +2 +50\.0 % +0\.5$/mu);
    expect(out).toMatch(/convoys, for example\n(?: {2}.*\d\.xml {2}.+\n){2}/u);
    expect(out).not.toContain('too broad');
  });

  test('compares with the topics of another folder, and takes only those that are named', async () => {
    const { folder, stories, topics } = await archive();
    const before = await writeFiles(join(folder, 'before'), { 'convoys.yaml': topicOf('Convoys', 'farmer') });
    const argv = ['topics', 'backtest', '--stories', stories, '--topics', topics, '--before', before];
    const { json } = await run([...argv, '--topic', 'convoys', '--json']);
    expect(json()).toEqual([
      {
        schema: 1,
        stories: 4,
        days: 4,
        topics: [
          expect.objectContaining({
            topic: 'convoys',
            hits: 2,
            rate: 0.5,
            perDay: 0.5,
            tooBroad: false,
            gained: [expect.objectContaining({ title: 'A convoy passed the harbour.', day: '2026-03-02' })],
            lost: [],
          }),
        ],
      },
    ]);
    const people = await run([...argv, '--topic', 'convoys']);
    expect(people.out).toMatch(/^convoys, new$/mu);
    expect(people.out).not.toContain('harbours');
    expect(people.out).toContain('Of fewer than 100 stories nobody can tell');
  });

  test('runs over stored stories, against what they matched when they came in', async () => {
    const room = await localNewsroom(
      { 'convoys.yaml': topicOf('Convoys', 'convoy') },
      { 'a.txt': 'A convoy passed. /ritzau/', 'b.txt': 'Many farmers slept well in Jutland. /ritzau/' },
    );
    const topics = await room.topics('new', { 'convoys.yaml': topicOf('Convoys', 'farmer') });
    const { exit, out } = await room.wirewatch(['topics', 'backtest', '--topics', topics]);
    expect(exit).toBe(0);
    expect(out).toMatch(/^convoys, new\n {2}W-\w{6} {2}Many farmers slept/mu);
    expect(out).toMatch(/^convoys, lost\n {2}W-\w{6} {2}A convoy passed/mu);
  });

  test('does not pass over it that no story was there', async () => {
    const { folder, topics } = await archive();
    const argv = ['topics', 'backtest', '--topics', topics, '--stories'];
    const nothing = await writeFiles(join(folder, 'nothing'), { 'empty.txt': '' });
    expect(await run([...argv, nothing])).toMatchObject({
      exit: 1,
      out: '',
      err: `wirewatch: No story could be read from ${nothing}.`,
    });
    expect(await run([...argv, join(folder, 'nowhere')])).toMatchObject({ exit: 3, out: '' });
  });

  test('says what is missing: a topic, a folder, a local run', async () => {
    const { folder, stories, topics } = await archive();
    const argv = ['topics', 'backtest', '--topics', topics];
    expect(await run([...argv, '--stories', stories, '--topic', 'convoy'])).toMatchObject({
      exit: 1,
      err: 'wirewatch: There is no topic "convoy". Did you mean convoys? There are: convoys, harbours.',
    });
    const nowhere = await run([...argv, '--stories', join(folder, 'nowhere')]);
    expect(nowhere.err).toContain('nowhere cannot be opened');
    expect(nowhere.exit).toBe(3);
    expect(await run([...argv, '--local', '--state', join(folder, 'none')])).toMatchObject({
      exit: 3,
      err: expect.stringContaining('There is no local run in'),
    });
    expect((await run([...argv, '--since', 'yesterday'])).exit).toBe(2);
  });
});

describe('topics check', () => {
  test('shows warnings with their place, and ends with 0 all the same', async () => {
    const folder = await temporaryFolder();
    const dir = await writeFiles(join(folder, 'topics'), { 'east.yaml': topicOf('East', 'Polen, KFOR') });
    const { exit, out } = await run(['topics', 'check', dir]);
    expect(exit).toBe(0);
    expect(out.split('\n').slice(0, 3)).toEqual([
      `Warning: ${dir}/east.yaml:3:14: "Polen" also finds "poll", "pole" and "pollen": taken as Danish they have the same stem.`,
      '    - one of: [Polen, KFOR]',
      '               ^',
    ]);
    expect(out).toMatch(/\n1 topic, no tests: all is well\. 1 warning\.$/u);
    const [report] = (await run(['topics', 'check', dir, '--json'])).json();
    expect(report).toMatchObject({ mistakes: [], warnings: [{ line: 3, column: 14 }] });
  });
});

describe('topics check, of one file', () => {
  test('tells what is wrong in that file alone, and runs its tests', async () => {
    const folder = await temporaryFolder();
    const dir = await writeFiles(join(folder, 'topics'), {
      'convoys.yaml': topicOf('Convoys', 'convoy', 'must match: [convoy.txt]\n'),
      'east.yaml': topicOf('East', 'Polen'),
      'wrong.yaml': 'name: W\nalert on any:\n  - one of:Nato\n',
    });
    await writeFiles(folder, { 'convoy.txt': 'A convoy passed. /ritzau/', 'notes.txt': 'Notes.' });
    expect(await run(['topics', 'check', join(dir, 'convoys.yaml')])).toMatchObject({
      exit: 0,
      out: '1 topic, 1 test: all is well.',
    });
    const wrong = await run(['topics', 'check', join(dir, 'wrong.yaml'), '--json']);
    expect(wrong.exit).toBe(1);
    expect(wrong.json()).toMatchObject([{ topics: [], mistakes: [{ line: 3 }], warnings: [] }]);
    expect(await run(['topics', 'check', join(folder, 'notes.txt')])).toMatchObject({
      exit: 3,
      err: expect.stringContaining('is no topic file'),
    });
    expect((await run(['topics', 'check', join(dir, 'none.yaml')])).exit).toBe(3);
  });
});

describe('topics check, with a configuration', () => {
  test('knows the wires that it names', async () => {
    const folder = await temporaryFolder();
    const topic = 'name: T\nalert on all:\n  - one of: [convoy]\n  - wire: ntb\n';
    const dir = await writeFiles(join(folder, 'topics'), { 'convoys.yaml': topic });
    await writeFiles(folder, { 'config.yaml': 'wires: [{id: ritzau}, {id: ntb}]\n' });
    const { out } = await run(['topics', 'check', dir]);
    expect(out).toContain('No wire is called "ntb"');
    const named = await run(['topics', 'check', dir, '--config', join(folder, 'config.yaml')]);
    expect(named).toMatchObject({ exit: 0, out: '1 topic, no tests: all is well.' });
  });
});

describe('a value that does not do', () => {
  test('says what an id looks like, by the one that was tried', async () => {
    const { exit, err } = await run(['topics', 'new', 'Østersøen og Nord']);
    expect(exit).toBe(2);
    expect(err).toMatch(/^wirewatch: "Østersøen og Nord" cannot be the id\. .*: oestersoeen-og-nord\./u);
    const since = await run(['stories', '--since', 'tomorrow']);
    expect(since.err).toMatch(/^wirewatch: "tomorrow" cannot stand behind --since\. Say how long ago/u);
  });
});

describe('topics evaluate', () => {
  test('does not pass over a gold file that labels no topic', async () => {
    const folder = await temporaryFolder();
    const topics = await writeFiles(join(folder, 'topics'), { 'convoys.yaml': topicOf('Convoys', 'convoy') });
    const label = '{"id":"a","language":"en","text":"A convoy","labels":["convoy"]}\n';
    await writeFiles(folder, { 'gold.jsonl': label, 'empty.jsonl': '' });
    const argv = (file: string) => ['topics', 'evaluate', '--topics', topics, '--gold', join(folder, file)];
    expect(await run(argv('gold.jsonl'))).toMatchObject({
      exit: 1,
      out: '',
      err: expect.stringMatching(/is labelled with a topic: its labels are convoy, the topics convoys\.$/u),
    });
    expect(await run(argv('empty.jsonl'))).toMatchObject({ exit: 1, out: '' });
  });

  const GOLD = [
    { id: 'g1', language: 'en', text: 'A convoy passed.', labels: ['convoys'] },
    { id: 'g2', language: 'en', text: 'A convoy of ducks.', labels: [], reason: 'ducks are no lorries' },
    {
      id: 'g3',
      language: 'da',
      text: 'Lastbiler i lang række.',
      labels: ['convoys'],
      reason: 'lorries in a row',
    },
    { id: 'g4', language: 'da', text: 'En konvoj, måske.', labels: [], either: ['convoys'] },
    { id: 'g5', language: 'da', text: 'Havnen er lukket.', labels: [] },
  ];

  async function measured(...more: readonly string[]) {
    const folder = await temporaryFolder();
    const topics = await writeFiles(join(folder, 'topics'), {
      'convoys.yaml': topicOf('Convoys', 'convoy, konvoj'),
      'harbours.yaml': topicOf('Harbours', 'harbour'),
    });
    const gold = join(folder, 'gold.jsonl');
    await writeFile(gold, `${GOLD.map((story) => JSON.stringify(story)).join('\n')}\n\n`);
    return run(['topics', 'evaluate', '--gold', gold, '--topics', topics, ...more]);
  }

  test('gives precision, recall and F1 for each topic and language, and each wrong story with the reason', async () => {
    const { exit, out } = await measured();
    expect(exit).toBe(0);
    expect(out).toMatch(/^convoys +50\.0 % +50\.0 % +50\.0 % +1 +1 +1$/mu);
    expect(out).toMatch(/^· da +– +0\.0 % +\S+(?: %)? +0 +0 +1$/mu);
    expect(out).toMatch(/^· en +50\.0 % +100\.0 % +66\.7 % +1 +1 +0$/mu);
    expect(out).toMatch(/^ {2}false alarm {2}g2 \(en\) {2}ducks are no lorries$/mu);
    expect(out).toMatch(/^ {2}missed {7}g3 \(da\) {2}lorries in a row$/mu);
    expect(out).toContain('ducks are no lorries\n               Found by "convoy".');
    expect(out).toContain('lorries in a row\n               None of its words is there;');
    expect(out).not.toContain('g4');
    expect(out).not.toContain('harbours');
  });

  test('ends with 1 when a topic is worse than asked for', async () => {
    expect((await measured('--least', '0.6')).exit).toBe(1);
    expect((await measured('--least', '0.4')).exit).toBe(0);
    expect(await measured('--least', '95')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('--least is a number from 0 to 1, such as 0.95.'),
    });
  });

  test('prints one object a topic for programs', async () => {
    const { json } = await measured('--json', '--topic', 'convoys', 'harbours');
    expect(json()).toEqual([
      expect.objectContaining({ schema: 1, topic: 'convoys', right: 1, falseAlarms: 1, missed: 1, f1: 0.5 }),
      expect.objectContaining({ schema: 1, topic: 'harbours', right: 0, precision: null, recall: null }),
    ]);
  });

  test('names the line of the gold file that is none', async () => {
    const folder = await temporaryFolder();
    const gold = join(folder, 'gold.jsonl');
    const evaluate = async (text: string) => {
      await writeFile(gold, text);
      return run(['topics', 'evaluate', '--gold', gold]);
    };
    const wrong = await evaluate(`${JSON.stringify(GOLD[0])}\n{"id": "x", "language": "da", "text": "a"}\n`);
    expect(wrong).toMatchObject({
      exit: 3,
      err: `wirewatch: ${gold}:2: this line is no labelled story (look at "labels"). It needs id, language, text and labels.`,
    });
    expect((await evaluate('no json')).err).toContain('gold.jsonl:1: this line is no labelled story.');
    expect((await run(['topics', 'evaluate', '--gold', join(folder, 'gone')])).exit).toBe(3);
    expect((await run(['topics', 'evaluate'])).exit).toBe(2);
  });
});

describe('topics new', () => {
  test('writes a file that is right as it stands, and says what to do next', async () => {
    const dir = join(await temporaryFolder(), 'my-topics');
    const argv = ['topics', 'new', 'baltic-sea', '--dir', dir];
    const made = await run([...argv, '--name', 'Baltic "Sea": cables', '--danish', 'Østersøen']);
    expect(made).toMatchObject({
      exit: 0,
      out: `Wrote ${dir}/baltic-sea.yaml. Put your words in, then run: wirewatch topics check ${dir}`,
    });
    expect(await run(['topics', 'check', dir])).toMatchObject({
      exit: 0,
      out: '1 topic, no tests: all is well.',
    });
    const [listed] = (await run(['topics', 'list', dir, '--json'])).json();
    expect(listed).toMatchObject({ id: 'baltic-sea', name: { en: 'Baltic "Sea": cables', da: 'Østersøen' } });
  });

  test('stays right when each line that is commented out is let in', async () => {
    const folder = await temporaryFolder();
    const dir = join(folder, 'topics');
    await run(['topics', 'new', 'trains', '--dir', dir]);
    const file = join(dir, 'trains.yaml');
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(/^name: \{en: "Trains", da: "Trains"\}$/mu);
    await mkdir(join(folder, 'samples'));
    await writeFile(
      join(folder, 'samples', 'my-story.txt'),
      'The ferry to Køge Bugt had a collision. /ritzau/',
    );
    await writeFile(join(folder, 'samples', 'another-story.txt'), 'A model railway in Køge Bugt. /ritzau/');
    await writeFile(file, text.replace(/^( *)# (?=(?:- |none of|ignore|must|clauses| {2}))/gmu, '$1'));
    const { exit, out } = await run(['topics', 'check', dir]);
    expect({ exit, out }).toEqual({ exit: 0, out: '1 topic, 2 tests: all is well.' });
  });

  test('overwrites nothing, and takes no name that cannot be a topic', async () => {
    const dir = await temporaryFolder();
    await writeFile(join(dir, 'drones.yaml'), 'mine');
    const again = await run(['topics', 'new', 'drones', '--dir', dir, '--json']);
    expect(again).toMatchObject({ exit: 1, out: '', err: expect.stringContaining('is there already') });
    expect(readFileSync(join(dir, 'drones.yaml'), 'utf8')).toBe('mine');
    for (const id of ['Drones', 'a b', '../x', 'lists', 'all', 'briefing', 'a--b', 'x'.repeat(61)]) {
      expect(await run(['topics', 'new', id, '--dir', dir])).toMatchObject({
        exit: 2,
        err: expect.stringContaining('small letters'),
      });
    }
    expect(existsSync(join(dir, 'lists.yaml'))).toBe(false);
    expect((await run(['topics', 'new', 'ships', '--dir', dir, '--json'])).json()).toEqual([
      { schema: 1, id: 'ships', file: `${dir}/ships.yaml` },
    ]);
  });
});
