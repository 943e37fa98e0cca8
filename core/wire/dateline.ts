/** Where and from whom a story is, as its first words say: `BERLIN, April 2 (Reuters) - `. */
export interface Dateline {
  /** The place without its date: `BERLIN`; null where only the agency stands. */
  readonly place: string | null;
  /** The agencies as written, one or several: `tca/dpa`. */
  readonly agencies: readonly string[];
  /** How many characters of the text the dateline takes. */
  readonly length: number;
}

/** Names that agencies sign with, in lower case. A party in parentheses, `(S)`, is no agency. */
const AGENCIES: ReadonlySet<string> = new Set(
  `aa aap adn afp agerpres akp ani anadolu ansa anp ap apa ats belga bloomberg bns bta cna cp ctk dpa dpa-afx efe elta ena
  emirates hina ians interfax irna kyodo kna awp cision prnewswire businesswire globenewswire keystone-sda leta lusa maghreb mena mti nna ntb pa pap pti reuters ritzau
  rtr sana sda sid spa stt tanjug tass tca tcn tns tt ukrinform upi wam xinhua yonhap zuma`.split(/\s+/u),
);

/** No dateline is longer. */
const REACH = 140;
const SHAPE =
  /^\s{0,9}(?:(\p{L}[^()\n]{0,60}?(?: \([\p{L} .'’-]{2,30}\)[^()\n]{0,30}?)?)(?:[ ,]{1,3}|--))?[(/](?:©\s?)?(\p{L}[\p{L}\p{N} ./&+-]{0,40})[)/](?:\.?\s{0,3}[-–—_:=]{1,2}\s|--(?=\p{L})|\s{0,3}(?:\n|$)|(?<=\/)\.\s)/u;
const MONTH =
  '(?:jan|ene|gen|feb|fev|mar|mär|mrz|apr|abr|may|maj|mai|mag|mei|jui|jun|giu|jul|lug|aug|ago|sep|set|oct|okt|ott|out|nov|dec|dez|des|dic|déc|fév|avr|aoû)\\p{L}{0,7}\\.?';
/** ANSA's order: the agency first, then place and date (`(ANSA) - ROME, JUL 11 - `). */
const PLACE_BEHIND = new RegExp(
  `^(\\p{Lu}[\\p{L}.'’ -]{1,40}), (?:${MONTH}\\s?\\d{1,2}|\\d{1,2}\\.?\\s?${MONTH}) ?[-–—]{1,2} `,
  'iu',
);
const DATE = new RegExp(
  `,?\\s{0,3}(?:${MONTH}\\s?\\d{1,2}|(?:den )?\\d{1,2}\\.?\\s?${MONTH}|\\d{1,2}[./]\\d{1,2}[./]?)(?:,?\\s?\\d{4})?[,.]?$`,
  'iu',
);

/**
 * The dateline that a paragraph opens with, or null. Only names of agencies in parentheses or slashes make one:
 * `PARIS, 13 nov 2013 (AFP) - `, `OSLO (NTB): `, `Geneva (dpa) - `, `(AP) _ `, `BRUSSEL 25/11 (BELGA) = `,
 * `AUSTIN, Texas--(BUSINESS WIRE)--`.
 */
export function readDateline(text: string): Dateline | null {
  const found = SHAPE.exec(text.slice(0, REACH));
  const signed = found?.[2];
  if (found === null || signed === undefined) return null;
  const agencies = signed.split(/[/+&]|(?<!dpa|keystone)-/iu).map((name) => name.trim());
  if (!agencies.every((name) => AGENCIES.has(name.toLowerCase().replaceAll(' ', '')))) return null;
  const behind = found[1] === undefined ? PLACE_BEHIND.exec(text.slice(found[0].length, REACH)) : null;
  const place = (found[1] ?? behind?.[1])?.replace(DATE, '').replace(/[\s,]{1,9}$/u, '') || null;
  return { place, agencies, length: found[0].length };
}

/** The place in a field for datelines, with or without date and agency: `BEIJING, July 23`; null where there is none. */
export function placeInDateline(line: string): string | null {
  const text = line.trim().slice(0, REACH);
  const signed = readDateline(`${text} `)?.place;
  if (signed) return signed;
  const place = text
    .replace(/[\s–—_:-]{1,9}$/u, '')
    .replace(DATE, '')
    .replace(/[\s,]{1,9}$/u, '');
  return /^['’]?\p{L}/u.test(place) ? place : null;
}
