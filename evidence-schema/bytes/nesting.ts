// Checks how deep a JSON text nests before it is parsed: JSON.parse follows millions of brackets for minutes.

const [QUOTE, BACKSLASH, ARRAY, OBJECT, END_ARRAY, END_OBJECT] = [0x22, 0x5c, 0x5b, 0x7b, 0x5d, 0x7d] as const;

/** Whether brackets and braces outside strings nest deeper than `most`. Text that is no JSON gets any answer. */
export function nestsDeeperThan(text: string, most: number): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (inString) {
      if (code === BACKSLASH) i += 1;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === ARRAY || code === OBJECT) {
      depth += 1;
      if (depth > most) return true;
    } else if (code === END_ARRAY || code === END_OBJECT) depth -= 1;
  }
  return false;
}
