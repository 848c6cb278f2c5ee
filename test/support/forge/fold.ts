// Fills in what a record owes to the state before it: since, held, transition, units, counts and root (FORMAT.md 6).
import { ZERO_DIGEST } from "../../../evidence-schema/bytes/digest.ts";
import { compareWithHeld } from "../../../evidence-schema/state/held.ts";
import { jsonEqual } from "../../../evidence-schema/bytes/equal.ts";
import type {
  Context,
  Coverage,
  Finding,
  Judgement,
  JsonObject,
  Observation,
  Position,
  Source,
} from "../../../evidence-schema/record/record.ts";
import { type Entry, entryOfContext, entryOfObservation } from "../../../evidence-schema/state/entry.ts";
import type { Judge } from "../../../evidence-schema/documents/plan.ts";
import { State } from "../../../evidence-schema/state/state.ts";
import type { Draft, Restatements } from "./plan.ts";

export type Written = { readonly type: string; readonly body: unknown };
type Place = Position & { readonly time: string };
type JudgeOf = (check: string, unit: string) => Judge | undefined;

/** What a writer knows of one scope. It follows what drafts say and checks nothing. */
export class Fold {
  readonly #state = new State();
  #opened: JsonObject = {};
  #coverage: Coverage[] | null = null;
  #judge: JudgeOf = () => undefined;

  /** The records of one segment, filled. `place.seq` is that of the first; `judge` gives version and lanes of findings. */
  fill(drafts: readonly (Draft | Restatements)[], place: Place, judge: JudgeOf): Written[] {
    const written: Written[] = [];
    this.#judge = judge;
    this.#coverage = [];
    for (const draft of drafts) {
      if ("restate" in draft) {
        const restated = this.#restatements();
        written.push(...(draft.lie?.(restated) ?? restated).map((each) => write(each, each.body)));
      } else {
        const at = { ...place, seq: place.seq + written.length };
        written.push(write(draft, this.#fill(draft, at)));
      }
    }
    this.#cover();
    return written;
  }

  /** The state root now, for segments that end without saying it. */
  root(): string {
    return this.#state.root();
  }

  #fill({ type, body }: Draft, place: Place): JsonObject {
    switch (type) {
      case "run-opened":
        return this.#open(body, place);
      case "departure":
        return this.#depart(body);
      case "observation":
        return this.#observe(body, place);
      case "context":
        return this.#copy(body, place);
      case "finding":
        return this.#find(body, place);
      case "coverage":
        return this.#answer(body);
      case "run-closed":
        return this.#close(body);
      default:
        return body;
    }
  }

  #open(body: JsonObject, place: Place): JsonObject {
    const units = body["extent"] === "full" ? { units: this.#state.unitStates() } : {};
    this.#opened = { asOf: place.time, began: place.time, ...units, ...body };
    return this.#opened;
  }

  #depart(body: JsonObject): JsonObject {
    const entry = this.#state.entries.get(body["key"] as string);
    const departure: JsonObject = { incarnation: entry?.incarnation ?? "", ...body };
    if (entry !== undefined && entry.incarnation === departure["incarnation"]) this.#state.remove(entry.key);
    return departure;
  }

