import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder with one topic of the test's own: stories that speak of a convoy. */
export async function convoyTopic(folder: string): Promise<string> {
  const topics = join(folder, 'topics');
  await mkdir(topics, { recursive: true });
  await writeFile(
    join(topics, 'convoys.yaml'),
    'name: {en: Convoys, da: Konvojer}\nabout: Convoys.\nalert on any:\n  - one of: [convoy]\n',
  );
  return topics;
}

/** Stories that have little in common but their convoy, so that none passes for a copy of another. */
export const CONVOY_STORIES: readonly string[] = [
  'A convoy of forty lorries with winter clothing reached the mountain villages late on Monday, after drivers had waited two days for snow ploughs to clear the pass. /ritzau/',
  'The harbour master in Esbjerg expects the first convoy of ammunition containers before Easter; cranes and guards stand ready on the eastern quay. /ritzau/',
  'Farmers blocked roads around Holstebro with tractors on Tuesday, and police let an army convoy through only at midnight, when the protest ended. /ritzau/',
  'Three frigates from different navies will escort a convoy carrying wheat out of the strait, insurers were told at a meeting in London. /ritzau/',
  'A veteran who drove in the relief convoy thirty years ago received a medal in his home town, where his children read from old letters. /ritzau/',
  'Engineers have laid a pontoon bridge across the river so that the convoy of mobile hospitals need no longer take the long way round by the dam. /ritzau/',
  'Ministers quarrelled over who shall pay for the convoy of school buses that brought evacuated pupils home from the flooded valley. /ritzau/',
  'Hackers shut down the tracking of a fuel convoy for six hours, the transport agency admits, though every tanker arrived as planned. /ritzau/',
];
