// Compares texts with wildcards of policies: `*` stands for any text and `?` for any one character.

/**
 * Whether `pattern` matches all that `text` stands for. Wildcards in `text` stand for everything they could be, so only
 * wildcards of the pattern match them. It never says yes wrongly; two spellings of one pattern it may take for different.
 */
export function covers(pattern: string, text: string): boolean {
  let at = 0;
  let from = 0;
  // Where to go on if what follows the last star did not match: the star takes one more character.
  let retry: { readonly pattern: number; text: number } | null = null;
  while (from < text.length) {
    const wanted = pattern[at];
    if (wanted === "*") {
      at += 1;
      retry = { pattern: at, text: from };
    } else if (wanted !== undefined && text[from] !== "*" && (wanted === "?" || wanted === text[from])) {
      at += 1;
      from += 1;
    } else if (retry !== null) {
      retry.text += 1;
      at = retry.pattern;
      from = retry.text;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}

/** Actions, condition keys and service names are the same in any case. */
export const coversAnyCase = (pattern: string, text: string): boolean =>
  covers(pattern.toLowerCase(), text.toLowerCase());
