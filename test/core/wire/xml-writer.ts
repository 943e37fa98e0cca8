/** XML as the round-trip tests write it: `xml('p', { id: 'a' }, 'text', xml('br'))`. */
export interface Written {
  readonly xml: string;
}

export function xml(
  name: string,
  attributes: Readonly<Record<string, string | null>> = {},
  ...children: readonly (Written | string | null)[]
): Written {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === null ? '' : ` ${key}="${escapeXml(value)}"`,
  );
  const content = children.map((child) =>
    typeof child === 'string' ? escapeXml(child) : (child?.xml ?? ''),
  );
  return { xml: `<${name}${written.join('')}>${content.join('')}</${name}>` };
}

/** Text with markup's characters escaped, some of them by number. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&#62;')
    .replaceAll('"', '&quot;')
    .replaceAll('ø', '&#xF8;');
}
