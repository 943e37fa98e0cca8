/** A document of one format with about `size` bytes of copy, for measuring how fast it is read. */
export interface WireDocument {
  readonly format: string;
  readonly text: string;
}

const SENTENCES = [
  'Nato has kept its training mission in Iraq, though for the time being on the back burner.',
  'The alliance will look at how it can do more in the Middle East, the secretary general said.',
  'Denmark has long trained soldiers at the base, and takes the mission over later this year.',
  '“It is about the security of the Iraqis, but also about Europe’s,” the minister told reporters.',
  'The work goes on with 340 soldiers, most of them from Denmark, Canada and the Netherlands.',
];

/** One document of every format that is read, of about `size` bytes each. */
export function wireDocuments(size: number): readonly WireDocument[] {
  const paragraphs = copyOf(size);
  const html = paragraphs.map((text) => `<p>${text}</p>`).join('\n');
  return [
    { format: 'text', text: `Mission goes on\n\n${paragraphs.join('\n\n')}\n\n/ritzau/\n` },
    { format: 'ritzau-xml', text: ritzau(html) },
    { format: 'nitf', text: nitf(html) },
    { format: 'newsml-1', text: newsml1(html) },
    { format: 'newsml-g2', text: g2Item('1', html) },
    { format: 'ninjs', text: ninjs(html) },
    { format: 'rss', text: rss(html) },
    { format: 'atom', text: atom(html) },
    { format: 'iptc-7901', text: iptc7901(paragraphs) },
    { format: 'anpa-1312', text: anpa1312(paragraphs) },
  ];
}

/** A G2 message of about `size` bytes that holds stories of 10 KB. */
export function g2Message(size: number): string {
  const html = copyOf(9_000)
    .map((text) => `<p>${text}</p>`)
    .join('\n');
  const items: string[] = [];
  for (let length = 0; length < size; length += html.length + 900)
    items.push(g2Item(`${items.length}`, html));
  return `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2026-05-04T17:35:35Z</sent></header><itemSet>${items.join('\n')}</itemSet></newsMessage>`;
}

function copyOf(size: number): string[] {
  const paragraphs: string[] = [];
  for (let length = 0, index = 0; length < size; index += 2) {
    const paragraph = `${SENTENCES[index % SENTENCES.length]} ${SENTENCES[(index + 1) % SENTENCES.length]}`;
    paragraphs.push(paragraph);
    length += paragraph.length;
  }
  return paragraphs;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function ritzau(html: string): string {
  return `<?xml version="1.0"?><RBNews xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><NewsID>b5342fc2</NewsID><PublishDate>2026-01-31T18:45:36.73</PublishDate><strapline>NET/FORSVAR</strapline><headline>Mission goes on</headline><subtitle i:nil="true"/><town>Bruxelles</town><origin>/ritzau/</origin><version>1</version><content>${escaped(html)}</content><Priority>4</Priority><IPTCList xmlns:a="urn:a"><a:int>11001000</a:int></IPTCList></RBNews>`;
}

function nitf(html: string): string {
  return `<?xml version="1.0" encoding="utf-8"?><nitf baselang="en"><head><title>Mission goes on</title><tobject><tobject.subject tobject.subject.refnum="11001000"/></tobject><docdata><doc-id id-string="a.1" regsrc="ritzau.dk"/><urgency ed-urg="4"/><date.issue norm="2026-05-12T00:05:13+02:00"/><du-key version="2" key="MISSION"/></docdata></head><body><body.head><hedline><hl1>Mission goes on</hl1></hedline><dateline>Bruxelles</dateline></body.head><body.content>${html}</body.content></body></nitf>`;
}

function newsml1(html: string): string {
  return `<NewsML Version="1.2"><NewsItem><Identification><NewsIdentifier><ProviderId>example.com</ProviderId><DateId>20260501</DateId><NewsItemId>EX-1</NewsItemId><RevisionId PreviousRevision="0" Update="N">1</RevisionId></NewsIdentifier></Identification><NewsManagement><FirstCreated>20260501T074951+0000</FirstCreated><ThisRevisionCreated>20260501T074951+0000</ThisRevisionCreated><Status FormalName="Usable"/><Urgency FormalName="4"/></NewsManagement><NewsComponent><NewsLines><HeadLine>Mission goes on</HeadLine></NewsLines><AdministrativeMetadata><Provider><Party FormalName="Ritzau"/></Provider></AdministrativeMetadata><DescriptiveMetadata><Language FormalName="en"/><SubjectCode><SubjectMatter FormalName="11001000"/></SubjectCode></DescriptiveMetadata><ContentItem><MediaType FormalName="Text"/><DataContent><nitf><body><body.content>${html}</body.content></body></nitf></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>`;
}

function g2Item(id: string, html: string): string {
  return `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:example.com:20260504:${id}" version="2" xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/><provider literal="Ritzau"/><versionCreated>2026-05-04T17:35:35+02:00</versionCreated><firstCreated>2026-05-04T17:30:00+02:00</firstCreated><pubStatus qcode="stat:usable"/></itemMeta><contentMeta><urgency>4</urgency><located><name>Bruxelles</name></located><subject qcode="medtop:20000598"><broader qcode="medtop:20000593"/></subject><slugline>Nato</slugline><headline>Mission goes on</headline><language tag="en"/></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>${html}</body></html></inlineXML></contentSet></newsItem>`;
}

function ninjs(html: string): string {
  return JSON.stringify({
    uri: 'http://example.com/1',
    type: 'text',
    version: '2',
    versioncreated: '2026-05-04T15:35:35Z',
    pubstatus: 'usable',
    urgency: 4,
    language: 'en',
    headline: 'Mission goes on',
    source: 'Ritzau',
    subject: [{ name: 'defence', code: 'medtop:20000598' }],
    body_html: html,
  });
}

function rss(html: string): string {
  return `<rss version="2.0"><channel><title>Ritzau</title><item><guid>https://example.com/1</guid><title>Mission goes on</title><pubDate>Mon, 04 May 2026 15:35:35 GMT</pubDate><description>${escaped(html)}</description></item></channel></rss>`;
}

function atom(html: string): string {
  return `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Ritzau</title><entry><id>tag:example.com,2026:1</id><title>Mission goes on</title><updated>2026-05-04T15:35:35Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${html}</div></content></entry></feed>`;
}

function anpa1312(paragraphs: readonly string[]): string {
  const lines = paragraphs.map((paragraph) => `\t   ${paragraph}\n \n`);
  return `\u0016\u0016\u0001V0412\u001feurop\nr i\u0013\u0011 BC-EU--Mission     05-04 1640\n\u0002^BC-EU--Mission,1640<\n^Mission goes on<\n^By ANN STRAND=\n${lines.join('')}\n\u0003AP-WF-05-04-26 1535GMT<\n\u0004`;
}

function iptc7901(paragraphs: readonly string[]): string {
  const lines = paragraphs.map(
    (paragraph) => `   ${paragraph.replace(/(.{1,66})(?: |$)/gu, '$1\r\n').trimEnd()}\r\n`,
  );
  return `\u0001rit0042 4 pl 1640 Ritzau 0042\r\n\r\nNato/Irak\r\n\u0002Mission goes on =\r\n${lines.join('')}\u0003041535 Mai 26\r\n\u0004`;
}
