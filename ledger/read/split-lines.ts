// The lines of an inflated segment, each with its LF: the bytes that a digest is over.
const LF = 0x0a;

export function splitLines(inflated: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let at = 0; at < inflated.length;) {
    const end = inflated.indexOf(LF, at) + 1;
    if (end === 0) return [...lines, inflated.subarray(at)];
    lines.push(inflated.subarray(at, end));
    at = end;
  }
  return lines;
}
