/** Original copy for the deployment's test, in the forms that the wire sends. */

/** Four stories that have nothing but their topic in common, as plain text. */
export const PLAIN_STORIES = [
  'KFOR indsatte natten til tirsdag to kompagnier ved broen i Mitrovica, efter at en lastbil var brændt ud. Ingen kom til skade, siger en talsmand.\n\n/ritzau/',
  'Fregatten Rosenvinge afløser til juni et tysk skib i SNMG1, meddeler Søværnet i Korsør. Om bord er 160 kvinder og mænd.\n\n/ritzau/',
  'Resolute Support kostede langt mere end ventet, fastslår en revisor i en rapport om lejren i Helmand. Regningen for hjemtransporten var dobbelt så stor.\n\n/ritzau/',
  'Seks fly letter hver morgen fra Siauliai, når det hollandske hold tager over i Air Policing efter portugiserne. Det sker ved en parade onsdag.\n\n/ritzau/',
] as const;

/** About the same, word for word as another agency would sell it: of no watched wire. */
export const UNTAGGED_STORY =
  'KFOR strammer kontrollen ved to grænseposter, efter at smuglere er pågrebet. Det oplyser politiet i Pristina.\n';

/** What changes from version to version of a story in Ritzau XML. */
export interface RitzauVersion {
  readonly version: number;
  readonly priority: number;
  readonly soldiers: number;
  readonly flag?: 'NyVersion' | 'Korrektion' | 'Annuleret';
}

/** One version of a story about a contingent in Kosovo, published now. */
export function ritzauXml(id: string, { version, priority, soldiers, flag }: RitzauVersion): string {
  const flags = ['NyVersion', 'Korrektion', 'Annuleret'].map(
    (name) => `  <${name}>${name === flag}</${name}>`,
  );
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<RBNews xmlns:i="http://www.w3.org/2001/XMLSchema-instance">',
    `  <NewsID>${id}</NewsID>`,
    `  <PublishDate>${copenhagenTime(new Date())}</PublishDate>`,
    '  <headline>Ny kontingentchef tager til Kosovo</headline>',
    '  <subtitle>Oberstløjtnant Maja Lyngholm får kommandoen i Camp Novo Selo.</subtitle>',
    `  <content>&lt;p&gt;Oberstløjtnant Maja Lyngholm får kommandoen i Camp Novo Selo.&lt;/p&gt;&lt;p&gt;Enheden på ${soldiers} soldater hører til KFOR i Kosovo og bliver der til oktober.&lt;/p&gt;&lt;p&gt;Hun afløser en officer fra Holstebro.&lt;/p&gt;</content>`,
    '  <origin>/ritzau/</origin>',
    `  <Priority>${priority}</Priority>`,
    `  <version>${version}</version>`,
    ...flags,
    '</RBNews>',
    '',
  ].join('\n');
}

/** A time as Ritzau writes it: the clock in Copenhagen, without an offset. */
function copenhagenTime(time: Date): string {
  return time.toLocaleString('sv-SE', { timeZone: 'Europe/Copenhagen' }).replace(' ', 'T');
}

/** A story in NITF that must not be told before a time. */
export function embargoedNitf(id: string, release: Date): string {
  const norm = release.toISOString().replace(/[-:]|\.\d+/gu, '');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<nitf baselang="da"><head><title>Ubåde</title>',
    '<docdata management-status="embargoed">',
    `<doc-id regsrc="ritzau" id-string="${id}"/><urgency ed-urg="4"/>`,
    `<date.release norm="${norm}"/>`,
    '</docdata></head><body>',
    '<body.head><hedline><hl1>Overvågning af ubåde får hovedsæde i Bergen</hl1></hedline></body.head>',
    '<body.content><p>Sea Guardian udvides mod nord, og staben på 40 flytter til Bergen, fremgår det af en aftale.</p>',
    '<p>Havnen bygges ud inden sommer.</p></body.content></body></nitf>',
    '',
  ].join('\n');
}
