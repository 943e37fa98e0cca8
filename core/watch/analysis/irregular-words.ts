/**
 * What the stemmers' rules keep apart, or throw together, and news needs otherwise. All words are folded. The tables in
 * test/core/watch/analysis/stem.test.ts hold what is one word and what is not.
 *
 * A word belongs here when its forms are common in news and none of them is a common word of another meaning, in either
 * language. Hence these stay apart, and an editor writes both: leave and left (the side, the parties), lead and led, hold and
 * held (Danish luck; and a Danish hold is a team), life and lives (he lives), steal and stole (Danish chairs), give and gave (a
 * Danish present), rise and rose, win and won (the currency), meet and met, basis and bases, tage and tog (a train), gå and
 * går (yesterday), bryde and brød (bread), drive and drev, stige and steg (a roast), flyve and fløj (a wing), binde and bundet
 * (the bottom), ko and køer (queues), center and centrum (the middle of a town).
 */

/** A form, and what it is taken as. */
type Pair = readonly [form: string, as: string];

function forms(as: string, words: string): readonly Pair[] {
  return words.split(' ').map((word) => [word, as]);
}

/** From lines of `as:form form`, parted by commas. */
function families(...lines: readonly string[]): readonly Pair[] {
  return lines
    .flatMap((line) => line.split(','))
    .flatMap((family) => {
      const [as = '', words = ''] = family.split(':');
      return forms(as, words);
    });
}

/** What a Danish word ends in, and what to do with it. */
export interface DanishEnding {
  readonly ending: string;
  /** What stands for the ending in the stem. */
  readonly as: string;
  /** Whether the rules go on with it: it leads to a dictionary form. */
  readonly goesOn: boolean;
  /** What may stand before the ending. */
  readonly behind: 'anything' | 'a prefix' | 'nothing';
}

function endings(
  pairs: readonly Pair[],
  goesOn: boolean,
  behind: DanishEnding['behind'],
): readonly DanishEnding[] {
  return pairs.map(([ending, as]) => ({ ending, as, goesOn, behind }));
}

