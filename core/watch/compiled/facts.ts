import * as z from 'zod/mini';
import { type TopicFacts, UPDATE_POLICIES } from '../topic.ts';

/** Facts as they lie in compiled topics: what is as usual is left out. */
function packedSchema() {
  return z.object({
    name: z.union([z.string(), z.object({ en: z.string(), da: z.string() })]),
    about: z._default(z.string(), ''),
    updates: z._default(z.enum(['none', 'new-topics', 'all']), 'new-topics'),
    paused: z._default(z.nullable(z.object({ until: z.nullable(z.string()) })), null),
  });
}

/** Made when first asked for: a story has to fit a topic before anybody wants its facts. */
let schema: ReturnType<typeof packedSchema> | null = null;

/** A topic's facts, without its id, as a short string. */
export function packFacts({ name, about, updates, paused }: TopicFacts): string {
  return JSON.stringify({
    name: name.en === name.da ? name.en : name,
    ...(about === '' ? {} : { about }),
    ...(updates === UPDATE_POLICIES[1] ? {} : { updates }),
    ...(paused === null ? {} : { paused }),
  });
}

/** What {@link packFacts} made. Throws when the string is something else. */
export function unpackFacts(id: string, packed: string): TopicFacts {
  schema ??= packedSchema();
  const { name, ...facts } = schema.parse(JSON.parse(packed));
  return { id, name: typeof name === 'string' ? { en: name, da: name } : name, ...facts };
}
