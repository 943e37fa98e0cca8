import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RITZAU } from '../core/wire/outcome.ts';
import { writeFileAtomic } from './atomic-file.ts';
import { droppedFiles } from './drop-folder.ts';

/** The folder of samples that come once the others have been told: an update, a correction, a kill. */
export const LATER = 'later';

/** How long a sample's embargo lasts, at least; it ends on a full minute. */
const EMBARGO_MILLISECONDS = 60_000;

/**
 * Copies samples that are not there yet, the `later` ones or the others, so that they come now and not when the
 * project was copied; the times written in them become those of `now`, milliseconds since 1970, too.
 */
export async function copySamples(
  from: string,
  to: string,
  { later, now }: { readonly later: boolean; readonly now: number },
): Promise<void> {
  const files = later
    ? (await droppedFiles(join(from, LATER), false)).map((file) => join(LATER, file))
    : await droppedFiles(from, false);
  for (const file of files) {
    const target = join(to, file);
    if (existsSync(target)) continue;
    await mkdir(dirname(target), { recursive: true });
    await writeFileAtomic(target, withTimesOf(await readFile(join(from, file), 'utf8'), now));
  }
}

/** An embargo that is over would hold nothing, and a kill of last winter puzzle whoever reads of it. */
function withTimesOf(text: string, now: number): string {
  const end = new Date(Math.ceil((now + EMBARGO_MILLISECONDS) / 60_000) * 60_000).toISOString();
  // Ritzau's times are Danish wall time; Sweden writes them as ISO 8601 does.
  const wallTime = new Date(now).toLocaleString('sv-SE', { timeZone: RITZAU.timeZone }).replace(' ', 'T');
  return text
    .replace(/^EMBARGO until [\d-]+ [\d:]+ GMT/u, `EMBARGO until ${end.slice(0, 16).replace('T', ' ')} GMT`)
    .replace(/<PublishDate>[\dT:.-]+</u, `<PublishDate>${wallTime}<`);
}