/** Nouns, alone and in compounds (`kampflyene`, `forsvarsministre`); the stem is what stands first. */
const DANISH_NOUNS = [
  // With a changed vowel.
  ...forms('mand', 'mand maend maends maendene maendenes manden mandens mands'),
  ...forms('barn', 'boern boerns boernene boernenes'),
  ...forms('kraft', 'kraefter kraefters kraefterne kraefternes'),
  ...forms('bog', 'boeger boegers boegerne boegernes'),
  ...forms('stad', 'staeder staeders staederne staedernes'),
  ...forms('fod', 'foedder foedders foedderne foeddernes'),
  ...forms('nat', 'naetter naetters naetterne naetternes'),
  ...forms('datter', 'datter datters datteren datterens doetre doetres doetrene doetrenes'),
  ...forms('bror', 'broedre broedres broedrene broedrenes'),
  // minister, ministre; kabel, kabler: the e of the last syllable falls out.
  ...forms('minister', 'minister ministers ministre ministrene ministrenes ministres ministeren ministerens'),
  ...forms('kabel', 'kabel kabels kabler kablet kablets kablerne kablernes kablers'),
  ...forms('artikel', 'artikel artikler artiklen artiklerne artiklens artiklernes'),
  ...forms('middel', 'middel middels midler midlet midlerne midlernes'),
  ...forms('center', 'center centers centre centret centrene centeret centrets centres'),
  ...forms('vaaben', 'vaaben vaabens vaabnet vaabnets vaabnene vaabnenes vaabenet vaabenets'),
  ...forms('trussel', 'trussel trussels trusler truslen truslens truslerne truslernes truslers'),
  ...forms('faengsel', 'faengsel faengsels faengsler faengslet faengslets faengslerne faengslernes'),
  ...forms('gidsel', 'gidsel gidsels gidsler gidslet gidslets gidslerne gidslernes gidslers'),
  ...forms('regel', 'regel regels regler reglen reglens reglerne reglernes reglers'),
  ...forms('offer', 'offer offers offeret offerets ofre ofres ofret ofrets ofrene ofrenes'),
  ...forms('soester', 'soester soesters soesteren soesterens soestre soestres soestrene soestrenes'),
  ...forms('teater', 'teater teaters teateret teaterets teatre teatres teatret teatrets teatrene teatrenes'),
  // The um of the singular falls out: Forsvarsministeriet, museet.
  ...forms('ministeri', 'ministerium ministeriums'),
  ...forms('museum', 'museum museums museet museets museer museers museerne museernes'),
  ...forms('jubilaeum', 'jubilaeum jubilaeums jubilaeet jubilaeets jubilaeer jubilaeers jubilaeerne'),
  ...forms('ori', 'orium oriums'),
  ...forms('ari', 'arium ariums'),
  ...forms('studi', 'studium studiums'),
  ...forms('kriteri', 'kriterium kriteriums'),
  ...forms('gymnasi', 'gymnasium gymnasiums'),
  ...forms('konsorti', 'konsortium konsortiums'),
  // A last é: the article follows it.
  ...forms('komit', 'komiteen komiteens komiteer komiteers komiteerne komiteernes'),
  ...forms('arm', 'armeen armeens armeer armeers armeerne armeernes'),
  // A last ø, the e of which the rules take for an ending: Østersøen, Krimhalvøen.
  ...forms('soe', 'soe soes soeen soeens soeer soeerne soeernes'),
  ...forms('halvoe', 'halvoe halvoes halvoeen halvoeens halvoeer halvoeerne halvoeernes'),
  // A last s that is no genitive, and an ending that is one twice.
  ...forms('prins', 'prins'),
  ...forms('indsats', 'indsats indsatsen indsatsens indsatser indsatsers indsatserne indsatsernes'),
  ...forms('officer', 'officer officers officerer officerers officeren officerens officererne officerernes'),
  ...forms('konstabel', 'konstabel konstabels konstabler konstablen konstablens konstablerne konstablernes'),
  ...forms('konstabel', 'konstablers'),
  ...forms('plads', 'plads'),
  ...forms('palads', 'palads'),
  ...forms('kreds', 'kreds'),
  ...forms('kurs', 'kurs'),
  ...forms('korps', 'korps'),
  ...forms('univers', 'univers'),
  ...forms('kompas', 'kompas'),
  ...forms('proces', 'proces'),
  ...forms('kongres', 'kongres'),
  // A last et that is no article (raket, raketten), and a last erne that is no plural (kaserne, kasernen).
  ...forms('itet', 'itet itets'),
  ...[
    'raket korvet kadet budget kabinet dekret billet bajonet toilet internet magnet banket'.split(' '),
  ].flatMap((nouns) => nouns.flatMap((noun) => forms(noun, `${noun} ${noun}s`))),
  ...forms('kasern', 'kaserne kasernes'),
  ...forms('lantern', 'lanterne lanternes'),
  // vinter, vintre: the e of the last syllable falls out here, too.
  ...forms('vinter', 'vinter vinters vinteren vinterens vintre vintres vintrene vintrenes'),
  ...forms('sommer', 'sommer sommers sommeren sommerens somre somres somrene somrenes'),
  ...forms('nummer', 'nummer nummers nummeret nummerets numre numres numrene numrenes'),
  ...forms('register', 'register registers registeret registerets registret registrets registre registrene'),
  ...'advarsel foersel koersel foedsel braendsel eksempel kapitel titel cykel'
    .split(' ')
    .flatMap((noun) => forms(`${noun.slice(0, -2)}l`, `${noun} ${noun}s`)),
  // fly: too short a stem for the rules.
  ...forms('fly', 'fly flys flyet flyets flyene flyenes'),
  ...forms('bro', 'bro broen broens broer broerne broernes broers'),
  // angreb, angribe: the noun is the verb's past, too.
  ...forms('angrib', 'angreb angrebs angrebet angrebets angrebene angrebenes angrebne angrebnes'),
  ...forms('oedelaeg', 'oedelagt oedelagte oedelagde oedelagdes'),
  ...forms('send', 'send'),
];

