import type { InboxMessage } from './inbox-folder.ts';
import { html, page } from './inbox-html.ts';
import {
  clockTime,
  type Delivered,
  dayOf,
  delivered,
  filtered,
  type InboxFilter,
  type InboxView,
  machineFacts,
  topicsOf,
  zoneName,
} from './inbox-view.ts';
import { mailParagraphs } from './mail-lines.ts';

/** Messages on the list; older ones are still on disk. */
const MOST_LISTED = 300;
/** Lines of a digest or of changes that the list shows. */
const MOST_LINES = 3;

const KINDS: Readonly<Record<string, string>> = {
  new: 'Alerts',
  update: 'Updates',
  correction: 'Corrections',
  kill: 'Kills',
  briefing: 'Briefings',
  flood: 'Floods',
};

/** The list of messages, the newest first, by day, under the filters that make sense for them. */
export function listPage(mails: readonly InboxMessage[], filter: InboxFilter, view: InboxView): string {
  const all = delivered(mails);
  const shown = delivered(filtered(mails, filter));
  const unread = all.filter((one) => isUnread(one, view)).length;
  const body = [header(all.length, unread, view), filters(mails, filter, view), days(shown, filter, view)];
  return page(unread > 0 ? `(${unread}) Inbox` : 'Inbox', body.join('\n'), { base: view.base, live: true });
}

/** A subject as the page shows it: what stands before the topics as badges, then topics and headline. */
export function subjectParts(mail: InboxMessage): {
  readonly badges: string;
  readonly topics: string;
  readonly title: string;
} {
  const [, marker = '', topics = '', title = mail.subject] =
    /^(\p{Lu}[\p{Lu} ]{1,40} )?(\[[^\]]{1,80}\]) (.+)$/u.exec(mail.subject) ?? [];
  const { test } = machineFacts(mail);
  const said = marker.replace(/^TEST /u, '').trim();
  const word = said === '' && mail.kind !== 'new' ? mail.kind : said;
  const badges = [...(test ? [badge('test', 'TEST')] : []), ...(word === '' ? [] : [badge(mail.kind, word)])];
  return { badges: badges.join(''), topics, title };
}

function badge(kind: string, words: string): string {
  return `<span class="badge ${html(kind)}">${html(words)}</span> `;
}

/** The address of the list with a filter. */
export function listAddress(filter: Partial<InboxFilter>, { base }: InboxView): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value !== null) query.set(name, value);
  return html(`${base}${query.size > 0 ? `?${query}` : ''}`);
}

function header(count: number, unread: number, view: InboxView): string {
  const messages = count === 1 ? 'message' : 'messages';
  const counted = unread === 0 ? `${count} ${messages}` : `${unread} unread of ${count} ${messages}`;
  const mark = unread === 0 ? '' : `<a href="${html(view.base)}read-all">Mark all as read</a>`;
  return `<header class="top"><h1>Wirewatch <span class="soft">local inbox</span></h1>
<p class="soft"><span>${counted}</span> <span>${html(zoneName(view))} time</span> ${mark}</p></header>`;
}

interface Choice {
  readonly label: string;
  readonly filter: InboxFilter;
  readonly chosen: boolean;
}

function filters(mails: readonly InboxMessage[], filter: InboxFilter, view: InboxView): string {
  const of = (values: readonly string[]) => [...new Set(values)];
  const choose = (
    name: 'kind' | 'topic' | 'to',
    values: readonly string[],
    label: (value: string) => string,
  ) =>
    values.length < 2 && filter[name] === null
      ? []
      : [null, ...values].map((value) => ({
          label: value === null ? 'All' : label(value),
          filter: { ...filter, story: null, [name]: value },
          chosen: filter[name] === value,
        }));
  const kinds = Object.keys(KINDS).filter((kind) => mails.some((mail) => mail.kind === kind));
  const topics = of(mails.flatMap(topicsOf)).sort();
  const story =
    filter.story === null
      ? []
      : [
          { label: `Story ${filter.story}`, filter, chosen: true },
          { label: 'Show all', filter: { ...filter, story: null }, chosen: false },
        ];
  return [
    chips('Story', story, view),
    chips(
      'Kind',
      choose('kind', kinds, (kind) => KINDS[kind] ?? kind),
      view,
    ),
    chips('Topic', choose('topic', topics, view.topicName), view),
    chips(
      'To',
      choose('to', of(mails.flatMap(({ to }) => to)).sort(), (to) => to),
      view,
    ),
  ].join('\n');
}

