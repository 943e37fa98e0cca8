/**
 * The commonest small words of the languages that reach a Nordic news desk. A word may stand in several lists:
 * then it counts for each of them and decides nothing; the words that only one language has decide.
 * The lists are our own, of about ninety words each, chosen among the closed word classes.
 */
const SMALL_WORDS: Readonly<Record<string, string>> = {
  da: `og i at det en til er som på de for af med den ikke der et har han var at være eller men om så kan hun fra vil
    sig efter blev ved også nu kun skal havde bliver end hvor mod over da være blevet hvad op ud deres under disse
    hvis uden når mellem siger sagde mere meget nogle igen selv andre alle sammen få må jeg vi os dem dette denne hans
    hendes ham ind ned år ifølge herunder gennem hvilket både samt allerede nogen noget ingen dog altså hver gør går fik
    gik været blandt lige tage tilbage bag uge gange sådan hvordan mig dig sidste næste flere tidligere hos siden imod
    omkring stadig mens derfor skulle kunne ville første to tre kommer sit sin sine vores både kan ret give sige`,
  en: `the of and to in a is that for it was on with as he be at by from his they have had are this not but which or an
    their has were been will would who said there when its she her more after about one also than into other could
    some them these no out up we can only over such so if what two first between during before while against where
    because through under most being both you i do did may should however according says my our him how then`,
  no: `og i det en til er som på de for av med den ikke et har han var å være eller men om så kan hun fra vil seg etter
    ble ved også nå bare skal hadde blir enn hvor mot over da blitt hva opp ut deres under disse hvis uten når mellom
    sier sa mer mye noen igjen selv andre alle sammen få må jeg vi oss dem dette denne hans hennes ham inn ned år
    ifølge gjennom både samt allerede noe ingen gjør går ikkje eit ein frå eg dei vere seier meir kva korleis berre fikk
    gikk vært blant tilbake bak uke ganger slik hvordan meg deg siste neste flere tidligere hos siden mens derfor
    skulle kunne ville første to tre kommer sitt sin sine vår våre fortsatt fram forteller gi si bli ta viser`,
  sv: `och i att det en till är som på de för av med den inte ett har han var vara eller men om så kan hon från vill sig
    efter blev vid också nu bara ska hade blir än där mot över då blivit vad upp ut deras under dessa utan när mellan
    säger sade sa mer mycket några igen själv andra alla jag vi oss dem detta denna hans hennes honom in ner år enligt
    genom både samt redan något ingen dock varje gör går skulle kommer finns även många sedan måste eftersom
    fick gick varit bland tillbaka bakom vecka gånger hur mig dig sista nästa flera tidigare hos medan därför skulle
    kunde ville första två tre kommer sitt sin sina vår våra fortfarande ge säga bli ta visar får få`,
  de: `der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass
    sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch
    man sein wurde sei hatte kann gegen vom können schon wenn habe seine ihre dann unter wir soll ich eines jahr zwei
    diese dieser wieder keine seiner worden will zwischen immer sagte sagt damit waren beim ohne sowie`,
  nl: `de het een van en in is dat op te zijn met voor niet die aan er om ook als dan maar bij door naar uit over nog
    heeft wordt werd tot hij ze was hebben ik je wel geen kan worden zou meer deze dit of al zo hun haar had tegen
    onder veel moet na toen zei zegt twee jaar tussen alleen zonder omdat volgens waar wat wij nu weer andere hem kunnen
    eerste sinds mensen hoe vanaf gaat zal zich echter waren beide`,
  fr: `le la les de des du un une et à en est que qui dans pour pas sur au ce il par plus avec ne se sont son sa ses mais
    ou comme a été elle ont aux cette nous vous leur fait être deux même tout après sans avait aussi entre ces ils
    selon était depuis dont on peut contre très où avoir encore sous non avant lors alors faire si je autres tous
    donc déjà moins leurs ainsi toujours quelques jusqu ministre`,
  es: `el la los las de del un una y en que es se por con para no su al lo como más pero sus le ha ya o este sí porque
    esta entre cuando muy sin sobre también me hasta hay donde han quien desde todo nos durante todos uno les ni
    contra otros ese eso ante ellos esto antes algunos unos yo otro otras otra él tanto esa estos mucho nada muchos
    fue está según tras años dijo ser son había era`,
  it: `il lo la i gli le di del della dei delle un una e in che è per con non si da sono al alla come più ma anche nel
    nella dal dalla ha su suo sua hanno o se questo questa ai alle tra dopo stato essere era loro così ancora ci
    ha detto due anni molto contro senza quando già sul sulla degli dell all nell fino prima solo dove chi tutti
    perché poi cosa mentre quello secondo fatto stata`,
  pt: `o a os as de do da dos das um uma e em que é se por com para não no na nos nas ao à seu sua como mais mas foi
    ele ela tem são ser entre está muito sem sobre também até há isso já ou quando depois pelo pela pelos segundo
    contra disse anos ainda só este esta esse essa eles ter era havia você nem mesmo aos seus suas quem onde
    durante porque foram dois todos`,
  fi: `ja on ei että se oli hän mutta ovat joka myös kun mukaan sen ole kuin tai niin jo siitä ollut nyt voi olisi kuten
    hänen vain vuoden ne sitä jos mitä sanoo vielä kanssa jotka tämä tämän olla mikä eivät joita sekä kaikki mukana
    noin viime jälkeen ennen vuonna suomen aikana kertoo muun muassa joiden siihen tällä olleet hyvin paljon koska
    eli tulee pitää saa sanoi lisäksi vaan voidaan enemmän ettei toinen välillä niiden kuitenkin tässä johon`,
};

