/**
 * Words that are frequent in news, in their dictionary forms: what a word of a topic must not find by accident.
 * Written for the project from general knowledge, by subjects and not by counting; a word that is both Danish and
 * English, in the same sense, stands in both lists.
 */

const DANISH = [
  // Small words.
  'for fra mod med ved til under over efter siden mellem uden inden bag foran',
  // People, family, daily life.
  'mand kvinde barn dreng pige far mor søn datter bror søster familie ven nabo menneske person folk befolkning borger beboer',
  'gæst hund kat hest ko gris fisk fugl dyr mad brød mælk kød vand øl vin kaffe te middag morgen aften nat dag uge måned år tid',
  'time minut sekund sommer vinter forår efterår januar februar marts april maj juni juli august september oktober november',
  'december mandag tirsdag onsdag torsdag fredag lørdag søndag jul påske ferie bryllup fødselsdag begravelse liv død alder',
  'hjem hus lejlighed værelse dør vindue tag væg gulv bord stol seng køkken have gade vej plads torv by landsby land ø kyst strand',
  'hav sø flod å skov mark bjerg dal sten jord luft ild lys mørke farve rød blå grøn gul hvid sort grå varm kold våd tør ny gammel',
  'ung stor lille lang kort høj lav bred smal tung let hurtig langsom god dårlig bedre bedst værre værst rigtig forkert sand falsk',
  'fri åben lukket tom fuld stærk svag rig fattig syg rask glad vred bange træt smuk grim ren beskidt hård blød skarp vild rolig',
  // Work, money, trade.
  'arbejde arbejder job løn penge krone øre dollar euro pris udgift indtægt skat afgift moms gæld lån rente bank aktie fond kurs',
  'børs marked handel vare forretning butik kunde salg køb virksomhed selskab firma fabrik produkt produktion industri økonomi',
  'vækst krise konkurs overskud underskud regnskab budget million milliard procent andel del halvdel antal tal række gruppe',
  'direktør chef leder formand bestyrelse ansat medarbejder fagforening strejke lockout overenskomst pension dagpenge ledig',
  'arbejdsløs landmand landbrug bonde mark høst korn svin mink fisker håndværker tømrer ingeniør lærer pædagog læge sygeplejerske',
  // Politics and law.
  'regering minister statsminister ministerium parti folketing politik politiker valg vælger stemme flertal mindretal forslag lov',
  'lovforslag aftale forhandling møde topmøde kommune region stat rige kongehus konge dronning prins prinsesse præsident kansler',
  'udvalg kommission råd parlament union medlem borgmester ordfører partiformand opposition koalition kampagne debat reform',
  'ret dom dommer domstol byret landsret højesteret sag anklage anklager forsvarer advokat tiltale sigtelse fængsel straf bøde',
  'vidne offer gerningsmand forbrydelse kriminalitet mord drab vold voldtægt tyveri røveri indbrud bedrageri svindel narko politi',
  'betjent efterforskning anholdelse ransagning tilladelse forbud krav pligt regel grundlov traktat konvention sanktion embede',
  // War, defence, accident.
  'krig fred våben våbenhvile hær flåde flyvevåben forsvar soldat officer general oberst kaptajn styrke tropper bataljon brigade',
  'kamp slag angreb bombe missil raket granat mine kugle pistol gevær tank kampvogn fly jagerfly helikopter drone skib fregat',
  'ubåd øvelse mission operation indsats udsendelse udsende sende lejr base kaserne grænse front fjende allieret sikkerhed',
  'trussel terror terrorist gidsel flygtning asyl indvandrer udlænding oprør kup borgerkrig invasion besættelse nødhjælp',
  'ulykke katastrofe brand eksplosion jordskælv oversvømmelse storm orkan regn sne is vind vejr tørke hedebølge redning',
  'ambulance brandvæsen beredskab alarm skade såret kvæstet dræbt savnet evakuere fare risiko havari kollision forlis',
  // Traffic, technology, energy.
  'bil bus tog cykel lastbil motorvej bro tunnel havn lufthavn station spor færge rejse tur rute trafik chauffør pilot passager',
  'billet kørsel flyve sejle køre gå løbe computer telefon mobil internet netværk data program system robot maskine motor batteri',
  'strøm el gas olie kul benzin kraftværk vindmølle energi klima miljø natur forurening affald kabel ledning rør kilde kraft',
  // Health, school, science, religion.
  'hospital sygehus patient sygdom kræft virus vaccine medicin behandling operation læge helbred krop hoved hånd arm ben fod øje',
  'ansigt hjerte blod hjerne mund tand ryg hår hud skole elev klasse universitet student studie forsker forskning uddannelse',
  'eksamen bog avis artikel tidsskrift forfatter digter roman ord sprog sætning brev spørgsmål svar kirke præst biskop pave gud',
  'tro religion moske muslim kristen jøde videnskab fysik kemi rum planet stjerne sol måne satellit',
  // Sport and culture.
  'sport fodbold håndbold kamp hold spiller træner mål point sejr nederlag uafgjort turnering mesterskab finale runde liga klub',
  'bold bane stadion fan rekord guld sølv bronze medalje løb cykelrytter svømning tennis golf badminton boksning kunst kunstner',
  'musik sang sanger koncert orkester film skuespiller instruktør teater scene maleri museum udstilling festival pris publikum',
  'billede fotograf kamera fjernsyn radio kanal nyhed journalist medie redaktør presse udsendelse serie program rolle spil',
  // Doing and saying.
  'sige fortælle tale snakke spørge svare mene tro vide kende tænke tanke føle se høre læse skrive tegne male vise finde søge miste',
  'få give tage bringe hente holde lægge stille sætte stå ligge sidde sove vågne spise drikke leve dø føde vokse falde stige synke',
  'åbne lukke begynde starte slutte ende fortsætte stoppe vente møde besøge følge hjælpe støtte redde beskytte forsvare angribe',
  'slå skyde dræbe såre true tvinge kræve love nægte afvise godkende beslutte vælge stemme foreslå bede takke undskylde kritisere',
  'rose bygge rive bryde knække reparere rense vaske købe sælge betale koste låne spare bruge tjene vinde tabe kæmpe spille danse',
  'synge lede styre bestemme ændre forbedre øge mindske dele samle skære hugge grave plante bære kaste skubbe trække dreje vende',
  'flytte rejse komme forlade blive ske opstå undgå forhindre advare melde oplyse meddele bekræfte afsløre skjule lyve stjæle',
  'snyde anholde dømme straffe bøde undersøge måle veje tælle regne prøve teste lære undervise huske glemme håbe frygte ønske elske',
  'hade smile grine græde råbe hviske kalde nævne navn grund årsag følge virkning resultat forsøg plan idé ide tanke mening holdning',
  'magt frihed ansvar problem løsning fejl succes mulighed chance hjælp støtte plan mål middel måde form slags type del stykke side',
  'top bund midte ende kant linje punkt prik hul revne låg låge port lås nøgle kasse pose sæk flaske glas kop tallerken kniv gaffel',
  // Places and peoples.
  'danmark dansk dansker sverige svensk norge norsk finland finsk island islandsk grønland grønlandsk færøerne færøsk tyskland tysk',
  'tysker england engelsk britisk frankrig fransk spanien spansk italien italiensk polen polsk rusland russisk russer ukraine',
  'ukrainsk amerika amerikansk amerikaner kina kinesisk japan japansk indien indisk irak iran syrien tyrkiet tyrkisk israel',
  'palæstina afrika asien europa europæisk norden nordisk jylland fyn sjælland bornholm københavn aarhus odense aalborg',
  'nord syd øst vest nordlig sydlig østlig vestlig verden global national international lokal offentlig privat fælles særlig',
  'net rest post organisation print note enkelt ekstra sidste næste første anden tredje fjerde femte tidligere nuværende kommende årlig daglig ugentlig bund vigtig',
];

