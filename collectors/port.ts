// Defines the port between a run and whatever reads a cloud: what is asked, what comes back, and how complete it was.
import type { Problem, Source, JsonObject } from "../evidence-schema/record/record.ts";

/**
 * The input of one scope can't be used, and items that were read of that scope count for nothing. The message says in one
 * line which part is wrong, what was found and what was expected.
 */
export class UnusableInput extends Error {
  override readonly name: string = "UnusableInput";
}

/** A unit (type x region) that the documents plan for a scope. */
export type PlannedUnit = {
  readonly type: string;
  readonly region: string;
  /**
   * The resources that checks join to a resource are read after that resource, or their absence would prove nothing. Units of
   * a higher rank are read after those of every lower rank. Left out, the rank is 0.
   */
  readonly rank?: number;
};

/**
 * A resource as one lane read it, in the API's own spelling. `body` holds integers only (a non-integer is its shortest decimal
 * string, a 64-bit id a string), and no person's name or e-mail: people are references (evidence-schema/keys/person.ts).
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

export type Item = Snapshot | Unread;

/** How complete the answer for one unit was. In order of reading. */
export type UnitReading = {
  readonly unit: string;
  readonly source: string;
  readonly complete: boolean;
  /** As of when the listing is true; null if nothing was answered. */
  readonly dataTime: string | null;
  /** Keys that the source named for this unit. */
  readonly listed: number;
  /** The resources of the unit that a second source counts; left out where no second source was asked, or answered. */
  readonly expected?: number;
  /** Null if and only if complete. */
  readonly problem: Problem | null;
  readonly pages: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly server: string | null;
};

/** Answer to one key asked by name (event batches; subjects confirmed after what they relate to). */
export type NamedAnswer = {
  readonly key: string;
  readonly unit: string;
  readonly source: string;
  readonly dataTime: string;
  readonly answer: { readonly snapshot: Snapshot } | "not-found" | { readonly problem: Problem };
};

/** The result of reading one scope, after its snapshots were emitted. */
export type ScopeReading = {
  readonly sources: readonly Source[];
  /** Texts of the queries (or commands) that the sources name by digest. */
  readonly queries: { readonly [digest: string]: string };
  readonly units: readonly UnitReading[];
  readonly named: readonly NamedAnswer[];
  /**
   * Names of sources that may tell of a change late without saying how late. Left out where there is none. A result that such
   * an answer would change, and a failure at first sight, is read again by name before it is written.
   */
  readonly eventual?: readonly string[];
  /** Calls made, by service. */
  readonly calls: { readonly [service: string]: number };
  /** Units that were not read when the deadline came: another request goes on with them. They are in `units` of that one. */
  readonly left?: readonly PlannedUnit[];
};

export type ReadRequest = {
  readonly scope: string;
  readonly units: readonly PlannedUnit[];
  /** When to stop, in milliseconds since 1970: units that are not read by then are left over. */
  readonly deadline?: number;
  /** No request goes on after this one. A unit that is not read by the deadline is incomplete, with what was read of it by then. */
  readonly isLast?: boolean;
  /** Reference of a person known only by a name or an e-mail; remembers the display name outside the evidence. */
  readonly person: (provider: string, value: string) => string;
  /** Remembers the display name of a person keyed by an immutable id. */
  readonly remember: (reference: string, name: string) => void;
};

/** A resource by its key, and the unit that it lies in. */
export type Named = { readonly key: string; readonly unit: string };

export type People = Pick<ReadRequest, "person" | "remember">;

/** Reads scopes. It never judges, and reports every planned unit, also those that could not be read. */
export interface Reader {
  /** Lane by resource type: which way each type is read. */
  readonly lanes: { readonly [type: string]: string };
  /** The scopes there is anything to read for. */
  readonly scopes: readonly string[];
  /**
   * Scopes that may be read at once, all of which are held at once. It is above 1 where a reader waits for a cloud, and each
   * scope has a budget of its own. Left out, it is 1: files are read by this machine alone.
   */
  readonly scopesAtOnce?: number;
  /**
   * Says why this reader can't read a scope, for example because the exports are of other scopes; null if it can. A reader
   * without this member can read every scope.
   */
  readonly cannotRead?: (scope: string) => string | null;
  /** Lanes that differ from `lanes` in one scope, by scope and type. */
  readonly lanesOf?: { readonly [scope: string]: { readonly [type: string]: string } };
  /** The names that people use for scopes, where the cloud tells them. */
  readonly names?: { readonly [scope: string]: string };
  /** Parents of scopes whose children could not be listed: nobody can say that all of theirs are known. */
  readonly unlisted?: readonly string[];
  /**
   * Rejects only with UnusableInput; what was emitted then counts for nothing. The reading says what a cloud withholds.
   */
  read(request: ReadRequest, emit: (item: Item) => void): Promise<ScopeReading>;
  /**
   * Reads resources by name, each as of now: the units of `request` are theirs. Answers come in `asked`. Left out where
   * nothing can be read again, as in files. Rejects as `read` does.
   */
  reread?(request: ReadRequest, keys: readonly Named[]): Promise<ScopeReading>;
  /** Whether resources of a scope can be read again; left out where those of all scopes can, if any can. */
  readonly rereads?: (scope: string) => boolean;
}

/** A reader that can read resources by name. */
export type RereadingReader = Reader & Required<Pick<Reader, "reread">>;
