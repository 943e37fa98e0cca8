import type { InboxMessage } from './inbox-folder.ts';

/** Messages on the list; older ones are still on disk. */
const MOST_LISTED = 300;

/** The list of messages, the newest first, as an HTML page. `dropFolder` tells a newcomer what to do while it is empty. */
export function listPage(messages: readonly InboxMessage[], dropFolder: string): string {
  const shown = messages.slice(0, MOST_LISTED).map(listItem).join('\n');
  const more = messages.length - MOST_LISTED;
  const body =
    messages.length === 0
      ? `<p class="empty">No alert yet. Drop a story into <code>${html(dropFolder)}</code>: if it fits a topic, its alert shows up here.</p>`
      : `<ol class="list">\n${shown}\n</ol>${more > 0 ? `<p class="empty">${more} older messages are in the inbox folder.</p>` : ''}`;
  const count = `${messages.length} ${messages.length === 1 ? 'message' : 'messages'}`;
  return page(
    'Inbox',
    `<header><h1>Wirewatch <span>local inbox</span></h1><p>${count}</p></header>\n${body}`,
  );
}

/** One message with who got it, as mail, as a text message and as machines get it. */
export function messagePage(message: InboxMessage): string {
  const attributes = Object.entries(message.attributes)
    .map(([name, value]) => `<dt>${html(name)}</dt><dd>${html(JSON.stringify(value))}</dd>`)
    .join('');
  return page(
    message.subject,
    `<header><p><a href="/">← Inbox</a></p><h1>${html(message.subject)}</h1>
<p>${badge(message.kind)} <time>${html(when(message.at))}</time> to ${message.to.map((to) => `<b>${html(to)}</b>`).join(', ')}</p></header>
<article><pre class="mail">${highlight(message.text)}</pre></article>
<details><summary>As a text message</summary><pre>${html(message.sms)}</pre></details>
<details><summary>As machines get it (JSON and message attributes)</summary><pre>${html(indented(message.json))}</pre><dl>${attributes}</dl></details>
<p class="foot"><a href="/message/${html(message.id)}.eml">Open as .eml</a></p>`,
  );
}

/** A page that says one thing, such as what is not there. */
export function notePage(title: string, text: string): string {
  return page(
    title,
    `<header><p><a href="/">← Inbox</a></p><h1>${html(title)}</h1></header><p>${html(text)}</p>`,
  );
}

function listItem(message: InboxMessage): string {
  const to = message.to.length > 2 ? `${message.to.length} subscribers` : message.to.join(', ');
  return `<li class="${html(message.kind)}"><a href="/message/${html(message.id)}">
<span class="subject">${html(message.subject)}</span>
<span class="facts">${badge(message.kind)} <time>${html(when(message.at))}</time> · ${html(to)}</span>
<span class="opening">${html(opening(message.text))}</span></a></li>`;
}

function opening(text: string): string {
  return text.slice(0, 220).split('\n\n')[0]?.replaceAll('\n', ' ') ?? '';
}

function badge(kind: string): string {
  return `<span class="badge ${html(kind)}">${html(kind)}</span>`;
}

function when(iso: string): string {
  return new Date(iso).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
}

function indented(json: string): string {
  return JSON.stringify(JSON.parse(json), null, 2);
}

/** Shows the matched words (`*Nato*`) of the quotes, which stand in the paragraph under a line of capitals, in colour. */
function highlight(text: string): string {
  return text
    .split('\n\n')
    .map((paragraph) => {
      const [title = ''] = paragraph.split('\n', 1);
      const isWhy = /\p{Lu}/u.test(title) && title === title.toUpperCase();
      const escaped = html(paragraph);
      return isWhy ? escaped.replace(/\*([^*]{1,200})\*/gu, '<mark>$1</mark>') : escaped;
    })
    .join('\n\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML text or attribute value. */
function html(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => ENTITIES[character] ?? '');
}

function page(title: string, main: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(title)} · Wirewatch</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/inbox.css">
<script src="/inbox.js" defer></script>
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`;
}

/** Reloads the list when a message has come. */
export const PAGE_SCRIPT = `const events = new EventSource('/events');
events.onmessage = () => { if (location.pathname === '/') location.reload(); };
`;

/** The whole look of the inbox. */
export const PAGE_STYLE = `:root { color-scheme: light dark; --ink: #1c2430; --soft: #667085; --line: #e4e7ec; --paper: #fff; --back: #f4f5f7; --mark: #ffe9a8; --accent: #0b5cad; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --soft: #98a2b3; --line: #2d3440; --paper: #171b22; --back: #0f1217; --mark: #5c4a10; --accent: #7db8f5; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 54rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
header { margin-bottom: 1.5rem; }
h1 { font-size: 1.35rem; line-height: 1.3; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h1 span, header p, .facts, .opening, .empty, .foot { color: var(--soft); }
h1 span { font-weight: 400; }
header p { margin: .25rem 0; font-size: .9rem; }
a { color: var(--accent); }
.list { list-style: none; margin: 0; padding: 0; background: var(--paper); border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
.list li + li { border-top: 1px solid var(--line); }
.list li { border-left: 4px solid transparent; }
.list a { display: block; padding: .8rem 1rem; color: inherit; text-decoration: none; }
.list a:hover, .list a:focus-visible { background: color-mix(in srgb, var(--accent) 7%, transparent); }
.subject { display: block; font-weight: 600; overflow-wrap: anywhere; }
.facts, .opening { display: block; font-size: .85rem; }
.opening { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.badge { display: inline-block; padding: 0 .45rem; border-radius: 99px; font-size: .75rem; font-weight: 600; background: color-mix(in srgb, var(--accent) 15%, transparent); color: var(--accent); }
.badge.kill, .badge.correction { background: #b4231822; color: #d92d20; }
.badge.update { background: #b5470822; color: #dc6803; }
.list li.kill { border-left-color: #d92d20; }
.list li.correction { border-left-color: #f79009; }
article, details { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.25rem; margin-bottom: 1rem; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: .9rem/1.55 ui-monospace, monospace; }
details pre { margin-top: .75rem; font-size: .8rem; }
summary { cursor: pointer; }
mark { background: var(--mark); color: inherit; border-radius: 3px; padding: 0 .1em; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; font-size: .85rem; }
dd { margin: 0; overflow-wrap: anywhere; }
.empty { padding: 2rem; text-align: center; }
`;
