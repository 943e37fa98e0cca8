/** The whole look of the inbox: calm, readable on a phone, in the dark and by keyboard. */
export const PAGE_STYLE = `:root {
  color-scheme: light dark;
  --ink: #1d2433; --soft: #5b6475; --line: #e3e6eb; --paper: #fff; --back: #f5f6f8; --mark: #ffeaa6; --accent: #0a57a4;
  --update: #8a5300; --correction: #a83c00; --kill: #b42318; --digest: #3b6b2e; --flood: #6d3bb0; --test: #5b6475;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e7e9ee; --soft: #a0a8b8; --line: #2b313d; --paper: #181c24; --back: #0f1217; --mark: #594712; --accent: #8abfff;
    --update: #f0b45a; --correction: #ff9f6b; --kill: #ff8a80; --digest: #9fd08c; --flood: #c9a6ff; --test: #a0a8b8;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 50rem; margin: 0 auto; padding: 1.75rem 1rem 4rem; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
h1 { font-size: 1.3rem; line-height: 1.35; margin: 0; overflow-wrap: anywhere; }
header p { margin-top: .2rem; }
h2 { font-size: .8rem; font-weight: 600; color: var(--soft); margin: 1.75rem 0 .5rem; }
p { margin: 0; }
.soft, .facts, .opening, .empty, .foot { color: var(--soft); }
.facts, .foot, .filters { font-size: .875rem; }
.top { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; justify-content: space-between; }
.top p { display: flex; flex-wrap: wrap; gap: 0 1rem; font-size: .875rem; }
.filters { display: flex; flex-wrap: wrap; gap: .4rem; margin: .75rem 0 0; padding: 0; list-style: none; }
.filters a { display: inline-block; padding: .2rem .65rem; border: 1px solid var(--line); border-radius: 99px; background: var(--paper); color: var(--ink); text-decoration: none; }
.filters a:hover { border-color: var(--accent); }
.filters a[aria-current] { background: var(--accent); border-color: var(--accent); color: var(--paper); }
.filters .name { padding: .2rem 0; color: var(--soft); }
.list { list-style: none; margin: 0; padding: 0; background: var(--paper); border: 1px solid var(--line); border-radius: 10px; }
.list li { position: relative; display: grid; grid-template-columns: 4.1rem minmax(0, 1fr); padding: .75rem 1rem .75rem .85rem; border-left: 4px solid transparent; }
.list li + li { border-top: 1px solid var(--line); }
.list li:first-child { border-radius: 10px 10px 0 0; }
.list li:last-child { border-radius: 0 0 10px 10px; }
.list li:only-child { border-radius: 10px; }
.list li:hover { background: color-mix(in srgb, var(--accent) 5%, transparent); }
.list time { color: var(--soft); font-size: .875rem; line-height: 1.7; font-variant-numeric: tabular-nums; }
.subject { color: inherit; text-decoration: none; overflow-wrap: anywhere; }
.subject::after { content: ""; position: absolute; inset: 0; }
.subject:focus-visible { outline: none; }
.subject:focus-visible::after { outline: 3px solid var(--accent); outline-offset: -3px; border-radius: 8px; }
.facts a { position: relative; z-index: 1; }
.unread .subject { font-weight: 650; }
.subject .soft { font-weight: 400; }
.unread time::before { content: ""; display: inline-block; width: .5rem; height: .5rem; margin-right: .35rem; border-radius: 50%; background: var(--accent); vertical-align: .1em; }
.opening { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; font-size: .9rem; margin: .1rem 0; }
.opening b { font-size: .8rem; }
.opening span { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.badge { display: inline-block; padding: 0 .5rem; border: 1px solid currentColor; border-radius: 99px; font-size: .75rem; font-weight: 600; line-height: 1.5; }
.badge.update { color: var(--update); } .badge.correction { color: var(--correction); } .badge.kill { color: var(--kill); }
.badge.briefing { color: var(--digest); } .badge.flood { color: var(--flood); } .badge.test { color: var(--test); border-style: dashed; }
li.update { border-left-color: var(--update); } li.correction { border-left-color: var(--correction); } li.kill { border-left-color: var(--kill); }
li.briefing { border-left-color: var(--digest); } li.flood { border-left-color: var(--flood); }
article, details, .thread { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.25rem; margin-top: 1rem; }
article { overflow-wrap: anywhere; line-height: 1.6; }
article section + section { margin-top: 1.1rem; }
article h3 { margin: 0 0 .2rem; font-size: .78rem; letter-spacing: .04em; color: var(--soft); }
article p + p { margin-top: .35rem; }
.hang { display: grid; grid-template-columns: 4rem 1fr; margin-top: .35rem; }
.hang b { color: var(--soft); font-size: .85rem; line-height: 1.9; }
.foot { margin-top: 1rem; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
.thread ol { list-style: none; margin: .4rem 0 0; padding: 0; }
.thread li { padding: .15rem 0; }
.thread h2 { margin: 0; }
.thread [aria-current] { color: inherit; text-decoration: none; font-weight: 600; }
pre { margin: .75rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; font: .8rem/1.55 ui-monospace, monospace; }
summary { cursor: pointer; }
mark { background: var(--mark); color: inherit; border-radius: 3px; padding: 0 .1em; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; font-size: .85rem; }
dd { margin: 0; overflow-wrap: anywhere; }
.empty { padding: 2.5rem 1rem; text-align: center; }
code { overflow-wrap: anywhere; }
@media (max-width: 34rem) {
  main { padding: 1.1rem .75rem 3rem; }
  .list li { display: block; padding: .7rem .8rem; }
  article, details, .thread { padding: .85rem .9rem; }
  .hang { grid-template-columns: 3.4rem 1fr; }
  .filters { flex-wrap: nowrap; overflow-x: auto; margin-inline: -.75rem; padding: .2rem .75rem; white-space: nowrap; }
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; }
}
`;

/** Reloads the list when a message has come. */
export const PAGE_SCRIPT = `const events = new EventSource('events');
events.onmessage = () => location.reload();
`;
