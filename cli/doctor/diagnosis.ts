// Reads what the enabled checks need, as a run would, and keeps only what could not be read.
import { remedy } from "../../audit/standing/remedy.ts";
import type { Config } from "../../config/schema.ts";
import { configuredChecks, type Configured } from "../../config/configured-checks.ts";
import { isOf, isReadLive } from "../../config/live-clouds.ts";
import type { Reader, ScopeReading, Unread } from "../../collectors/port.ts";
import { writtenAs } from "../../config/members/person-or-role.ts";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { splitUnit, type Problem } from "../../evidence-schema/record/record.ts";
import { plannedUnits, ranked } from "../../observation/plan/plan.ts";
import { configuredAccounts } from "../../collectors/aws/configured-accounts.ts";
import { alarmsHeard } from "./alarms/by-place.ts";
import { federationOf, googleFederationOf, type Federation } from "./federation.ts";
import type { PlaceHeard } from "./alarms/heard.ts";
import { waysToPeople, type WayToPeople } from "./ways-to-people.ts";
import { openLive } from "../collecting/open-live.ts";
import { unlistedScopes } from "../collecting/unlisted-scopes.ts";

export type Diagnosis = {
  readonly accounts: readonly {
    readonly scope: string;
    /** The scope's usual name; null if neither the config nor the cloud tells it. */
    readonly name: string | null;
    readonly lane: string;
    readonly planned: number;
    readonly complete: number;
    readonly calls: number;
    readonly principal: string | null;
  }[];
  readonly causes: readonly {
    readonly code: string;
    readonly detail: string;
    /** Units, and resources of units that were read otherwise. */
    readonly count: number;
    readonly scopes: readonly string[];
    readonly units: readonly string[];
    readonly checks: readonly string[];
    readonly remedy: string;
  }[];
  readonly unenrolled: readonly string[];
  /** Regions that the config leaves out, with the reason and who approved it. */
  readonly leftOut: readonly {
    readonly scope: string;
    readonly region: string;
    readonly reason: string;
    readonly approver: string;
  }[];
  /** Scopes of clouds that are read from exports alone. */
  readonly exported: readonly string[];
  readonly enabled: number;
  /** Checks that would be indeterminate somewhere. */
  readonly unanswered: readonly string[];
  /** Whether trails tell the alarms of the deployment what they wait for, by place; null where the config deploys none. */
  readonly alarms: readonly PlaceHeard[] | null;
  /** How the deployment signs in to Azure; null where the config deploys nothing that reads it. */
  readonly federation: Federation | null;
  /** The same of Google Cloud. */
  readonly googleFederation: Federation | null;
  /** Which ways to read people of Google Workspace work; empty where they are not read live. */
  readonly ways: readonly WayToPeople[];
};

type Gap = { readonly scope: string; readonly unit: string; readonly problem: Problem };

/** Rejects as `openLive` does; what an account withholds is in the diagnosis. */
export async function diagnose(config: Config): Promise<Diagnosis> {
  const { reader, listed } = await openLive(config);
  const checks = configuredChecks(config);
  const accounts: Diagnosis["accounts"][number][] = [];
  const gaps: Gap[] = [];
  const lanes = new Map(configuredAccounts(config).map(({ id, lane }) => [`aws/${id}`, lane]));
  for (const { scope, name, regions } of config.scopes.filter((each) => isReadLive(config, each.scope))) {
    const units = ranked(checks, plannedUnits(checks, { scope, regions }));
    const { reading, unread } = await readOnce(reader, scope, units);
    const [source] = reading.sources;
    accounts.push({
      scope,
      name: name ?? reader.names?.[scope] ?? null,
      lane: lanes.get(scope) ?? "live",
      planned: units.length,
      complete: reading.units.filter(({ complete }) => complete).length,
      calls: Object.values(reading.calls).reduce((sum, count) => sum + count, 0),
      principal: source?.principal ?? null,
    });
    gaps.push(
      ...reading.units.flatMap(({ unit, problem }) => (problem === null ? [] : [{ scope, unit, problem }])),
      ...unread.map(({ unit, problem }) => ({ scope, unit, problem })),
    );
  }
  const causes = causesOf(gaps, checks);
  const enrolled = new Set([...config.scopes, ...config.excluded].map(({ scope }) => scope));
  return {
    accounts,
    causes,
    unenrolled: [
      ...unlistedScopes(listed),
      ...reader.scopes
        .filter((scope) => !enrolled.has(scope))
        .map(
          (scope) =>
            `${scope}: add { scope: "${scope}"${isOf(scope, "aws") ? ", regions: […]" : ""} } to scopes, or add the scope to excluded with a reason and an approver`,
        ),
    ],
    leftOut: config.scopes.flatMap(({ scope, leftOut }) =>
      leftOut.map(({ region, reason, approver }) => ({ scope, region, reason, approver: writtenAs(approver) })),
    ),
    exported: config.scopes.filter(({ scope }) => !isReadLive(config, scope)).map(({ scope }) => scope),
    enabled: checks.length,
    unanswered: [...new Set(causes.flatMap((cause) => cause.checks))].toSorted(),
    alarms: await alarmsHeard(config),
    federation: await federationOf(config),
    googleFederation: await googleFederationOf(config),
    ways: await waysToPeople(config),
  };
}

async function readOnce(
  reader: Reader,
  scope: string,
  units: ReturnType<typeof ranked>,
): Promise<{ reading: ScopeReading; unread: Unread[] }> {
  const unread: Unread[] = [];
  // Nothing of anybody is kept or shown; people are told apart as long as it takes.
  const person = (provider: string, value: string): string =>
    provider === "principal" ? "somebody" : sha256Hex(`${provider} ${value}`);
  const people = { person, remember: () => undefined };
  const reading = await reader.read({ scope, units, ...people }, (item) => {
    if ("problem" in item) unread.push(item);
  });
  return { reading, unread };
}

/** Makes one entry for each cause: a missing permission is one line, however many units it hides. */
function causesOf(gaps: readonly Gap[], checks: readonly Configured[]): Diagnosis["causes"] {
  const byCause = Map.groupBy(gaps, ({ problem }) => `${problem.code} ${problem.detail}`);
  return [...byCause.values()]
    .map((of) => {
      const { code, detail } = (of[0] as Gap).problem;
      const units = [...new Set(of.map(({ unit }) => unit))].toSorted();
      const types = new Set(units.map((unit) => splitUnit(unit).type));
      return {
        code,
        detail,
        count: of.length,
        scopes: [...new Set(of.map(({ scope }) => scope))].toSorted(),
        units,
        checks: checks.filter(({ check }) => asks(check, types)).map(({ check }) => check.id),
        remedy: remedy({ code, detail }, units),
      };
    })
    .toSorted((a, b) => b.count - a.count || (`${a.code} ${a.detail}` < `${b.code} ${b.detail}` ? -1 : 1));
}

const asks = ({ evaluators }: Configured["check"], types: ReadonlySet<string>): boolean =>
  evaluators.some(({ resourceType, related }) =>
    [resourceType, ...Object.values(related).map(({ type }) => type)].some((type) => types.has(type)),
  );
