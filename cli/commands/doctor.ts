// Runs `tidemark doctor`: says what can and can't be read of the clouds as they are now, before anything is written.
import { parseArgs } from "node:util";
import { actionsFor, readPolicy } from "../../collectors/aws/actions.ts";
import { configuredAccounts } from "../../collectors/aws/configured-accounts.ts";
import { configuredChecks } from "../../config/configured-checks.ts";
import { deployedConfig } from "../../config/deployed/places.ts";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { plannedUnits } from "../../observation/plan/plan.ts";
import type { Diagnosis } from "../doctor/diagnosis.ts";
import { isAllHeard, printAlarms } from "../doctor/alarms/print.ts";
import { TRAIL_TYPES } from "../doctor/alarms/trail-types.ts";
import { EXIT, UsageError } from "../exit.ts";
import { printFederation } from "../doctor/print-federation.ts";
import { loadConfig } from "../places/load-config.ts";
import { table, type Output } from "../output.ts";
import { LEFT_OUT } from "../pages/page.ts";
import { printable } from "../printable.ts";
import { withProgress } from "../progress.ts";
import type { Config } from "../../config/schema.ts";

export const summary =
  "doctor [--policy]                                          list what cannot be read of the clouds, and how to fix it";

export const options = {
  config: { type: "string" },
  policy: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
} as const;

export async function run(args: readonly string[], out: Output): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  const { config } = await loadConfig(values.config, out);
  if (values.policy) {
    const policy = policyFor(config);
    out.line(JSON.stringify(policy, null, 2));
    out.result(policy as unknown as Json);
    return EXIT.done;
  }
  // Loaded where it is needed: the clouds' clients take a second.
  const { diagnose } = await import("../doctor/diagnosis.ts");
  const diagnosis = await withProgress((show) => {
    show("reading the resources that the enabled checks need");
    return diagnose(config);
  });
  printDiagnosis(out, diagnosis);
  out.result(diagnosis as unknown as Json);
  const { unanswered, alarms, federation, googleFederation } = diagnosis;
  const signIns = [federation, googleFederation];
  return unanswered.length === 0 && isAllHeard(alarms ?? []) && signIns.every((each) => each?.isOn !== false)
    ? EXIT.done
    : EXIT.incomplete;
}

/**
 * The policy of the role that reads: by enabled checks, lanes of accounts, and the alarms that wait there. Throws UsageError
 * where no account is enrolled.
 */
function policyFor(config: Config) {
  if (configuredAccounts(config).length === 0)
    throw new UsageError(
      "the config enrols no AWS account, and --policy prints the policy of a role in AWS. Look into docs/azure-permissions.md and docs/gcp-permissions.md for what Azure and Google Cloud have to allow",
    );
  const checks = configuredChecks(config);
  const readings = configuredAccounts(config).map(({ id, regions, lane }) => ({
    lane,
    types: plannedUnits(checks, { scope: `aws/${id}`, regions }).map(({ type }) => type),
  }));
  // The organization is listed by the credentials at hand, which are the role's only where no role is named.
  const listsOrganization = config.aws.organization && configuredAccounts(config).some(({ role }) => role === null);
  const trails = deployedConfig(config) === null ? [] : [{ lane: "direct", types: TRAIL_TYPES }];
  return readPolicy(actionsFor([...readings, ...trails], listsOrganization));
}

function printDiagnosis(out: Output, diagnosis: Diagnosis): void {
  const { accounts, causes, unenrolled, leftOut, exported, enabled, unanswered, alarms } = diagnosis;
  const { federation, googleFederation, ways } = diagnosis;
  out.section(
    "Read (complete reads of planned reads, lane, calls, identity)",
    table(
      accounts.map(({ scope, name, complete, planned, lane, calls, principal }) => [
        name === null ? scope : `${scope} (${printable(name)})`,
        `${complete} of ${planned}`,
        lane,
        calls,
        principal ?? "nobody",
      ]),
    ),
  );
  out.section(
    "Cannot read (reads or resources affected, cause, scope, checks that would be indeterminate, how to fix)",
    table(
      causes.map(({ count, code, detail, scopes, checks, remedy }) => [
        count,
        `${code}: ${detail}`,
        scopes.join(", "),
        checks.length === 0 ? "no enabled check" : checks.join(", "),
        remedy,
      ]),
    ),
  );
  out.section(
    LEFT_OUT,
    table(leftOut.map(({ scope, region, reason, approver }) => [scope, region, reason, `approved by ${approver}`])),
  );
  out.section("Found but not enrolled", unenrolled);
  out.section("Scopes that only exports can read (collect --from DIR)", exported);
  if (alarms !== null) printAlarms(out, alarms);
  if (federation !== null) printFederation(out, "azure", federation);
  if (googleFederation !== null) printFederation(out, "gcp", googleFederation);
  out.section(
    "Ways to read people of Google Workspace (way, whether it works)",
    table(ways.map(({ way, cause, advice }) => [way, cause ?? "works", ...(advice === null ? [] : [advice])])),
  );
  out.line(
    unanswered.length === 0
      ? `All ${enabled} enabled checks can be answered in every scope and region.`
      : `${unanswered.length} of ${enabled} enabled checks cannot be answered in every scope and region: ${unanswered.join(", ")}`,
  );
}
