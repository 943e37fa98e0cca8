import type { Story } from '../story/story.ts';
import { DEFAULT_MARKERS, type HeadlineMarkers } from './markers.ts';

/** What became of one item in a dropped object when it was read. `part` counts the object's items from 0. */
export type ReadOutcome =
  | { readonly kind: 'story'; readonly part: number; readonly format: string; readonly story: Story }
  | {
      readonly kind: 'rejected';
      readonly part: number;
      readonly format: string | null;
      readonly reason: string;
    };

/** A wire that is watched, from configuration (`wires:`). */
export interface Wire {
  /** Lower-case id, also what a sign-off says between its slashes: `ritzau`. */
  readonly id: string;
  /** The name people read: `Ritzau`. */
  readonly name: string;
  /** Words that sign the wire's copy off or open it, compared without regard to case: `ritzau`. */
  readonly signOffs: readonly string[];
  /** What structured source fields call it, compared without regard to case: `ritzau`, `ritzau.dk`, `via ritzau`. */
  readonly sources: readonly string[];
  /** IANA zone of times without an offset: `Europe/Copenhagen`. */
  readonly timeZone: string;
  /** Key prefixes under which everything counts as this wire's: `incoming/ritzau/`. */
  readonly prefixes: readonly string[];
  /** Words before its headlines that say what the version is. */
  readonly markers: HeadlineMarkers;
}

/** What the reader may know besides the bytes. */
export interface ReadOptions {
  readonly wires: readonly Wire[];
  /** The object's key or the file's path; only its place tags, its name never decides the format. */
  readonly key: string;
  /** Most bytes of one object, unpacked. */
  readonly maxBytes: number;
  /** When the object was written, ISO 8601 UTC: which Thursday an embargo's words mean. */
  readonly receivedAt?: string;
}

/** The wire watched where configuration names none. */
export const RITZAU: Wire = {
  id: 'ritzau',
  name: 'Ritzau',
  signOffs: ['ritzau'],
  sources: ['ritzau', 'ritzau.dk', '/ritzau/', 'via ritzau'],
  timeZone: 'Europe/Copenhagen',
  prefixes: ['incoming/ritzau/'],
  markers: DEFAULT_MARKERS,
};

/** 10 MB. */
export const DEFAULT_MAX_BYTES = 10_000_000;