const LANGUAGES_OF: ReadonlyMap<string, readonly string[]> = languagesByWord();

/** Words looked at: enough to be sure, and the same cost for a long read as for a short story. */
const WORDS_LOOKED_AT = 600;
/** Fewer words than this say nothing certain. */
const FEWEST_WORDS = 5;
/** Running prose has 30 to 50 percent small words; lists, tables and unknown languages have fewer than this. */
const SMALLEST_RATIO = 0.16;
/** One small word may be a name, or a word of a language that is not told. */
const FEWEST_SMALL_WORDS = 2;
/** How many more small words the best language must have than the next. */
const SMALLEST_LEAD = 2;

/**
 * Tells the language of a text by its share of each language's small words.
 *
 * Returns a BCP 47 primary subtag: `da`, `en`, `no` (Bokmål and Nynorsk alike), `sv`, `de`, `nl`, `fr`, `es`, `it`,
 * `pt`, `fi`; or `und` where the text is too short, is no prose, or no language leads clearly. Machine-translated
 * English with left-over Danish words is `en`, since its small words are English.
 */
export function tellLanguage(text: string): string {
  const counts = new Map<string, number>();
  const words = countSmallWords(text, counts);
  if (words < FEWEST_WORDS) return 'und';
  const [best, second] = [...counts].sort((a, b) => b[1] - a[1]);
  if (best === undefined || best[1] < Math.max(words * SMALLEST_RATIO, FEWEST_SMALL_WORDS)) return 'und';
  const lead = best[1] - (second?.[1] ?? 0);
  if (lead >= (words < 25 ? 1 : SMALLEST_LEAD)) return best[0];
  const tied = [...counts].filter(([, count]) => count === best[1]);
  return tied.every(([language]) => language in SCANDINAVIAN_SPELLING)
    ? tellScandinavian(text, counts)
    : 'und';
}

/**
 * Spellings that tell Danish, Norwegian and Swedish apart where their small words do not: Danish never ends a word in
 * a double consonant, the others often do.
 */
const SCANDINAVIAN_SPELLING: Readonly<Record<string, RegExp>> = {
  da: /ej|^(?:af|ud|op)\p{L}{3}|(?:tion|tionen|tioner|hed|heden|heder|skab|skaber|ib|og|ig|uge|uger|ede|eme|age|ager)$/u,
  no: /kj|^(?:av(?!is)|ut|opp)\p{L}{3}|(?:sjon|sjonen|sjoner|het|heten|heter|skap|øy|kk|tt|pp|uke|uker|ake)$/u,
  sv: /[äö]|(?:kk|tt|pp|ck|orna|arna|ade)$/u,
};

/** Which of the three has the most words that only it would spell so; `und` where that, too, leaves it open. */
function tellScandinavian(text: string, smallWords: ReadonlyMap<string, number>): string {
  const scores = Object.entries(SCANDINAVIAN_SPELLING).map(([language, spelling]) => {
    let score = smallWords.get(language) ?? 0;
    for (const [word] of text
      .slice(0, 6000)
      .toLowerCase()
      .matchAll(/\p{L}+/gu)) {
      if (word.length > 3 && word.length < 40 && spelling.test(word)) score += 1;
    }
    return [language, score] as const;
  });
  const [best, second] = scores.sort((a, b) => b[1] - a[1]);
  return best !== undefined && second !== undefined && best[1] > second[1] ? best[0] : 'und';
}

/** Adds each language's small words in the text to `counts`; returns how many words were looked at. */
function countSmallWords(text: string, counts: Map<string, number>): number {
  const word = /\p{L}+/gu;
  let words = 0;
  for (let found = word.exec(text); found !== null && words < WORDS_LOOKED_AT; found = word.exec(text)) {
    words += 1;
    if (found[0].length > 12) continue;
    for (const language of LANGUAGES_OF.get(found[0].toLowerCase()) ?? []) {
      counts.set(language, (counts.get(language) ?? 0) + 1);
    }
  }
  return words;
}

function languagesByWord(): Map<string, string[]> {
  const map = new Map<string, string[]>();
  for (const [language, list] of Object.entries(SMALL_WORDS)) {
    for (const word of new Set(list.split(/\s+/u))) {
      const languages = map.get(word);
      if (languages === undefined) map.set(word, [language]);
      else languages.push(language);
    }
  }
  return map;
}
