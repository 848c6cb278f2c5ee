// Fills in what a record owes to the state before it: since, held, transition, units, counts and root (FORMAT.md 6).
import { ZERO_DIGEST } from "../../../evidence-schema/digest.ts";
import { compareWithHeld } from "../../../evidence-schema/held.ts";
import { jsonEqual } from "../../../evidence-schema/equal.ts";
import type {
  Context,
  Coverage,
  Finding,
  Judgement,
  JsonObject,
  Observation,
  Position,
  Source,
} from "../../../evidence-schema/record.ts";
import { type Entry, entryOfContext, entryOfObservation, State } from "../../../evidence-schema/state.ts";
import type { Draft, Restatements } from "./plan.ts";

export type Written = { readonly type: string; readonly body: unknown };
type Place = Position & { readonly time: string };

/** What a writer knows of one scope. It follows what drafts say and checks nothing. */
export class Fold {
  readonly #state = new State();
  #opened: JsonObject = {};
  #coverage: Coverage[] | null = null;

  /** The records of one segment, filled. `place.seq` is that of the first. */
  fill(drafts: readonly (Draft | Restatements)[], place: Place): Written[] {
    const written: Written[] = [];
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
        this.#coverage?.push(body as Coverage);
        return body;
      case "run-closed":
        return this.#close(body);
      default:
        return body;
    }
  }

  #open(body: JsonObject, place: Place): JsonObject {
    const units = body["extent"] === "full" ? { units: this.#state.unitStates() } : {};
    this.#opened = { asOf: place.time, ...units, ...body };
    return this.#opened;
  }

  #depart(body: JsonObject): JsonObject {
    const entry = this.#state.entries.get(body["key"] as string);
    const departure: JsonObject = { incarnation: entry?.incarnation ?? "", ...body };
    if (entry !== undefined && entry.incarnation === departure["incarnation"]) this.#state.remove(entry.key);
    return departure;
  }

  #observe(given: JsonObject, place: Place): JsonObject {
    const tests = (this.#opened["documents"] as JsonObject | undefined)?.["tests"] ?? ZERO_DIGEST;
    const body: JsonObject = { source: this.#firstSource(), dataTime: place.time, tests, restated: false, ...given };
    const before = this.#before(body);
    const findings = (body["findings"] as JsonObject[]).map((finding) =>
      this.#compare(finding, body["unit"] as string, before, place),
    );
    const observation: JsonObject = { since: since(body, before), ...body, findings };
    this.#state.put(entryOfObservation(observation as Observation));
    return observation;
  }

  #copy(given: JsonObject, place: Place): JsonObject {
    const body: JsonObject = { source: this.#firstSource(), dataTime: place.time, restated: false, ...given };
    const context: JsonObject = { since: since(body, this.#before(body)), ...body };
    this.#state.put(entryOfContext(context as Context));
    return context;
  }

  #find(given: JsonObject, place: Place): JsonObject {
    const entry = this.#state.entries.get(given["key"] as string);
    const body: JsonObject = { incarnation: entry?.incarnation ?? "", ...given };
    const before = this.#before(body);
    const finding = this.#compare(body["finding"] as JsonObject, entry?.unit ?? "", before, place);
    if (before !== undefined) this.#state.put({ ...before, findings: replaced(before.findings, finding as Finding) });
    return { ...body, finding };
  }

  #compare(finding: JsonObject, unit: string, before: Entry | undefined, { gen, seq }: Place): JsonObject {
    const held = before?.findings.find(({ check }) => check === finding["check"])?.held;
    const { ever } = this.#state.unit(unit);
    const judgement = finding as Judgement;
    return { ...compareWithHeld({ held, known: before !== undefined, ever }, judgement, { gen, seq }), ...finding };
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
  const { key, incarnation, unit, projection } = entry;
  return { type: "context", body: { key, incarnation, unit, from, projection, since: entry.since, ...restated } };
}