const ENGLISH = [
  // People, family, daily life.
  'man men woman child boy girl father mother son daughter brother sister family friend neighbour human person people citizen',
  'resident guest dog cat horse cow pig fish bird animal food bread milk meat water beer wine coffee tea dinner morning evening',
  'night day week month year time hour minute second summer winter spring autumn january february march april may june july august',
  'september october november december monday tuesday wednesday thursday friday saturday sunday christmas easter holiday wedding',
  'birthday funeral life death age home house flat room door window roof wall floor table chair bed kitchen garden street road',
  'square town city village country island coast beach sea lake river forest wood field mountain valley stone earth air fire light',
  'dark colour red blue green yellow white black grey warm cold wet dry new old young big small long short high low broad narrow',
  'heavy easy fast slow good bad better best worse worst right wrong true false free open closed empty full strong weak rich poor',
  'sick healthy happy angry afraid tired beautiful ugly clean dirty hard soft sharp wild quiet calm late early near far',
  // Work, money, trade.
  'work worker job wage money pound dollar euro cent price cost income tax duty debt loan interest bank share stock bond fund',
  'exchange market trade good business shop store customer sale buy sell company firm factory plant product production industry',
  'industrial economy economic growth crisis bankruptcy profit loss budget million billion percent part half number figure row',
  'group director chief manager chairman board employee staff union strike pension unemployed farmer farming harvest grain crop',
  'wheat corn rice sugar oil gas coal gold silver copper steel iron metal mining fisherman builder engineer teacher doctor nurse',
  'export import tariff quota subsidy supply demand dealer broker investor merger takeover bid offer rate yield dividend quarter',
  // Politics and law.
  'government minister ministry party parliament congress senate house politics politician political election poll polling vote voter',
  'majority minority proposal bill law legal agreement deal meeting summit municipality region state kingdom king queen',
  'prince princess president presidential chancellor committee commission council member mayor spokesman opposition coalition',
  'campaign debate reform court judge judgment sentence case charge prosecutor lawyer prison jail penalty fine witness victim',
  'crime criminal murder killing violence rape theft robbery burglary fraud drug police officer investigation arrest raid permit',
  'ban claim duty rule constitution treaty convention sanction office official policy power authority authorities secretary',
  'democrat democratic republic republican senator governor ambassador embassy diplomat diplomatic foreign federal local national',
  'international public private common special general generate generation generator generous genetic',
  // War, defence, accident.
  'war peace weapon ceasefire truce army navy force defence defend soldier captain colonel troop battalion brigade battle attack',
  'bomb bomber missile rocket grenade mine shell bullet gun rifle pistol tank plane aircraft jet helicopter drone ship frigate',
  'submarine exercise mission operation deployment deploy send camp base barracks border front enemy ally allied security secure',
  'threat threaten terror terrorist hostage refugee asylum immigrant migrant uprising coup invasion occupation aid accident',
  'disaster explosion earthquake flood storm hurricane rain snow ice wind weather drought heat rescue ambulance emergency emerge',
  'alarm injury injured wounded dead missing evacuate danger risk collision sink wreck crew commander command patrol guard',
  // Traffic, technology, energy.
  'car bus train bicycle bike truck lorry motorway highway bridge tunnel port harbour airport station track ferry journey trip tour',
  'route traffic driver pilot passenger ticket drive fly flight sail walk run computer phone mobile internet network data program',
  'software hardware system robot machine engine motor battery electricity electric energy climate environment nature natural',
  'pollution waste cable wire pipe pipeline source satellite power plant nuclear reactor turbine solar screen code chip tower ground',
  // Health, school, science, religion.
  'hospital patient disease illness cancer virus vaccine medicine medical treatment health body head hand arm leg foot eye face',
  'heart blood brain mouth tooth back hair skin bone school pupil class university universal universe student study scientist',
  'research researcher education exam book newspaper article journal author poet novel word language letter question answer church',
  'priest bishop pope god faith belief religion mosque muslim christian jew science physics chemistry space planet star sun moon',
  // Sport and culture.
  'sport football handball match game team player coach goal point win winner victory defeat draw tournament championship champion',
  'final round league club ball pitch stadium fan record medal race racing runner swimming tennis golf boxing art artist',
  'music song singer concert orchestra film actor actress theatre stage scene painting museum exhibition festival prize audience',
  'picture photographer camera television radio channel news journalist media editor press series role play show',
  // Doing and saying.
  'say tell speak talk ask reply mean meaning think thought feel see hear read write draw paint show find seek lose get give take',
  'bring fetch hold lay put set stand lie sit sleep wake eat drink live die bear grow fall rise close begin start finish end',
  'continue stop wait meet visit follow help support save protect hit shoot kill wound force demand promise refuse reject approve',
  'decide decision choose choice suggest pray thank apologise criticise praise build tear break repair clean wash pay spend borrow',
  'use earn fight dance sing lead leader control determine change improve increase decrease divide collect cut dig carry throw push',
  'pull turn move travel come leave become happen avoid prevent warn report inform confirm reveal hide steal cheat convict',
  'punish examine measure weigh count try trial test learn teach remember forget hope fear wish love hate smile laugh cry shout call',
  'name cause effect result attempt plan planet planned idea opinion view attitude freedom responsibility problem solution mistake',
  'success possibility chance way form kind type sort piece side top bottom middle edge line point spot hole crack lid gate lock key',
  'box bag bottle glass cup plate knife fork spoon rope chain wheel lamp fan pan pen pin pot pit pole post pool pole land lane lend',
  'loan lead leap leave lift limit link list load log look loom loop lord lot luck lunch mail main major make mall map mark mask mass',
  'master mate matter meal medium melt mend merit mess mild mile mill mind minor miss mist mix model modern moment mood motive mount',
  'mouse movie mud muscle nail neck need nest net nine noble noise nose note novel oak object ocean organ organise organisation',
  'organic other oven own pace pack page pain pair palace pale palm panel panic paper parade park pass past path pause peak penny',
  'pile pine pink pipe place plain plane planner plate player plot plug plus pocket poem poison polite pollen polo pond pony pope',
  'port pose positive possess potato pour powder practice pray prayer prefer prepare pretty price pride prime print prior process',
  'produce profile promote proof proper property prove provide pulse pump pure purple purse puzzle quality quick quote rabbit rack',
  'rage rail raise ram ranch range rank rare rat raw ray reach react ready real rear reason rebel recent reduce refer relate relation',
  'relative relax release rely remain remote remove rent rescue rest retail retire return reward rib ride ring riot ripe ritual rival',
  'roast rock rod roll root rose rough royal rub ruin rural rush sack sad safe safety salad salt sample sand sauce scale scandal scar',
  'scare scheme score seal search seat section sector seed segment self senior sense separate serious servant serve service session',
  'settle several severe shade shadow shake shallow shame shape shed sheep sheet shelf shelter shift shine shirt shock shoe shore',
  'shot shoulder sign signal silent silk similar simple since single site size skill slave slip slope smart smell smoke smooth snake',
  'social soil sole solid solve soul sound soup south spare spark speech speed spell spill spin spirit split spread squad stable stain',
  'stamp standard steal steam steep stem step stick stiff still sting stir stream stress stretch string strip stroke structure stupid',
  'style subject sudden suffer suit super surface surprise surgery survey survive suspect sweep sweet swim swing switch sword symbol',
  // Places and peoples.
  'denmark danish dane sweden swedish norway norwegian finland finnish iceland icelandic greenland germany german england english',
  'british britain france french spain spanish italy italian poland polish pole russia russian ukraine ukrainian america american china',
  'chinese japan japanese india indian iraq iran syria turkey turkish israel africa african asia asian europe european north south',
  'east west northern southern eastern western world global',
];

