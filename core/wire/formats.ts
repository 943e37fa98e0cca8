import { anpa1312 } from './anpa-1312.ts';
import type { Format } from './format.ts';
import { iptc7901 } from './iptc-7901.ts';
import { ritzauXml } from './ritzau-xml.ts';
import { plainText } from './text.ts';

/** All formats, the more specific first: the first that detects its copy reads it. */
export const FORMATS: readonly Format[] = [ritzauXml, anpa1312, iptc7901, plainText];
