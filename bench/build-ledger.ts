// Builds a ledger of many runs through the real writer: large full segments, and many small ones.
import { configuredChecks } from "../config/configured-checks.ts";
import { recordedScopes } from "../config/members/scopes.ts";
import code from "../observation/code.json" with { type: "json" };
import { observe } from "../observation/run.ts";
import { homeOf, openHome } from "../cli/places/home.ts";
import { realClock } from "../cli/clock.ts";
import { BENCH_BY, configOf, freshLedger } from "./home.ts";
import { generatedReader } from "./generated-reader.ts";

export type LedgerPlan = {
  readonly directory: string;
  /** Accounts that are observed once: one large full segment each. */
  readonly large: number;
  readonly largeResources: number;
  /** Accounts that are observed in every run. */
  readonly small: number;
  readonly smallResources: number;
  readonly runs: number;
};

const AT_A_TIME = 4;
const REGION = "eu-central-1";
const account = (i: number): string => String(100_000_000_000 + i);

/** Gives the ledger's directory. */
export async function buildLedger({
  directory,
  large,
  largeResources,
  small,
  smallResources,
  runs,
}: LedgerPlan): Promise<string> {
  const scopeOf = (i: number): string => `aws/${account(i)}`;
  const larges = Array.from({ length: large }, (_, i) => scopeOf(i));
  const smalls = Array.from({ length: small }, (_, i) => scopeOf(large + i));
  const accounts = new Map([
    ...larges.map((scope) => [scope, largeResources] as const),
    ...smalls.map((scope) => [scope, smallResources] as const),
  ]);
  const config = configOf(
    [...accounts.keys()].map((scope) => scope.slice("aws/".length)),
    [REGION],
  );
  const ledger = await freshLedger(directory, config);
  const home = await openHome(homeOf(ledger), config);
  const run = async (id: string, round: number, only: readonly string[]): Promise<unknown> =>
    observe({
      ledger: home.ledger,
      signer: home.signer,
      clock: realClock,
      reader: generatedReader({ accounts, region: REGION, changes: 5 }, round),
      checks: configuredChecks(config),
      labels: config.labels,
      ...recordedScopes(config, home.names.person),
      schedule: null,
      by: BENCH_BY,
      code,
      run: id,
      slot: null,
      person: home.names.person,
      remember: home.names.remember,
      only: new Set(only),
    });
  // A few at a time: the memory of observing is measured elsewhere.
  for (let i = 0; i < large; i += AT_A_TIME) await run(`bench-large-${i}`, 0, larges.slice(i, i + AT_A_TIME));
  for (let round = 0; small > 0 && round < runs; round += 1) await run(`bench-${round}`, round, smalls);
  return ledger;
}