/** The same, where the rules go on with what stands first. */
const DANISH_NOUNS_GO_ON = [
  // instruktør, ingeniør, sekretær: Snowball takes their own er for the plural's, but not behind an article.
  ...forms('oer', 'oererne oerernes'),
  ...forms('aer', 'aererne aerernes'),
  // lærer, fører: where æ and ø are spelt out, the rules take more than their er, but not behind another ending.
  ...forms('oerer', 'oereren oererens oerere oereres'),
  ...forms('aerer', 'aereren aererens aerere aereres'),
  // Of myndighed Snowball knows all forms but these.
  ...forms('hed', 'hederne hedernes'),
  ...forms('by', 'byen byens byer byerne byernes byers'),
];

/** Words that are themselves alone: as the end of a longer one, these letters may be another word. */
const DANISH_WORDS = [
  // Not afhænder.
  ...forms('haand', 'haender haenders haenderne haendernes'),
  // Not the English bond.
  ...forms('bonde', 'bonde bonden bondens bondes boender boenders boenderne boendernes'),
  // Neither the wind nor, as the rules have vandt, water.
  ...forms(
    'vinde',
    'vinde vinder vinders vinderen vinderens vindere vinderne vindernes vindes vandt vundet vundne',
  ),
  // Not tanker and banker.
  ...forms('anker', 'anker ankers ankeret ankerets ankre ankres ankrene ankrenes'),
  // Not blods.
  ...forms('lods', 'lods'),
  ...forms('oe', 'oeen oeens oeer oeers oeerne oeernes'),
  // Not the English ram, nor the frame that is called so.
  ...forms('ramme', 'ramme rammer rammes ramt ramte ramtes'),
  // Not forms of stad, fod and the verb ramme.
  ...families(
    'stadig:stadig stadigt stadige,foder:foder foders foderet foderets,rammen:rammen rammens rammerne rammernes',
  ),
];

/** The past of Danish verbs, alone and behind a prefix (`påkørt`, `udvist`); the infinitive stands first. */
const DANISH_PASTS = families(
  'besaette:besat besatte besattes,bringe:bragt bragte bragtes,bryde:brudt brudte,udbryde:udbroed,afbryde:afbroed',
  'deltage:deltog,falde:faldne faldnes,finde:fandt fandtes fundet fundne,flyve:floejet,foere:foert foerte foertes',
  'foretage:foretog,forlade:forlod,fordrive:fordrev fordrevet fordrevne fordrevnes,hjaelpe:hjalp hjulpet',
  'hoere:hoert hoerte hoertes,koere:koert koerte koertes,moede:moedt moedte moedtes,modtage:modtog,opgive:opgav',
  'overgive:overgav,overskride:overskred overskredet,overtage:overtog,paagribe:paagreb paagrebet paagrebne',
  'rejse:rejst rejste rejstes,skyde:skoed skudt skudte,saelge:solgt solgte solgtes',
  'springe:sprang sprunget,stjaele:stjal stjaalet stjaalne,synke:sank sunket sunkne sunken,traekke:trak trukket trukne',
  'tvinge:tvunget tvungne,vedtage:vedtog,aftale:aftalt aftalte,afvise:afvist afviste afvistes,udvise:udvist udviste',
  'begaa:begaar begik,indgaa:indgaar indgik,undgaa:undgaar undgik,afgaa:afgaar afgik,opstaa:opstaar opstod',
  'forbud:forbyde forbyder forbydes forboed forbudt forbudte,befri:befriede befriedes',
);
/** What stands before a verb. */
export const DANISH_PREFIXES: ReadonlySet<string> = new Set(
  ' af an be bort efter for fra frem gen gennem hjem igen ind med mod ned om op over paa sammen til tilbage ud under ved'.split(
    ' ',
  ),
);

