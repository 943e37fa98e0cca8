import type { Format } from './format.ts';
import { ritzauXml } from './ritzau-xml.ts';
import { plainText } from './text.ts';

/** All formats, the more specific first: the first that detects its copy reads it. */
export const FORMATS: readonly Format[] = [ritzauXml, plainText];
