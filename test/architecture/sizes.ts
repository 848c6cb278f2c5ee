// How many files lie beside each other, and how long a file is. More needs a reason that stands here.
import { posix } from "node:path";
import { free } from "./table.ts";
import type { Sources } from "./sources.ts";

const MOST_FILES = 15;
const MOST_LINES = 300;

/** Folders of production code with more files than that, and why. */
const CROWDED: Readonly<Record<string, string>> = {
  "cli/commands": "one file a command, each found by the command's name",
};

/** Files with more lines than that, and why. */
const LONG: Readonly<Record<string, string>> = {
  "evidence-schema/verify.py": "an auditor carries it and reads it as one file, and it imports none of ours",
  "collectors/exports/export-script/aws.sh": "one script for one account, which a person reads before running it",
  "test/state/model.ts": "the oracle of the rules on state: it is held against FORMAT.md as one page",
  "test/state/world.ts": "the oracle's estate, and every way in which a reader of it can be late, partial or wrong",
  "test/state/history.ts": "the oracle's histories: each step names the ones that may follow",
  "test/audit/period/cases.ts": "one table: the worked cases of a period",
  "test/state/cases.test.ts": "one table, a case a rule",
  "test/collectors/aws/item/samples.ts": "data: every type in the two forms in which AWS tells it",
  "test/collectors/exports/formats/azure/az-children.test.ts":
    "one table: a good answer of every call, and what stays behind in it",
  "test/collectors/aws/config/config-source.test.ts": "one server of AWS Config, asked in every way",
  "test/support/servers/config-server.ts": "one server with one state, which the calls of AWS Config share",
  "test/support/deployed/deployment.ts": "one deployment: its parts start and stop together",
  "test/support/ledger-vectors/disowned.ts": "one family of vectors, each of which begins where the one before ends",
  "test/infra/grants.ts": "one table: every grant of a deployment with its reason",
  "test/infra/events.test.ts": "one table: which event rings which alarm",
  "test/servers/aws/sources.test.ts": "one account, read by every source",
  "test/support/servers/recorder.ts": "one recorder, with each type in the form of AWS Config",
  "test/servers/gcp/reader.test.ts": "one estate, read in every way by one reader",
  "test/tools/export-commands.test.ts":
    "one run of the script, in which each command of the other clouds has its answer",
  "test/tools/export-commands-aws.test.ts": "one run of the script, in which each command of AWS has its answer",
  "test/checks/aws-paths-elsewhere.ts": "data: each path that checks read elsewhere, with its page",
  "test/servers/deployed/operator.test.ts":
    "one deployment that takes a minute to build: its tests run it one after another",
  "test/servers/deployed/run.test.ts":
    "one deployment that takes a minute to build: its tests run it one after another",
  "test/servers/deployed/faults.test.ts":
    "one deployment that takes a minute to build: its tests run it one after another",
  "test/cli/commands/query.test.ts": "one ledger, asked in every way",
  "test/checks/engines/policy/documented-policies.ts": "data: policies of official pages, by service",
  "test/checks/engines/policy/aws-resource-grants.test.ts":
    "one table: policies of S3, and what each leaves to strangers",
  "test/checks/identity/outside-access-only-for-known-parties/gcp.cases.ts":
    "one table: members of IAM policies by the party that each belongs to",
  "test/checks/identity/outside-access-only-for-known-parties/aws.cases.ts":
    "one table: buckets of S3 by principal, condition and ACL",
  "test/checks/engines/reachability/aws/documented.ts": "one table: networks of the documentation of AWS",
  "test/checks/identity/federated-workloads-pinned/role.cases.ts":
    "one table: trust policies of roles by issuer, subject and condition",
  "test/checks/network/object-storage-not-public/aws.cases.ts":
    "one table: buckets of S3 by policy, ACL and both blocks",
};

export type Reasons = Readonly<Record<string, string>>;

/** One line for each folder of production code that is crowded for no reason, and for each reason that is no longer needed. */
export function crowdedFolders(sources: Sources, reasons: Reasons = CROWDED): string[] {
  const counts = new Map<string, number>();
  for (const path of sources.keys()) {
    const folder = posix.dirname(path);
    if (isProduction(path)) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const crowded = new Map([...counts].filter(([, count]) => count > MOST_FILES));
  return exceptFor(reasons, crowded, `files beside each other, expected at most ${MOST_FILES}`);
}

/** The same for files with too many lines, tests too. */
export function longFiles(sources: Sources, reasons: Reasons = LONG): string[] {
  const lines = [...sources].map(([path, text]) => [path, text.split("\n").length - 1] as const);
  const long = new Map(lines.filter(([, count]) => count > MOST_LINES));
  return exceptFor(reasons, long, `lines, expected at most ${MOST_LINES}`);
}

function exceptFor(reasons: Reasons, found: ReadonlyMap<string, number>, what: string): string[] {
  return [
    ...[...found].filter(([path]) => !(path in reasons)).map(([path, count]) => `${path}: found ${count} ${what}`),
    ...Object.keys(reasons)
      .filter((path) => !found.has(path))
      .map((path) => `${path}: has a reason that it does not need`),
  ];
}

const isProduction = (path: string): boolean => path.includes("/") && !free.includes(path.split("/")[0] ?? "");