/** Of one root, although only the stemmer of the other language brings them together. */
const RELATED = [
  'minut minute,stat state,debat debate,bombe bomb bomber,missil missile,sende send sent,mobil mobile,natur nature natural',
  'medicin medicine,satellit satellite,finale final,presse press,serie series,starte start,ende end,stoppe stop,finde find',
  'bringe bring,teste test,plante plant,glas glass,privat private,rolle role,familie family,juli july,parti party',
  'industri industry industrial,batteri battery,energi energy,studie study,rente rent,threat threaten,lose loss,mene mening',
  'politik politiker,stemme stemning,marked marks,produkt produktion',
];

/** Of different roots, although the stemmer of their own language brings them together. */
const UNRELATED = [
  'far/fare,værelse/værre,tag/tage,have/hav,vej/veje,rig/rige,rolig/rolle,leder lede/ledig,læge/lægge,lov/love,tal/tale',
  'slag/slags,tank/tanke,kaserne/kasse,regn/regne,vind/vinde,bil/billet/billede,planet/plan,mål/måle,sidde/side,låg/låge',
  'politics political politician/polite,majority/major,minority/minor',
  'authority authorities/author,emergency/emerge,organ organic/organise organisation,several/severe,university/universal universe',
  'engine/engineer,fighter/fight,officer/office official,missing/miss,mining/mine,boxing/box,easter/east',
];

