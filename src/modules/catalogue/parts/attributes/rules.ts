/** Colour, size and the like, by what they are called. */
export type Attributes = Readonly<Record<string, string>>;

/** `colour: red, size: L`. */
export function writeAttributes(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');
}

export interface ReadAttributes {
  attributes: Record<string, string>;
  /** Named without a value. */
  missing: string[];
  /** What has no name before it. */
  unread: string[];
}

/**
 * The same the other way, in either comma or semicolon; where there are semicolons, commas are part of values. A part without
 * a name belongs to the value before it.
 */
export function readAttributes(text: string): ReadAttributes {
  const separator = /[;；\n]/.test(text) ? /[;；\n]/ : /[,，]/;
  const read: ReadAttributes = { attributes: {}, missing: [], unread: [] };
  let last = '';
  for (const part of text.split(separator)) {
    const [, name = '', value = ''] = (/^([^:：=]*)[:：=](.*)$/.exec(part) ?? []).map((group) => group?.trim());
    const rest = part.trim();
    if (name !== '' && value !== '') read.attributes[(last = name)] = value;
    else if (name !== '') read.missing.push((last = name));
    else if (rest !== '' && read.attributes[last] !== undefined) read.attributes[last] += `, ${rest}`;
    else if (rest !== '') read.unread.push(rest);
  }
  return read;
}
