import { readFileSync } from 'node:fs';
import { RITZAU } from '../core/wire/outcome.ts';
import { readObject } from '../core/wire/read-object.ts';

/** Reads the file that its argument names once, and prints as JSON what that took: time, and memory above the file's own. */
const bytes = readFileSync(process.argv[2] ?? '');
const options = { wires: [RITZAU], key: 'incoming/message.xml', maxBytes: 20_000_000 };
const before = process.memoryUsage.rss();
const start = performance.now();
const outcomes = readObject(bytes, options);
const ms = performance.now() - start;
const peak = process.resourceUsage().maxRSS * 1024;
process.stdout.write(
  JSON.stringify({
    bytes: bytes.length,
    stories: outcomes.filter(({ kind }) => kind === 'story').length,
    ms: Math.round(ms),
    mbPerSecond: Number((bytes.length / ms / 1000).toPrecision(3)),
    peakTimesItsSize: Number(((peak - before) / bytes.length).toPrecision(3)),
  }),
);
