// Other histories: resources that come, go and are judged otherwise. What follows from them is computed anew.
import { recordsOf } from "./change-answers.ts";
import type { Change } from "./change-value.ts";
import type { Decoded, Said, Segment } from "./decoded.ts";
import type { Random } from "./random.ts";
import { copied, isMembers, type Members, put, type Value } from "./value.ts";

const OUTCOMES = ["pass", "fail", "indeterminate", "not-applicable"];

/** Puts a record into a segment of the scope where such records stand, before the coverage or just after the opening. */
function insert(segment: Segment, body: Members, type: string, first: boolean): void {
  const opened = segment.lines[0]?.value;
  if (!isMembers(opened)) return;
  const typeOf = ({ value }: Said): Value => (isMembers(value) ? (value["type"] ?? null) : null);
  const coverage = segment.lines.findIndex((line) => typeOf(line) === "coverage");
  const at = first ? 1 : coverage === -1 ? segment.lines.length : coverage;
  const value: Value = { ...copied(opened), type, body: copied(body) };
  segment.lines.splice(at, 0, { value, digest: "", kept: new Set() });
}

/** A later segment of the scope, or the same one. */
function laterThan(segment: Segment, { segments }: Decoded, random: Random): Segment {
  return random.pick(segments.slice(segments.indexOf(segment)).filter(({ scope }) => scope === segment.scope));
}

function judgeAgain(finding: Members, random: Random): void {
  const outcome = random.pick(OUTCOMES);
  put(finding, "outcome", outcome);
  put(finding, "problem", outcome === "indeterminate" ? { code: "denied", detail: "why" } : null);
}

const findingsOf = (body: Members): Members[] =>
  (Array.isArray(body["findings"]) ? body["findings"] : []).filter((each) => isMembers(each));

function appear(decoded: Decoded, random: Random, segment: Segment, body: Members): string {
  const other = copied(body);
  const keys = recordsOf(decoded, "observation").map(([, , each]) => each["key"] ?? "");
  const how = random.below(4);
  if (how === 0) put(other, "key", `${String(body["key"] as string)}-2`);
  if (how === 1) put(other, "incarnation", "2");
  if (how === 2) put(other, "key", random.pick(keys));
  if (how === 3) put(other, "projection", { other: true });
  put(other, "restated", false);
  for (const finding of findingsOf(other)) if (random.chance(0.3)) judgeAgain(finding, random);
  const into = laterThan(segment, decoded, random);
  const isReplaced = how === 1 && random.chance(0.7);
  insert(into, other, "observation", false);
  if (isReplaced)
    insert(
      into,
      { key: body["key"] ?? "", incarnation: body["incarnation"] ?? "", reason: "replaced" },
      "departure",
      true,
    );
  return `${into.key}: an observation of ${String(other["key"] as string)} like one in ${segment.key}, ${["of another key", "of another incarnation", "of a key that is there", "with another projection"][how]}`;
}

function depart(decoded: Decoded, random: Random, segment: Segment, body: Members): string {
  const into = laterThan(segment, decoded, random);
  const reason = random.pick(["gone", "not-found", "replaced"]);
  const incarnation = random.chance(0.9) ? (body["incarnation"] ?? "") : "9";
  insert(into, { key: body["key"] ?? "", incarnation, reason }, "departure", true);
  return `${into.key}: ${String(body["key"] as string)} departs, ${reason}`;
}

function find(decoded: Decoded, random: Random, segment: Segment, body: Members): string {
  const findings = findingsOf(body);
  if (findings.length === 0) return "nothing to judge";
  const finding = copied(random.pick(findings));
  judgeAgain(finding, random);
  if (random.chance(0.2)) put(finding, "relied", { keys: [body["key"] ?? ""], units: [body["unit"] ?? ""] });
  const into = laterThan(segment, decoded, random);
  insert(into, { key: body["key"] ?? "", incarnation: body["incarnation"] ?? "", finding }, "finding", false);
  return `${into.key}: a finding of ${String(body["key"] as string)} is ${String(finding["outcome"] as string)}`;
}

/** One resource comes, goes, or is judged again, in its segment or a later one. */
export const changeEntries: Change = (decoded, random) => {
  const records = recordsOf(decoded, "observation");
  if (records.length === 0) return null;
  const [segment, line, body] = random.pick(records);
  switch (random.below(4)) {
    case 0:
      return depart(decoded, random, segment, body);
    case 1:
      return find(decoded, random, segment, body);
    case 2: {
      const findings = findingsOf(body);
      if (findings.length === 0) return null;
      judgeAgain(random.pick(findings), random);
      return `${segment.key} line ${segment.lines.indexOf(line) + 1}: judged otherwise`;
    }
    default:
      return appear(decoded, random, segment, body);
  }
};
