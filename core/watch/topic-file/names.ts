/**
 * What people call the keys and clauses of a topic before they know the names, in English and Danish: the name that is
 * meant, and what is written for it. Where several names are meant by one word, the one counts that can stand there.
 */
const OTHER_WORDS: readonly (readonly [name: string, words: string])[] = [
  [
    'alert on any',
    'alert,alert on,alert if,alert when,alarm,alarm på,alarm ved,giv besked om,match,rule,rules,regler',
  ],
  ['alert on all', 'alert if all,alarm på alle'],
  ['one of', 'any of,any,or,either,some of,words,word,en af,et af,mindst en af,ord,eller'],
  ['all of', 'and,all,both,both of,each of,every,alle af,alle,både,og'],
  ['none of', 'not,no,none,not any of,exclude,excluding,except,without,but not,ingen af,ikke,uden,undtagen'],
  ['at least 2 of', 'some,several of,mindst 2 af,mindst to af'],
  [
    'same sentence',
    'sentence,in sentence,one sentence,in the same sentence,samme sætning,i samme sætning,sætning',
  ],
  ['same paragraph', 'paragraph,in the same paragraph,samme afsnit,i samme afsnit,afsnit'],
  ['within 5 words', 'near,close,nær,tæt på'],
  ['exactly', 'exact,exact words,verbatim,præcis,nøjagtig,nøjagtigt,ordret'],
  ['headline', 'title,heading,head,titel,overskrift,rubrik'],
  ['lead', 'intro,introduction,summary,manchet,underrubrik,indledning'],
  ['body', 'text,story,content,tekst,brødtekst,artikel'],
  ['byline', 'author,writer,forfatter,skribent'],
  ['place', 'location,dateline,sted,by'],
  ['keyword', 'tag,tags,nøgleord,emneord'],
  ['subject', 'topic,code,category,emne,kategori'],
  ['via', 'agency,source,bureau,kilde'],
  ['language', 'lang,sprog'],
  ['urgency', 'priority,prioritet'],
  ['kind', 'type,art'],
  ['name', 'title,topic,titel,navn,emne'],
  ['about', 'description,note,comment,om,beskrivelse'],
  ['lists', 'list,words,lister,liste,ord,ordlister'],
  ['clauses', 'conditions,betingelser'],
  ['query', 'search,søgning,forespørgsel'],
  ['where', 'hvor'],
  ['ignore inside', 'ignore,ignorer,ignorer inden i'],
  ['skip when headline has', 'skip,skip if headline has,spring over'],
  ['updates', 'update,opdateringer'],
  ['paused', 'pause,sat på pause'],
  ['must match', 'should match,skal matche'],
  ['must not match', 'should not match,må ikke matche'],
];

/** The key that somebody misspelt, wrote with capitals or called by another word; or null. */
export function misspelt(text: string, keys: readonly string[]): string | null {
  const lower = text.replace(/\s+/gu, ' ').trim().toLowerCase();
  const near = nearestName(lower, keys) ?? keys.find((key) => isNearShort(key, lower));
  const meant = keys.find((key) => key === lower) ?? otherWord(lower, keys) ?? near ?? null;
  if (meant !== null) return meant;
  // `within five words`, `at least two of`: the number is in the way.
  const opening = /^(?:within|at least)(?= )/u.exec(lower)?.[0];
  return keys.find((key) => opening !== undefined && key.startsWith(opening)) ?? null;
}

function otherWord(text: string, keys: readonly string[]): string | null {
  const found = OTHER_WORDS.find(([name, words]) => keys.includes(name) && words.split(',').includes(text));
  return found?.[0] ?? null;
}

/** The name that somebody misspelt, or null. */
export function nearestName(text: string, names: readonly string[]): string | null {
  const isNear = (name: string) =>
    name.length >= 5 && name !== text && editDistance(name, text) <= (name.length > 7 ? 2 : 1);
  return names.find(isNear) ?? null;
}

/** `tops`, `boddy`: as near to a short key as a slip of the finger is. */
function isNearShort(key: string, text: string): boolean {
  return key.length >= 3 && key.length < 5 && text.length >= 3 && editDistance(key, text) === 1;
}

/** How many letters must be added, taken away, changed or swapped to turn one word into the other; 3 for more. */
function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2 || a.length > 40) return 3;
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwapped ? (before[j - 2] ?? 0) + 1 : 3;
      next.push(Math.min(change, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return Math.min(3, row[b.length] ?? 3);
}