function words(lines: readonly string[]): readonly string[] {
  return [...new Set(lines.flatMap((line) => line.split(' ')))];
}

/** Frequent Danish words, as people write them. */
export const FREQUENT_DANISH: readonly string[] = words(DANISH);
/** Frequent English words, as people write them. */
export const FREQUENT_ENGLISH: readonly string[] = words(ENGLISH);

/** Words that are told apart or taken together: groups of one root, and families of such groups. */
type Family = readonly (readonly string[])[];

interface Roots {
  readonly related: ReadonlyMap<string, readonly Family[]>;
  readonly unrelated: ReadonlyMap<string, readonly Family[]>;
}

/** Made when first asked for: only who checks topics needs it. */
let roots: Roots | null = null;

/** Whether these two are of one root, as far as it is told here; null: nothing is. */
export function areRelated(one: string, other: string): boolean | null {
  roots ??= { related: familiesByWord(RELATED), unrelated: familiesByWord(UNRELATED) };
  if (commonFamily(roots.related, one, other) !== null) return true;
  const family = commonFamily(roots.unrelated, one, other);
  return family === null ? null : family.some((group) => group.includes(one) && group.includes(other));
}

function commonFamily(
  byWord: ReadonlyMap<string, readonly Family[]>,
  one: string,
  other: string,
): Family | null {
  const others = byWord.get(other) ?? [];
  return byWord.get(one)?.find((family) => others.includes(family)) ?? null;
}

function familiesByWord(lines: readonly string[]): ReadonlyMap<string, readonly Family[]> {
  const byWord = new Map<string, Family[]>();
  for (const text of lines.flatMap((line) => line.split(','))) {
    const family = text.split('/').map((group) => group.split(' '));
    for (const word of new Set(family.flat())) byWord.set(word, [...(byWord.get(word) ?? []), family]);
  }
  return byWord;
}
