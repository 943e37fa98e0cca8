import type { Catalogue } from './catalogue.ts';
import type { WallTime } from './compose-dates.ts';

const WEEKDAYS = ['mandag', 'tirsdag', 'onsdag', 'torsdag', 'fredag', 'lørdag', 'søndag'];
const MONTHS = [
  'januar',
  'februar',
  'marts',
  'april',
  'maj',
  'juni',
  'juli',
  'august',
  'september',
  'oktober',
  'november',
  'december',
];

const weekday = (at: WallTime) => WEEKDAYS[at.weekday] ?? '';
const date = (at: WallTime) => `${at.day}. ${MONTHS[at.month - 1] ?? ''}`;
const time = (at: WallTime) => `${at.hour}.${at.minute}`;
const number = (count: number) => count.toLocaleString('da-DK');
const counted = (count: number, one: string, many: string) => `${number(count)} ${count === 1 ? one : many}`;
const dayTime = (at: WallTime, sameDay: boolean) =>
  sameDay ? `kl. ${time(at)}` : `${weekday(at)} ${date(at)} kl. ${time(at)}`;
const URGENCIES = ['flash', 'bell', 'il-telegram', 'almindelig', 'almindelig', 'almindelig'];
const urgency = (level: number) => `${URGENCIES[level - 1] ?? 'lav'} (prioritet ${level})`;

/** Danish. */
export const DANISH: Catalogue = {
  markers: { test: 'TEST', update: 'OPDATERING', correction: 'RETTELSE', kill: 'MÅ IKKE BRUGES' },
  why: 'DERFOR FÅR DU DEN',
  moreTopics: (count, names) => `og ${counted(count, 'emne', 'emner')} mere: ${names}`,
  changes: { was: 'FØR', now: 'NU', added: 'NYT', gone: 'VÆK' },
  moreChanges: (count) => `og ${counted(count, 'ændring', 'ændringer')} mere.`,
  nothingElse: 'Intet andet er ændret.',
  textUnchanged: 'Teksten er uændret.',
  corrects: (when) => `Retter meldingen fra ${when}.`,
  newSince: (when) => (when === null ? 'Nyt i historien:' : `Nyt siden meldingen fra ${when}:`),
  released: (wire) => `${wire} har frigivet historien: Den må bringes igen.`,
  nowUrgent: (now, was) => `Haster nu: ${urgency(now)}; før ${urgency(was)}.`,
  nowFits: (topics) => `Den passer nu også til ${topics}.`,
  wireSays: (wire, note) => `${wire} skriver: ${note}`,
  withdrawn: (wire, when) => `${wire} trak historien tilbage ${when}.`,
  heldBack: (wire, when) => `${wire} satte historien på hold ${when}; den kan blive frigivet igen.`,
  doNotUse: 'Den må ikke bringes eller citeres; tag den ned, hvis den er bragt.',
  youWereAlerted: (when) => `Du fik den ${when}.`,
  reason: (reason) => `Begrundelse: ${reason ?? 'ingen.'}`,
  received: (when) => when,
  pressRelease: 'pressemeddelelse',
  story: (code, version) => `Historie ${code}${version > 1 ? `, version ${version}` : ''}`,
  words: (count) => `${number(count)} ord`,
  wrongAlert: (contact, code) =>
    `Forkert melding? Skriv til ${contact}${code === null ? '.' : ` og nævn ${code}.`}`,
  cut: '[Resten er udeladt: der er ikke plads til mere i en mail.]',
  testNotice: 'Dette er en prøve. Den går kun til dem, der har bedt om prøver.',
  briefingTitle: (name, on) => `${name}, ${on}`,
  briefingNames: {
    morning: 'Morgenbriefing',
    morgen: 'Morgenbriefing',
    forenoon: 'Formiddagsbriefing',
    noon: 'Middagsbriefing',
    midday: 'Middagsbriefing',
    lunch: 'Frokostbriefing',
    afternoon: 'Eftermiddagsbriefing',
    evening: 'Aftenbriefing',
    aften: 'Aftenbriefing',
    night: 'Natbriefing',
    daily: 'Daglig briefing',
    weekly: 'Ugentlig briefing',
    weekend: 'Weekendbriefing',
  },
  briefingName: (id) => `${id}-briefing`,
  stories: (count) => counted(count, 'historie', 'historier'),
  withdrawnCount: (count) => `${number(count)} trukket tilbage`,
  nothingMatched: 'Ingen historier passede til emnerne.',
  withdrawnSince: (list) => `TRUKKET TILBAGE siden sidste briefing: ${list}`,
  told: (code, when) => `${code} (meldt ${when})`,
  read: (count, last) =>
    count === 0
      ? `Ingen historier er læst siden sidste briefing${last === null ? '' : `, den seneste ${last}`}. Kører strømmen stadig?`
      : `${counted(count, 'historie', 'historier')} læst${last === null ? '' : `, den seneste ${last}`}.`,
  floodTitle: (count, minutes) =>
    `${counted(count, 'historie', 'historier')} på ${counted(minutes, 'minut', 'minutter')}`,
  floodNotice: (count, minutes) =>
    count === 1
      ? `Der kom en historie mere, end der sendes enkeltvis på ${counted(minutes, 'minut', 'minutter')}.`
      : `${counted(count, 'historie', 'historier')} på ${counted(minutes, 'minut', 'minutter')} er for mange til én mail hver; her er de samlet.`,
  lateTitle: (count) => `${counted(count, 'ældre historie', 'ældre historier')} kom forsinket`,
  lateNotice: (count) =>
    `${counted(count, 'ældre historie', 'ældre historier')} kom forsinket (en genindlæsning, eller strømmen var nede)${count === 1 ? '.' : '; her er de samlet.'}`,
  lateAmong: (count) =>
    `${counted(count, 'af dem er ældre og kom forsinket', 'af dem er ældre og kom forsinket')}.`,
  moreStories: (count) => `og ${counted(count, 'historie', 'historier')} mere.`,
  time,
  at: dayTime,
  of: dayTime,
  weekdayTime: (at) => `${weekday(at)} kl. ${time(at)}`,
  day: (at) => `${weekday(at)} ${date(at)}`,
  full: (at) =>
    `${weekday(at)} ${date(at)} ${at.year} kl. ${time(at)}${at.place === 'Copenhagen' ? '' : ` (${at.place})`}`,
};
