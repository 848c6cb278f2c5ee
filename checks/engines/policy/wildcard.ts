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

/** Whether some text matches both patterns. */
export function overlap(one: string, other: string): boolean {
  // By the rests of `other`, the empty one last: whether each overlaps the rest of `one` from `i` on.
  let next: boolean[] = [];
  for (let i = one.length; i >= 0; i -= 1) {
    const row: boolean[] = [];
    for (let j = other.length; j >= 0; j -= 1) {
      const [a, b] = [one[i], other[j]];
      if (a === "*") row[j] = next[j] === true || row[j + 1] === true;
      else if (b === "*") row[j] = row[j + 1] === true || next[j] === true;
      else if (a === undefined || b === undefined) row[j] = a === b;
      else row[j] = (a === b || a === "?" || b === "?") && next[j + 1] === true;
    }
    next = row;
  }
  return next[0] === true;
}

/** The patterns of what may follow `beginning` in texts that match `pattern`: none if no such text begins so. */
export function restsAfter(pattern: string, beginning: string): readonly string[] {
  // Positions in the pattern where the rest may begin; a star may take nothing, so that the one behind it counts too.
  const passed = (at: Iterable<number>): Set<number> => {
    const all = new Set<number>();
    for (let each of at) {
      all.add(each);
      while (pattern[each] === "*") all.add((each += 1));
    }
    return all;
  };
  let places = passed([0]);
  for (const letter of beginning) {
    const next = [...places].flatMap((at) => {
      const wanted = pattern[at];
      if (wanted === "*") return [at];
      return wanted === "?" || wanted === letter ? [at + 1] : [];
    });
    places = passed(next);
  }
  const rests = [...new Set([...places].map((at) => pattern.slice(at)))];
  // A rest that another one covers says nothing new; of two that cover each other the first stays.
  return rests.filter(
    (rest, at) => !rests.some((other, of) => of !== at && covers(other, rest) && (of < at || !covers(rest, other))),
  );
}
