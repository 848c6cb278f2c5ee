// The port between a run and whatever reads a cloud: what is asked, what comes back, and how complete it was.
import type { Problem, Source, JsonObject } from "../evidence-schema/record.ts";

/** One unit (type x region) that the documents plan for a scope. */
export type PlannedUnit = { readonly type: string; readonly region: string };

/**
 * One resource as one lane read it, in the API's own spelling. `body` holds integers only (a non-integer is its shortest
 * decimal string, a 64-bit id a string), and no person's name or e-mail: people are references (evidence-schema/person.ts).
 */
export type Snapshot = {
  readonly key: string;
  /** Unique id or creation time; "" where the provider offers neither. */
  readonly incarnation: string;
  /** `<type>@<region>`: the unit whose reading listed it. */
  readonly unit: string;
  readonly source: string;
  /** The source's own data time of this item (RFC 3339, three decimals, Z); for AWS Config its capture time. */
  readonly dataTime: string;
  readonly region: string | null;
  /** Null for people. */
  readonly name: string | null;
  readonly createdAt: string | null;
  /** All tags or labels; the run keeps the allow-listed ones. */
  readonly labels: { readonly [label: string]: string };
  readonly body: JsonObject;
};

/** A key that a unit listed but whose configuration could not be read. */
export type Unread = {
  readonly key: string;
  readonly unit: string;
  readonly source: string;
  readonly dataTime: string;
  readonly problem: Problem;
};

/** How complete the answer for one unit was. In order of reading. */
export type UnitReading = {
  readonly unit: string;
  readonly source: string;
  readonly complete: boolean;
  /** As of when the listing is true; null if nothing was answered. */
  readonly dataTime: string | null;
  /** Keys that the source named for this unit. */
  readonly listed: number;
  /** Null if and only if complete. */
  readonly problem: Problem | null;
  readonly pages: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly server: string | null;
};

/** Answer to one key asked by name (event batches; subjects confirmed after what they relate to). */
export type Asked = {
  readonly key: string;
  readonly unit: string;
  readonly source: string;
  readonly dataTime: string;
  readonly answer: { readonly snapshot: Snapshot } | "not-found" | { readonly problem: Problem };
};

/** What reading one scope came to, after its snapshots were emitted. */
export type ScopeReading = {
  readonly sources: readonly Source[];
  /** Texts of the queries (or commands) that the sources name by digest. */
  readonly queries: { readonly [digest: string]: string };
  readonly units: readonly UnitReading[];
  readonly asked: readonly Asked[];
  /** Calls made, by service. */
  readonly calls: { readonly [service: string]: number };
};

export type ReadRequest = {
  readonly scope: string;
  readonly units: readonly PlannedUnit[];
  /** Reference of a person known only by a name or an e-mail; remembers the display name outside the evidence. */
  readonly person: (provider: string, value: string) => string;
  /** Remembers the display name of a person keyed by an immutable id. */
  readonly remember: (reference: string, name: string) => void;
};

/** Reads scopes. It never judges, and reports every planned unit, also those that could not be read. */
export interface Reader {
  /** Lane by resource type: which way each type is read. */
  readonly lanes: { readonly [type: string]: string };
  /** The scopes there is anything to read for. */
  readonly scopes: readonly string[];
  /** Rejects only on unusable input, in one clear line; what was emitted then counts for nothing. What a cloud withholds is in the reading. */
  read(request: ReadRequest, emit: (item: Snapshot | Unread) => void): Promise<ScopeReading>;
}
