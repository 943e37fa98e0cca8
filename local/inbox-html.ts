const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML text or attribute value. */
export function html(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => ENTITIES[character] ?? '');
}

/**
 * A whole page. `base` is the path that all its addresses begin with, or null: then it says only what it has to,
 * without style. `live`: it shows what comes.
 */
export function page(
  title: string,
  main: string,
  { base, live = false }: { readonly base: string | null; readonly live?: boolean },
): string {
  const style = base === null ? '' : `\n<link rel="stylesheet" href="${html(base)}inbox.css">`;
  const script = live && base !== null ? `\n<script src="${html(base)}inbox.js" defer></script>` : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(title)} · Wirewatch</title>
<link rel="icon" href="data:,">${style}${script}
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`;
}
