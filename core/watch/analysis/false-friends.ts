import { endingForms } from './endings.ts';

/**
 * Words that end like a compound of another word and are none, so that `-mission` is not met by
 * `kommission`. With a star: any word that ends so (`*kommission` covers `undersøgelseskommission`);
 * without: only the word itself, since `omission` also ends `Natomission`.
 */
const SHIPPED: readonly string[] = [
  // -mission
  ...'*kommission *commission *transmission *submission *permission *intermission *remission *readmission'.split(
    ' ',
  ),
  ...'emission *gasemission *co2emission *obligationsemission *aktieemission *mulighedsemission omission admission'.split(
    ' ',
  ),
  ...'demission dismission manumission'.split(' '),
  // -styrke (force, strength)
  ...'bestyrke *lydstyrke *købestyrke *vindstyrke *signalstyrke *slagstyrke *muskelstyrke'.split(' '),
  // -skib
  ...'*venskib'.split(' '),
  // -fly
  ...'butterfly dragonfly firefly barfly housefly gadfly'.split(' '),
  // -enhed (unit)
  ...'*sikkerhed *beredthed *forbundenhed *åbenhed *nysgerrighed *tilfredsenhed'.split(' '),
  // -indsats
  ...'pengeindsats *spilleindsats'.split(' '),
  // -soldat, -troop, -force
  ...'enforce reinforce workforce perforce *taskforcen'.split(' '),
  // -ship, -base, -drone, -kabel, -cable
  ...'database *kundedatabase *vidensdatabase applicable amicable despicable inexplicable'.split(' '),
  // -operation
  ...'cooperation kooperation *hofteoperation *knæoperation *hjerteoperation *øjenoperation *rygoperation'.split(
    ' ',
  ),
  // -havn
  ...'københavn'.split(' '),
];

interface Friends {
  readonly whole: ReadonlySet<string>;
  readonly tails: ReadonlySet<string>;
  readonly shortestTail: number;
}

function readFriends(words: readonly string[]): Friends {
  const whole = new Set<string>();
  const tails = new Set<string>();
  for (const word of words) {
    const starred = word.startsWith('*');
    for (const form of endingForms(starred ? word.slice(1) : word)) (starred ? tails : whole).add(form);
  }
  const shortestTail = Math.min(...Array.from(tails, (tail) => tail.length));
  return { whole, tails, shortestTail };
}

/** Read when first asked for: most words end like no ending of a topic. */
let shipped: Friends | null = null;

/** Whether a folded word is a shipped false friend of what it ends in. */
export function isFalseFriend(base: string): boolean {
  shipped ??= readFriends(SHIPPED);
  return isAmong(base, shipped);
}

/** As {@link isFalseFriend}, for the false friends that a topic names itself. */
export function falseFriendTest(words: readonly string[]): (base: string) => boolean {
  const own = readFriends(words);
  return (base) => isAmong(base, own);
}

function isAmong(base: string, { whole, tails, shortestTail }: Friends): boolean {
  if (whole.has(base)) return true;
  for (let start = base.length - shortestTail; start >= 0; start--)
    if (tails.has(base.slice(start))) return true;
  return false;
}
