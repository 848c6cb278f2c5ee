// Records and whole segments left out, doubled, moved to another place, or given to another run.
import { type Decoded, type Said, type Segment } from "./decoded.ts";
import type { Change } from "./change-value.ts";
import { harvest } from "./harvest.ts";
import type { Random } from "./random.ts";
import { copied, isMembers, type Members, put, type Value, textOf } from "./value.ts";

const copyOf = ({ value, digest }: Said): Said => ({ value: copied(value), digest, kept: new Set() });

/** Members of all lines of a segment. */
function give(segment: Segment, members: Members): void {
  for (const { value, kept } of segment.lines) {
    if (!isMembers(value)) continue;
    for (const [name, given] of Object.entries(members)) put(value, name, given);
    for (const name of Object.keys(members)) kept.add(name);
  }
}

const onLines = (change: (lines: Said[], at: number, random: Random, decoded: Decoded) => string): Change => {
  return (decoded, random) => {
    if (decoded.segments.length === 0) return null;
    const segment = random.pick(decoded.segments);
    const at = random.below(segment.lines.length);
    return `${segment.key} line ${at + 1}: ${change(segment.lines, at, random, decoded)}`;
  };
};

const leaveOut = onLines((lines, at) => {
  if (lines.length === 1) return "left as it is";
  lines.splice(at, 1);
  return "left out";
});

const double = onLines((lines, at) => {
  lines.splice(at, 0, copyOf(lines[at] as Said));
  return "doubled";
});

const exchange = onLines((lines, at, random) => {
  const other = random.chance(0.7) ? Math.max(0, at - 1) : random.below(lines.length);
  [lines[at], lines[other]] = [lines[other] as Said, lines[at] as Said];
  return `exchanged with line ${other + 1}`;
});

/** A record of another segment, in whose envelope it then stands. */
const takeIn = onLines((lines, at, random, { segments }) => {
  const from = random.pick(segments);
  const taken = copyOf(random.pick(from.lines));
  const envelope = lines[0]?.value;
  if (isMembers(taken.value) && isMembers(envelope))
    for (const name of ["scope", "gen", "run", "time"]) put(taken.value, name, envelope[name] ?? null);
  const isUnknown = random.chance(0.2) && isMembers(taken.value);
  if (isUnknown) put(taken.value as Members, "type", "unheard-of");
  lines.splice(at, 0, taken);
  return `a record of ${from.key} before it${isUnknown ? ", of a type that nobody knows" : ""}`;
});

const onSegment = (change: (segment: Segment, random: Random, decoded: Decoded) => string): Change => {
  return (decoded, random) => {
    if (decoded.segments.length === 0) return null;
    const segment = random.pick(decoded.segments);
    const { key } = segment;
    return `${key}: ${change(segment, random, decoded)}`;
  };
};

const otherPlace = onSegment((segment, random, { segments }) => {
  switch (random.below(4)) {
    case 0:
      segment.gen += random.pick([1, 1, 2, -1]);
      give(segment, { gen: segment.gen });
      return `in gen ${segment.gen}`;
    case 1:
      segment.scope = random.pick([
        ...segments.map(({ scope }) => scope),
        "aws/999999999999",
        "tidemark/other",
        "gcp/é",
      ]);
      give(segment, { scope: segment.scope });
      return `in scope ${segment.scope}`;
    case 2:
      segment.first = Math.max(0, segment.first + random.pick([1, -1, 100]));
      return `under seq ${segment.first}`;
    default:
      segment.main = !segment.main;
      return segment.main ? "is made to go on" : "its successors go on as if it were not there";
  }
});

const otherRun = onSegment((segment, random, decoded) => {
  const { byName, instants } = harvest(decoded);
  const name = random.pick(["run", "time"] as const);
  const runs = byName.get("run") ?? [""];
  const value: Value = name === "run" ? random.pick(runs) : random.pick(instants);
  give(segment, { [name]: value });
  return `${name} of all lines is ${textOf(value)}`;
});

const goneSegment: Change = (decoded, random) => {
  if (decoded.segments.length === 0) return null;
  const [gone] = decoded.segments.splice(random.below(decoded.segments.length), 1);
  return `${gone?.key}: gone before its chain went on`;
};

/** A segment again after itself, by another run. */
const again: Change = (decoded, random) => {
  if (decoded.segments.length === 0) return null;
  const at = random.below(decoded.segments.length);
  const segment = decoded.segments[at] as Segment;
  const lines = segment.lines.map(copyOf);
  const copy: Segment = { ...segment, lines, key: `${segment.key}?`, first: segment.first + lines.length };
  if (random.chance(0.7)) give(copy, { run: "run-again" });
  decoded.segments.splice(at + 1, 0, copy);
  return `${segment.key}: again after itself`;
};

export const recordChanges: readonly (readonly [weight: number, change: Change])[] = [
  [3, leaveOut],
  [3, double],
  [3, exchange],
  [4, takeIn],
  [4, otherPlace],
  [4, otherRun],
  [1, goneSegment],
  [2, again],
];
