// Defines an export format as the reader sees it: the types it carries, and how a file of it is read.
import type { Origin } from "../../answer.ts";
import type { People } from "../../port.ts";
import type { Intake } from "../intake.ts";
import type { ExportEntry } from "../manifest/manifest.ts";

/** A file of an export that ended well. `name` is how messages call it. */
export type ExportFile = { readonly path: string; readonly name: string };

/** An export of one scope: how a manifest names it, and how it is made. */
export type ExportCall = {
  readonly source: string;
  readonly types: readonly string[];
  /** Empty where the format is not regional. */
  readonly regions: readonly string[];
  readonly file: string;
  /** The text that is noted as the command: without times, so that two exports have one query digest. */
  readonly command: string;
  /** A function of the export script, and its arguments. */
  readonly run: readonly string[];
};

export type Format = {
  readonly provider: string;
  /** The way by which its types are read. Formats that carry the answers of one API share it. */
  readonly lane: string;
  /** The pattern of the id of a scope of this format. */
  readonly scopeId: RegExp;
  readonly types: readonly string[];
  /** True for a file per region: entries have regions. */
  readonly regional: boolean;
  /** All units of one file are true as of one instant. */
  readonly atomic: boolean;
  readonly lagSeconds: number;
  /** The lag of the file of `entry` by what other exports of its scope say; left out where none says anything of it. */
  readonly lagOf?: (entry: ExportEntry, ofScope: readonly ExportEntry[], directory: string) => Promise<number>;
  /** The regions in whose unit a file of `entry` lists `type`. */
  readonly regions: (entry: Pick<ExportEntry, "regions">, type: string) => readonly string[];
  /** The problem of a type that the export leaves out. */
  readonly leftOut: "not-recorded" | "no-answer";
  /** Rejects with InputError on a file that cannot be used; what it lacks is spoilt in the intake. */
  readonly read: (file: ExportFile, intake: Intake, people: People) => Promise<void>;
  /** The exports that bring `types` of the scope with this id; none where another format brings them. */
  readonly exports: (id: string, types: readonly string[], regions: readonly string[]) => readonly ExportCall[];
};

/** For what is read once a scope, whatever region it is in. */
export const globalRegion = (): readonly string[] => ["global"];

/** The id of the scope of `entry`: an account, a subscription, a tenant. */
export const scopeId = (entry: ExportEntry): string => entry.scope.slice(entry.scope.indexOf("/") + 1);

/** The origin of items of `entry`, which names the scope's id. */
export const originOf = (entry: ExportEntry): Origin => ({
  id: scopeId(entry),
  source: entry.source,
  dataTime: entry.dataTime,
});
