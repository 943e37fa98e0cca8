import { anpa1312 } from './anpa-1312.ts';
import { atom, rss } from './feeds.ts';
import type { Format } from './format.ts';
import { iptc7901 } from './iptc-7901.ts';
import { newsml1 } from './newsml-1.ts';
import { newsmlG2 } from './newsml-g2.ts';
import { ninjs } from './ninjs.ts';
import { nitf } from './nitf.ts';
import { ritzauXml } from './ritzau-xml.ts';
import { plainText } from './text.ts';

/** All formats, the more specific first: the first that detects its copy reads it. */
export const FORMATS: readonly Format[] = [
  ritzauXml,
  nitf,
  newsml1,
  newsmlG2,
  anpa1312,
  iptc7901,
  ninjs,
  rss,
  atom,
  plainText,
];