  #observe(given: JsonObject, place: Place): JsonObject {
    const body = this.#read(given, place);
    const before = this.#before(body);
    const findings = (body["findings"] as JsonObject[]).map((finding) =>
      this.#compare(finding, body["unit"] as string, before, place),
    );
    const observation: JsonObject = { since: since(body, before), ...body, findings };
    this.#state.put(entryOfObservation(observation as Observation));
    return observation;
  }

  #copy(given: JsonObject, place: Place): JsonObject {
    const body = this.#read(given, place);
    const context: JsonObject = { since: since(body, this.#before(body)), ...body };
    this.#state.put(entryOfContext(context as Context));
    return context;
  }

  #read(given: JsonObject, place: Place): JsonObject {
    const tests = (this.#opened["documents"] as JsonObject | undefined)?.["tests"] ?? ZERO_DIGEST;
    return { source: this.#firstSource(), dataTime: place.time, tests, restated: false, ...given };
  }

  #find(given: JsonObject, place: Place): JsonObject {
    const entry = this.#state.entries.get(given["key"] as string);
    const body: JsonObject = { incarnation: entry?.incarnation ?? "", ...given };
    const before = this.#before(body);
    const finding = this.#compare(body["finding"] as JsonObject, entry?.unit ?? "", before, place);
    if (before !== undefined) this.#state.put({ ...before, findings: replaced(before.findings, finding as Finding) });
    return { ...body, finding };
  }

  #compare(given: JsonObject, unit: string, before: Entry | undefined, { gen, seq }: Place): JsonObject {
    const judge = this.#judge(given["check"] as string, unit) ?? { version: "1-0", lanes: "config" };
    const finding: JsonObject = { ...judge, ...given };
    const held = before?.findings.find(({ check }) => check === finding["check"])?.held;
    const { ever } = this.#state.unit(unit);
    const judgement = finding as Judgement;
    return { ...compareWithHeld({ held, known: before !== undefined, ever }, judgement, { gen, seq }), ...finding };
  }

  #answer(body: JsonObject): JsonObject {
    const units = body["units"];
    const answer = Array.isArray(units) ? { ...body, units: units.map((row: JsonObject) => this.#count(row)) } : body;
    this.#coverage?.push(answer as Coverage);
    return answer;
  }

  /** Every entry of a unit was listed and read; of what was not read completely, those that are said to be seen. */
  #count(row: JsonObject): JsonObject {
    const lying = this.#state.lying.get(row["unit"] as string) ?? 0;
    const { seen, unseen } = row as { readonly seen?: readonly string[]; readonly unseen?: string | readonly string[] };
    const read = Array.isArray(unseen) ? Math.max(0, lying - unseen.length) : (seen?.length ?? 0);
    const counted = row["complete"] === true ? lying : read;
    return { listed: counted, observed: counted, ...row };
  }

  #close(body: JsonObject): JsonObject {
    this.#cover();
    const { population } = this.#state;
    return { counts: this.#state.counts(), population, root: this.#state.root(), ...body };
  }

  #cover(): void {
    if (this.#coverage === null) return;
    this.#state.cover(this.#coverage, this.#sources(), this.#opened["trigger"] !== "event");
    this.#coverage = null;
  }

  #before(body: JsonObject): Entry | undefined {
    const entry = this.#state.entries.get(body["key"] as string);
    return entry?.incarnation === body["incarnation"] ? entry : undefined;
  }

  #firstSource(): string {
    return this.#sources()[0]?.source ?? "none";
  }

  #sources(): readonly Source[] {
    return (this.#opened["sources"] ?? []) as Source[];
  }

  #restatements(): Draft[] {
    const keys = [...this.#state.entries.keys()].sort();
    return keys.map((key) => restatement(this.#state.entries.get(key) as Entry));
  }
}

const write = ({ type, lie }: Draft, body: JsonObject): Written => ({
  type,
  body: lie === undefined ? body : lie(body),
});

const since = (body: JsonObject, before: Entry | undefined): string =>
  before?.unit === body["unit"] && jsonEqual(before?.projection, body["projection"])
    ? (before?.since ?? "")
    : (body["dataTime"] as string);

const replaced = (findings: readonly Finding[], finding: Finding): Finding[] =>
  [...findings.filter(({ check }) => check !== finding.check), finding].sort((a, b) => (a.check < b.check ? -1 : 1));

function restatement({ from, findings, ...entry }: Entry): Draft {
  const restated = { source: null, dataTime: null, restated: true };
  if (from === null) {
    const settled = findings.map((finding) => ({ ...finding, transition: null }));
    return { type: "observation", body: { ...entry, ...restated, findings: settled } };
  }
  const { key, incarnation, unit, projection, tests, since: read } = entry;
  return { type: "context", body: { key, incarnation, unit, from, projection, tests, since: read, ...restated } };
}