export const DANISH_ENDINGS: readonly DanishEnding[] = [
  ...endings(DANISH_NOUNS, false, 'anything'),
  ...endings(DANISH_NOUNS_GO_ON, true, 'anything'),
  ...endings(DANISH_WORDS, false, 'nothing'),
  ...endings(DANISH_PASTS, true, 'a prefix'),
];
/** Each ending is at least so long. */
export const DANISH_TAIL = 3;

/** What stands before man and men, woman and women: by a list, since Yemen is no plural. */
const MEN = [
  'air camera chair clergy congress country craft crafts crew dutch english fire fisher french frog guards gun hench infantry',
  'irish militia ombuds police rifle sales sea service spokes sports states tribes business work',
].flatMap((line) => line.split(' '));

/** English words and their stems: irregular plurals and verbs, and what the rules would throw together. */
export const ENGLISH_WORDS: ReadonlyMap<string, string> = new Map([
  ...forms('man', 'men'),
  ...forms('woman', 'women'),
  ...MEN.flatMap((start) => [
    ...forms(`${start}man`, `${start}men ${start}man`),
    ...forms(`${start}woman`, `${start}women ${start}woman`),
  ]),
  ...families(
    'child:children,grandchild:grandchildren,schoolchild:schoolchildren,foot:feet,tooth:teeth,goos:geese,mous:mice',
    'wife:wives,knife:knives,thief:thieves,wolf:wolves,crisi:crises,bus:buses busses,gas:gases,criterion:criteria',
    'phenomenon:phenomena,referendum:referenda,aircraft:aircrafts',
  ),
  ...families(
    'beat:beaten,begin:began begun,blow:blew blown,break:broke broken,bring:brought,build:built,rebuild:rebuilt,burn:burnt',
    'buy:bought,catch:caught,choos:chose chosen,deal:dealt,drive:drove driven,fall:fell fallen,fight:fought,find:found',
    'flee:fled,fli:flew flown,forbid:forbade forbidden,freez:froze frozen,give:given,grow:grew grown,keep:kept',
    'lay:laid,lose:lost,overrun:overran,overthrow:overthrew overthrown,pay:paid,retak:retook retaken,seek:sought,sell:sold',
    'send:sent,shoot:shot shots,shrink:shrank shrunk,sink:sank sunk,speak:spoke spoken,spend:spent,strike:struck',
    'swear:swore sworn,take:took taken,teach:taught,throw:threw thrown,uphold:upheld,withhold:withheld,write:wrote written',
    'withdraw:withdrew withdrawn withdrawal withdrawals',
  ),
  // Kept apart from office, major and defend.
  ...families('officer:officer officers,majority:majority majorities,defendant:defendant defendants'),
]);

/**
 * English stems that are one: what the rules make of the verb and the noun (defend, defence), and of British and American
 * spelling. American ize has become ise before.
 */
export const ENGLISH_STEMS: ReadonlyMap<string, string> = new Map([
  ...families(
    'defens:defenc defend,analys:analysi analyz,diagnos:diagnosi,licens:licenc',
    'centr:center,theatr:theater,metr:meter,kilometr:kilomet,fibr:fiber,manoeuvr:maneuv,program:programm',
    'harbor:harbour,labor:labour,armor:armour,neighbor:neighbour,color:colour,favor:favour,honor:honour,rumor:rumour',
    'behavior:behaviour,endeavor:endeavour,vapor:vapour,tumor:tumour,valor:valour,humor:humour,aluminium:aluminum',
    'calibr:calib,sabr:saber,judgment:judgement,dialog:dialogu,catalog:catalogu,paralys:paralyz',
    'sceptic:skeptic,fuel:fuell,refuel:refuell',
  ),
]);
