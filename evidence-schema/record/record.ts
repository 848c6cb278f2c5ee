// Defines the shapes of what a chain says: records, findings, coverage. FORMAT.md sections 5 and 6 are normative.
import type { Json } from "../bytes/canonical.ts";
import type { DocumentKind } from "../keys/object-key.ts";

export type JsonObject = { readonly [key: string]: Json };

export const OUTCOMES = ["pass", "fail", "indeterminate", "not-applicable"] as const;
/** Result of one check on one resource. `indeterminate` is what could not be read: never a pass, never a fail. */
export type Outcome = (typeof OUTCOMES)[number];

export const PROBLEM_CODES = [
  "denied",
  "throttled",
  "unavailable",
  "no-answer",
  "out-of-time",
  "disabled",
  "licence",
  "truncated",
  "not-recorded",
  "contradictory",
  "suddenly-empty",
  "relied-gone",
  "not-planned",
  "check-withdrawn",
  "older-answer",
  "not-captured",
  "read-too-early",
  "unconfirmed",
  "not-supported",
  "not-in-answer",
  "not-seen",
  "unexpected-shape",
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** Why something could not be read. `detail` names the action, file or field; never a received value. */
export type Problem = { readonly code: ProblemCode; readonly detail: string };

export const TRANSITIONS = ["baseline", "appeared", "drift", "recovered", "rejudged"] as const;
export type Transition = (typeof TRANSITIONS)[number];

/** Position of a record in its scope's chain. */
export type Position = { readonly gen: number; readonly seq: number };

/** Last determinate outcome of a check on an incarnation (FORMAT.md 6.3); nulls until there was one. */
export type Held = {
  readonly as: "baseline" | "appeared";
  readonly outcome: Outcome | null;
  readonly version: string | null;
  readonly lanes: string | null;
  readonly opened: Position | null;
};

/** The basis of a finding beyond its own resource: keys of witnesses, and units for absence. Both are sorted. */
export type Relied = { readonly keys: readonly string[]; readonly units: readonly string[] };

/** The judgement of a check on one resource, before the judgement is compared with the last held. */
export type Judgement = {
  readonly check: string;
  /** `<check version>-<digest prefix of parameters and slices>`: differs when verdicts on one configuration could. */
  readonly version: string;
  /** Lanes that the subject and its relations were read by, sorted, joined by "+". */
  readonly lanes: string;
  readonly outcome: Outcome;
  readonly because: string;
  readonly facts: JsonObject;
  /** `configured`, `provider` where the cloud leaves no choice, or `stated` where the company says that it does not apply. */
  readonly basis: string;
  readonly problem: Problem | null;
  readonly relied: Relied;
};

export type Finding = Judgement & { readonly held: Held; readonly transition: Transition | null };

/** The endpoint of a source whose answers are files that the clouds' own tools wrote. */
export const FILE_ENDPOINT = "file";

export type Source = {
  readonly source: string;
  readonly lane: string;
  readonly principal: string;
  readonly endpoint: string;
  readonly query: string | null;
  /** All units of this source were read at one instant. */
  readonly atomic: boolean;
  readonly lagSeconds: number;
};

/** The state of a unit (FORMAT.md 6.2): the latest data times of its rows and of its answers by name, less the lag. */
export type UnitState = {
  readonly unit: string;
  readonly ever: boolean;
  readonly listed: string | null;
  readonly named: string | null;
};

/** Who ran the software that wrote this, and which (FORMAT.md section 1). `code` is the digest of what ran. */
export type By = { readonly principal: string; readonly software: string; readonly code: string };

export type Restart = {
  readonly gen: number;
  readonly seq: number;
  readonly head: string;
  readonly abandoned: readonly { readonly key: string; readonly object: string }[];
  readonly reason: string;
  readonly principal: string;
};

/** Digest of the document of each kind that is in force, or null. */
export type DocumentDigests = { readonly [kind in DocumentKind]: string | null };

export type Trigger = "slot" | "manual" | "event";
export type Extent = "full" | "delta";

export type RunOpened = {
  readonly trigger: Trigger;
  readonly slot: string | null;
  readonly extent: Extent;
  readonly asOf: string;
  /** When reading began. */
  readonly began: string;
  readonly documents: DocumentDigests;
  readonly by: By;
  readonly sources: readonly Source[];
  readonly units?: readonly UnitState[];
  readonly restarts?: Restart;
};

export type DepartureReason = "gone" | "not-found" | "replaced";
export type Departure = { readonly key: string; readonly incarnation: string; readonly reason: DepartureReason };

/** The attributes of a resource that an observation states beside its projection and findings. */
export type Attributes = {
  readonly region: string | null;
  readonly name: string | null;
  readonly createdAt: string | null;
  readonly labels: { readonly [label: string]: string };
};

export type Observation = Attributes & {
  readonly key: string;
  readonly incarnation: string;
  readonly unit: string;
  readonly source: string | null;
  readonly dataTime: string | null;
  readonly since: string;
  readonly tests: string;
  readonly projection: JsonObject;
  readonly findings: readonly Finding[];
  readonly restated: boolean;
};

export type Context = {
  readonly key: string;
  readonly incarnation: string;
  readonly unit: string;
  readonly from: string;
  readonly source: string | null;
  readonly dataTime: string | null;
  readonly since: string;
  /** Digest of the tests under which the projection was read. */
  readonly tests: string;
  readonly projection: JsonObject;
  readonly restated: boolean;
};

export type FindingRecord = { readonly key: string; readonly incarnation: string; readonly finding: Finding };

export type CoverageRow = {
  readonly unit: string;
  readonly complete: boolean;
  readonly dataTime: string | null;
  readonly listed: number;
  readonly observed: number;
  /** The count of a second source; missing where no second source counted. */
  readonly expected?: number;
  readonly problem: Problem | null;
  readonly seen?: readonly string[];
  readonly unseen?: "all" | readonly string[];
  readonly pages: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly server: string | null;
};

export type AskedKey = { readonly key: string; readonly unit: string; readonly dataTime: string };
export type FailedKey = AskedKey & { readonly problem: Problem };

export type Coverage = {
  readonly source: string;
  readonly units: readonly CoverageRow[];
  readonly asked: {
    readonly seen: readonly AskedKey[];
    readonly notFound: readonly AskedKey[];
    readonly failed: readonly FailedKey[];
  };
};

export type Counts = { readonly [outcome in Outcome]: number };

export type RunClosed = {
  readonly counts: Counts;
  readonly population: number;
  readonly calls: { readonly [service: string]: number };
  readonly root: string;
};

/** A record before the chain's own members are added: what the comparison emits. */
export type Statement =
  | { readonly type: "run-opened"; readonly body: RunOpened }
  | { readonly type: "departure"; readonly body: Departure }
  | { readonly type: "observation"; readonly body: Observation }
  | { readonly type: "context"; readonly body: Context }
  | { readonly type: "finding"; readonly body: FindingRecord }
  | { readonly type: "coverage"; readonly body: Coverage }
  | { readonly type: "run-closed"; readonly body: RunClosed };

/** A line of a chain. */
export type ChainRecord = {
  readonly v: 1;
  readonly ledger: string;
  readonly scope: string;
  readonly gen: number;
  readonly seq: number;
  readonly prev: string;
  readonly run: string;
  readonly time: string;
  readonly type: string;
  readonly body: JsonObject;
};

/** Unit name `<type>@<region>`. */
export const unitOf = (type: string, region: string): string => `${type}@${region}`;

/** Type and region of a unit; the region follows the last "@". */
export function splitUnit(unit: string): { type: string; region: string } {
  const at = unit.lastIndexOf("@");
  return { type: unit.slice(0, at), region: unit.slice(at + 1) };
}
