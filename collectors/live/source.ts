// Defines a source: a few calls of one service that bring whole types.
import type { Source as SourceRecord } from "../../evidence-schema/record/record.ts";

/** A call that a source makes, by the action that a policy has to allow. */
export type SourceCall = {
  readonly action: string;
  /**
   * How often it is made: once a unit or page of many resources, once for some resources (those that something else names,
   * or a batch), or once for each. A call that is made for each resource needs a reason, since such calls decide the cost
   * of a large account.
   */
  readonly per: "page" | "few" | { readonly resource: string };
};

/** `A`: what it asks with. */
export type Source<A> = {
  /** As messages and the least-privilege policy call it. */
  readonly name: string;
  readonly types: readonly string[];
  readonly calls: readonly SourceCall[];
  /**
   * Reads the units that `reads` wants; for types that are one for the scope, in the scope's first region.
   * Gives every resource or what kept it from being read; rejects with CallFailed where whole units can't be read.
   */
  readonly read: (reads: A) => Promise<void>;
};

/** A source as a record has it, without who asked and what. */
export type UnitSource = Omit<SourceRecord, "principal" | "query">;

/** A source in its lane: how records name what it told. */
export type LaneSource<A> = {
  readonly source: Source<A>;
  /** `region`: the one that is asked; `isByName`: single resources are read, and nothing is listed. */
  readonly record: (region: string, isByName: boolean) => UnitSource;
  /** The source may tell of a change late without saying how late: see `ScopeReading.eventual`. */
  readonly isEventual?: true;
  /** The query as text; its digest is recorded. The text has no times, so that two runs have one digest. */
  readonly query: (types: readonly string[]) => string;
};