function chips(name: string, choices: readonly Choice[], view: InboxView): string {
  if (choices.length === 0) return '';
  const items = choices.map(
    ({ label, filter, chosen }) =>
      `<li><a href="${listAddress(filter, view)}"${chosen ? ' aria-current="true"' : ''}>${html(label)}</a></li>`,
  );
  return `<nav aria-label="${name}"><ul class="filters">${items.join('')}</ul></nav>`;
}

function days(messages: readonly Delivered[], filter: InboxFilter, view: InboxView): string {
  if (messages.length === 0) return emptyList(filter, view);
  const shown = messages.slice(0, MOST_LISTED);
  const byDay = new Map<string, string[]>();
  for (const one of shown) {
    const day = dayOf(one.mail.at, view);
    byDay.set(day, [...(byDay.get(day) ?? []), listItem(one, view)]);
  }
  const lists = [...byDay].map(
    ([day, items]) => `<h2>${html(day)}</h2>\n<ol class="list">\n${items.join('\n')}\n</ol>`,
  );
  const more = messages.length - shown.length;
  if (more > 0) lists.push(`<p class="empty">${more} older messages are in the inbox folder.</p>`);
  return lists.join('\n');
}

function emptyList(filter: InboxFilter, view: InboxView): string {
  return Object.values(filter).some((value) => value !== null)
    ? `<p class="empty">No message is like that. <a href="${html(view.base)}">Show all</a></p>`
    : `<p class="empty">No alert yet. Drop a story into <code>${html(view.drop)}</code>: if it fits a topic, its alert shows up here.</p>`;
}

function listItem(one: Delivered, view: InboxView): string {
  const { mail, to } = one;
  const { story } = machineFacts(mail);
  const { badges, topics, title } = subjectParts(mail);
  const facts = [
    ...(story === null ? [] : [`<a href="${listAddress({ story }, view)}">${html(story)}</a>`]),
    to.length > 3 ? `${to.length} subscribers` : to.map(html).join(', '),
  ];
  return `<li class="${html(mail.kind)}${isUnread(one, view) ? ' unread' : ''}"><time datetime="${html(mail.at)}">${clockTime(mail.at, view)}</time>
<div>${badges}<a class="subject" href="${html(view.base)}message/${html(mail.id)}">${topics === '' ? '' : `<span class="soft">${html(topics)}</span> `}${html(title)}</a>
<p class="opening">${opening(mail)}</p>
<p class="facts">${facts.join(' · ')}</p></div></li>`;
}

function isUnread({ ids }: Delivered, { isRead }: InboxView): boolean {
  return !ids.some(isRead);
}

/** The beginning of its text; of a digest the first titles, of a new version what is new. */
function opening(mail: InboxMessage): string {
  const { titles, test } = machineFacts(mail);
  if (titles.length > 0) return linesOf(titles.map(html), titles.length);
  // A test says first that it is one, as its badge does.
  const { lines = [] } = mailParagraphs(mail.text.slice(0, 1_500))[test ? 1 : 0] ?? {};
  const changes = lines.filter(({ label }) => label !== null);
  if (changes.length > 0)
    return linesOf(
      changes.map(({ label, parts }) => `<b>${html(label ?? '')}</b> ${html(parts.join(' '))}`),
      changes.length,
    );
  return html(
    lines
      .map(({ parts }) => parts.join(' '))
      .join(' ')
      .slice(0, 400),
  );
}

/** The first lines, each on its own, and how many more there are. */
function linesOf(lines: readonly string[], count: number): string {
  const shown = lines.slice(0, count > MOST_LINES ? MOST_LINES - 1 : MOST_LINES);
  const more = count - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].map((line) => `<span>${line}</span>`).join('');
}
