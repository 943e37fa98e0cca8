import type { Settings } from '../config.ts';
import type { ObjectSource } from '../ports.ts';
import { readObject } from '../wire/read-object.ts';
import { readingKey } from './dropped-key.ts';
import type { SourceRef } from './head.ts';
import type { Story } from './story.ts';

/** Reads one story again from the object it came in; null when that is gone. */
export type Reread = (source: SourceRef) => Promise<Story | null>;

/** How stories whose text is too long for the table are read from the bucket. */
export function rereadFrom(objects: ObjectSource, settings: Pick<Settings, 'wires' | 'maxBytes'>): Reread {
  return async ({ key, versionId, part }) => {
    const reading = await objects.read({ key, versionId }, settings.maxBytes);
    if (reading.kind !== 'object') return null;
    const options = {
      wires: settings.wires,
      maxBytes: settings.maxBytes,
      key: readingKey(key),
      receivedAt: reading.lastModified,
    };
    const outcome = readObject(reading.bytes, options).find((one) => one.part === part);
    return outcome?.kind === 'story' ? outcome.story : null;
  };
}
