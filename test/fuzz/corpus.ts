import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sharedPath } from '../shared.ts';

/** Larger files cost much time and find nothing that smaller ones do not. */
const LARGEST = 60_000;

/** The project's samples of every format, some of its plain stories, and the real files where they are. */
export function corpus(): readonly Uint8Array[] {
  const samples = fileURLToPath(new URL('../../samples/', import.meta.url));
  const shared = sharedPath('wire-samples');
  const plain = filesIn(samples).filter((_, index) => index % 3 === 0);
  return [...plain, ...filesIn(`${samples}formats/`), ...(existsSync(shared) ? filesIn(`${shared}/`) : [])];
}

function filesIn(folder: string): Uint8Array[] {
  return readdirSync(folder)
    .sort()
    .map((name) => folder + name)
    .filter((path) => statSync(path).isFile() && statSync(path).size <= LARGEST && !path.endsWith('.md'))
    .map((path) => readFileSync(path));
}
