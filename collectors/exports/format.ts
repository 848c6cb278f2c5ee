/** What a format of export is to the reader: the types it carries, and how a file of it is read. */
import type { Provider } from "../../evidence-schema/object-key.ts";
import type { ReadRequest } from "../port.ts";
import type { Intake } from "./intake.ts";
import type { ExportEntry } from "./manifest.ts";

/** A file of an export that ended well. `name` is how messages call it. */
export type ExportFile = { readonly path: string; readonly name: string };

export type People = Pick<ReadRequest, "person" | "remember">;

export type Format = {
  readonly provider: Provider;
  /** What the id of a scope of it looks like. */
  readonly scopeId: RegExp;
  readonly types: readonly string[];
  /** All units of one file are true as of one instant. */
  readonly atomic: boolean;
  readonly lagSeconds: number;
  /** The regions in whose unit a file of `entry` lists `type`. */
  readonly regions: (entry: Pick<ExportEntry, "regions">, type: string) => readonly string[];
  /** The problem of a type that the export leaves out. */
  readonly leftOut: "not-recorded" | "not-yet-read";
  /** Rejects with InputError on a file that cannot be used; what it lacks is spoilt in the intake. */
  readonly read: (file: ExportFile, intake: Intake, people: People) => Promise<void>;
};

/** For what is read once a scope, whatever region it is in. */
export const globalRegion = (): readonly string[] => ["global"];

/** The id of the scope of `entry`: an account, a subscription, a tenant. */
export const scopeId = (entry: ExportEntry): string => entry.scope.slice(entry.scope.indexOf("/") + 1);
