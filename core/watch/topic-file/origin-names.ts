import type { FactName } from '../rule.ts';
import { nearestName } from './names.ts';

/** Agencies that wires relay, as sign-offs and source fields name them; only to know a misspelt one. */
const AGENCIES: readonly string[] = [
  'AFP,AP,Reuters,Reuter,dpa,UPI,PA,PA Media,Bloomberg,Dow Jones,CNN,BBC,EFE,ANSA,Lusa,ANP,Belga,APA,PAP,CTK,MTI,TASR,Tanjug,Hina',
  'Ritzau,TT,NTB,STT,BNS,LETA,ELTA,Interfax,TASS,RIA,Ukrinform,Anadolu,AGERPRES,BTA,ANA,Xinhua,Kyodo,Jiji,Yonhap,PTI,AAP,SID',
  'TV 2,GlobeNewswire,PR Newswire,Business Wire,Cision,News Aktuell,Via Ritzau',
].flatMap((line) => line.split(','));
/** The same in small letters, as they are compared. */
const LOWER_AGENCIES = AGENCIES.map((agency) => agency.toLowerCase());

/** What is odd about the name of a wire or an agency, which nothing forbids; null: nothing. */
export function oddOrigin(
  fact: FactName,
  text: string,
  wires: readonly string[],
): { readonly message: string; readonly mend: string } | null {
  const name = text.trim();
  const lower = name.toLowerCase();
  if (fact === 'wire' && !wires.includes(lower)) {
    const near = nearestName(lower, wires) ?? swapped(lower, wires);
    const mend = near === null ? `Those watched are: ${wires.join(', ')}.` : `Did you mean ${near}?`;
    return {
      message: `No wire is called "${name}": a story never comes from it.`,
      mend: `${mend} A wire is named under wires: in the configuration.`,
    };
  }
  if (fact !== 'via' || LOWER_AGENCIES.includes(lower)) return null;
  const near = nearestName(lower, LOWER_AGENCIES) ?? swapped(lower, LOWER_AGENCIES);
  if (near === null) return null;
  const meant = AGENCIES[LOWER_AGENCIES.indexOf(near)];
  return {
    message: `"${name}" is no agency that is known here.`,
    mend: `Did you mean ${meant}? If there is one of this name, leave it.`,
  };
}

/** Short names are near only where their letters are swapped: APF, AFP. */
function swapped(name: string, names: readonly string[]): string | null {
  const letters = (text: string) => [...text].sort().join('');
  return names.find((other) => name.length > 2 && letters(other) === letters(name)) ?? null;
}
