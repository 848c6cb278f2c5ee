// Keeps an observation as the bytes that it was read from. Members that no rule asks of every record are parsed when asked
// for: parsed objects are several times larger than their line, and take longer to make than the rules to ask.
import type { BodyBytes } from "./body-bytes.ts";
import type { Finding, Held, JsonObject, Observation, Outcome, Problem, Relied, Transition } from "../record/record.ts";

/** The members of an observation that the rules ask of every record. */
export type ObservationParts = Pick<
  Observation,
  "key" | "incarnation" | "unit" | "source" | "dataTime" | "since" | "tests"
>;

/** The members of a finding that the rules ask of every record. */
export type FindingParts = Omit<Finding, "basis" | "because" | "facts">;

/** An observation that is new, and the entry that state has of it. Some members are getters: to copy it, name each. */
export class PlainObservation implements Observation {
  readonly key: string;
  readonly incarnation: string;
  readonly unit: string;
  readonly source: string | null;
  readonly dataTime: string | null;
  readonly since: string;
  readonly tests: string;
  readonly findings: readonly Finding[];
  readonly #bytes: BodyBytes;

  constructor(parts: ObservationParts, findings: readonly FindingParts[], bytes: BodyBytes) {
    this.key = parts.key;
    this.incarnation = parts.incarnation;
    this.unit = parts.unit;
    this.source = parts.source;
    this.dataTime = parts.dataTime;
    this.since = parts.since;
    this.tests = parts.tests;
    this.findings = findings.map((each, i) => new PlainFinding(each, bytes, i));
    this.#bytes = bytes;
  }

  get restated(): false {
    return false;
  }

  /** It is of the population, not context. */
  get from(): null {
    return null;
  }

  get region(): string | null {
    return this.#bytes.parsed().region;
  }

  get name(): string | null {
    return this.#bytes.parsed().name;
  }

  get createdAt(): string | null {
    return this.#bytes.parsed().createdAt;
  }

  get labels(): Observation["labels"] {
    return this.#bytes.parsed().labels;
  }

  get projection(): JsonObject {
    return this.#bytes.parsed().projection;
  }

  /** The hash of its leaf (FORMAT.md S1): 32 bytes, one character each. */
  leafHash(): string {
    return this.#bytes.leafHash();
  }

  /** The text of the body that restates it (FORMAT.md S3). */
  restatement(): string {
    return this.#bytes.restatement(this.since);
  }

  /** For messages: the members of an entry, in the order that other entries have them. */
  toJSON(): object {
    const { key, incarnation, unit, region, name, createdAt, labels, from, projection, findings, tests, since } = this;
    return { key, incarnation, unit, region, name, createdAt, labels, from, projection, findings, tests, since };
  }

  hasProjectionOf(other: PlainObservation): boolean {
    return this.#bytes.hasProjectionOf(other.#bytes);
  }
}

/** A finding of a PlainObservation: the one at `place` of its findings. */
class PlainFinding implements Finding {
  readonly check: string;
  readonly version: string;
  readonly lanes: string;
  readonly outcome: Outcome;
  readonly problem: Problem | null;
  readonly relied: Relied;
  readonly held: Held;
  readonly transition: Transition | null;
  readonly #bytes: BodyBytes;
  readonly #place: number;

  constructor(parts: FindingParts, bytes: BodyBytes, place: number) {
    this.check = parts.check;
    this.version = parts.version;
    this.lanes = parts.lanes;
    this.outcome = parts.outcome;
    this.problem = parts.problem;
    this.relied = parts.relied;
    this.held = parts.held;
    this.transition = parts.transition;
    this.#bytes = bytes;
    this.#place = place;
  }

  get basis(): string {
    return this.#parsed.basis;
  }

  get because(): string {
    return this.#parsed.because;
  }

  get facts(): JsonObject {
    return this.#parsed.facts;
  }

  toJSON(): object {
    return this.#parsed;
  }

  get #parsed(): Finding {
    return this.#bytes.parsed().findings[this.#place] as Finding;
  }
}
