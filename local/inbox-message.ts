import { WHY_HEADINGS } from '../core/alert/catalogue.ts';
import type { InboxMessage } from './inbox-folder.ts';
import { html, page } from './inbox-html.ts';
import { listAddress, subjectParts } from './inbox-list.ts';
import {
  clockTime,
  dayOf,
  delivered,
  filtered,
  fullTime,
  type InboxView,
  machineFacts,
} from './inbox-view.ts';
import { type MailLine, mailParagraphs } from './mail-lines.ts';

/** One mail: its text, what else was told of its story, and how phones and machines get it. */
export function messagePage(mail: InboxMessage, all: readonly InboxMessage[], view: InboxView): string {
  const { base } = view;
  const { badges, topics, title } = subjectParts(mail);
  const others = all.filter((one) => one.at === mail.at && one.sms === mail.sms && one.id !== mail.id);
  const attributes = Object.entries(mail.attributes)
    .map(([name, value]) => `<dt>${html(name)}</dt><dd>${html(JSON.stringify(value))}</dd>`)
    .join('');
  const main = `<p><a href="${html(base)}">← Inbox</a></p>
<header><p>${badges}<span class="soft">${html(topics)}</span></p><h1>${html(title)}</h1>
<p class="facts"><time datetime="${html(mail.at)}">${html(fullTime(mail.at, view))}</time> · to ${mail.to.map((to) => `<b>${html(to)}</b>`).join(', ')}${alsoTo(others, view)}</p></header>
<article>${mailHtml(mail.text, view)}</article>
${thread(mail, all, view)}<details><summary>As a text message</summary><pre>${html(mail.sms)}</pre></details>
<details><summary>As machines get it</summary><pre>${html(indented(mail.json))}</pre><dl>${attributes}</dl></details>
<p class="foot"><a href="${html(base)}message/${html(mail.id)}.eml">Open as .eml</a></p>`;
  return page(mail.subject, main, { base });
}

/** A page that says one thing, such as what is not there. `base` null: to somebody who may not know more. */
export function notePage(title: string, text: string, base: string | null): string {
  const back = base === null ? '' : `<p><a href="${html(base)}">← Inbox</a></p>\n`;
  return page(title, `${back}<h1>${html(title)}</h1>\n<p>${html(text)}</p>`, { base });
}

function alsoTo(others: readonly InboxMessage[], { base }: InboxView): string {
  if (others.length === 0) return '';
  const links = others.map(
    ({ id, to }) => `<a href="${html(base)}message/${html(id)}">${html(to.join(', '))}</a>`,
  );
  return ` · also to ${links.join(', ')}`;
}

/** All that was told of the mail's story, the oldest first; nothing where this mail is all. */
function thread(mail: InboxMessage, all: readonly InboxMessage[], view: InboxView): string {
  const { story } = machineFacts(mail);
  if (story === null) return '';
  const told = delivered(filtered(all, { kind: null, topic: null, to: null, story })).toReversed();
  if (told.length < 2) return '';
  const items = told.map(({ mail: one, ids }) => {
    const current = ids.includes(mail.id) ? ' aria-current="page"' : '';
    const { badges, title } = subjectParts(one);
    const link = `<a href="${html(view.base)}message/${html(one.id)}"${current}>${html(title)}</a>`;
    const day = dayOf(one.at, view) === dayOf(mail.at, view) ? '' : `${dayOf(one.at, view)}, `;
    return `<li><time class="facts" datetime="${html(one.at)}">${html(`${day}${clockTime(one.at, view)}`)}</time> ${badges}${link}</li>`;
  });
  return `<nav class="thread" aria-label="Story ${html(story)}"><h2>All that was told of <a href="${listAddress({ story }, view)}">${html(story)}</a></h2><ol>${items.join('')}</ol></nav>\n`;
}

/** The mail's text with its lines free to break, matched words marked and story codes as links. */
function mailHtml(text: string, view: InboxView): string {
  const paragraphs = mailParagraphs(text);
  const why = paragraphs.findLastIndex(({ heading }) => heading !== null && WHY_HEADINGS.includes(heading));
  return paragraphs
    .map(({ heading, lines }, place) => {
      const title = heading === null ? '' : `<h3>${html(heading)}</h3>`;
      return `<section>${title}${lines.map((line) => lineHtml(line, place === why, view)).join('')}</section>`;
    })
    .join('\n');
}

function lineHtml({ label, parts }: MailLine, quotes: boolean, view: InboxView): string {
  const text = parts.map((part) => inlineHtml(part, quotes, view)).join('<br>');
  return label === null ? `<p>${text}</p>` : `<div class="hang"><b>${html(label)}</b><p>${text}</p></div>`;
}

function inlineHtml(text: string, quotes: boolean, view: InboxView): string {
  const linked = html(text).replace(
    /\bW-[0-9A-HJKMNP-TV-Z]{6}\b/gu,
    (story) => `<a href="${listAddress({ story }, view)}">${story}</a>`,
  );
  return quotes ? linked.replace(/\*([^*]+)\*/gu, '<mark>$1</mark>') : linked;
}

function indented(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
