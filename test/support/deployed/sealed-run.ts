// Runs one slot of a deployment, and takes what it left: the states that it entered, its seal, and a copy of the ledger that both
// verifiers have looked at.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Seal } from "../../../evidence-schema/log/log-schema.ts";
import type { ChainRecord } from "../../../evidence-schema/record/record.ts";
import type { Estate } from "./estate.ts";
import { verdicts } from "./verdicts.ts";

export type SealedRun = {
  readonly slot: string;
  /** Each state that was entered; with its error, where an attempt failed. */
  readonly states: readonly string[];
  /** The newest seal. */
  readonly seal: Seal;
  /** The directory with the copy. */
  readonly copy: string;
  readonly verdicts: { readonly ours: string; readonly python: string };
};

export async function sealedRun(estate: Estate, slot: string): Promise<SealedRun> {
  const states: string[] = [];
  estate.deployment.told = ({ state, error }) => states.push(error === undefined ? state : `${state}: ${error}`);
  await estate.deployment.run(slot);
  const { ours, python, copy } = await verdicts(estate);
  const names = readdirSync(join(copy, "log")).filter((each) => each.endsWith(".json"));
  const seal = JSON.parse(readFileSync(join(copy, "log", names.toSorted().at(-1) as string), "utf8")) as Seal;
  return { slot, states, seal, copy, verdicts: { ours, python } };
}

/** How a seal has each scope of a cloud. */
export const views = ({ scopes }: Seal): { readonly [scope: string]: string } =>
  Object.fromEntries(
    scopes.filter(({ scope }) => !scope.startsWith("tidemark/")).map(({ scope, view }) => [scope, view]),
  );

type Problem = { readonly code: string; readonly detail: string };
export type Row = { readonly unit: string; readonly problem: Problem | null };

/** The rows of coverage in the records of a segment. */
export const rowsOf = (records: readonly ChainRecord[]): Row[] =>
  records.filter(({ type }) => type === "coverage").flatMap(({ body }) => body["units"] as unknown as Row[]);

export const departures = (records: readonly ChainRecord[]): number =>
  records.filter(({ type }) => type === "departure").length;
