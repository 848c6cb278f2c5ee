// The real program on the example estate with answers that were once judged wrongly: files, root users, recorders, policies.
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { runCliInTurn } from "../support/ledger/run-cli-in-turn.ts";
import { temporaryDirectory } from "../support/ledger/temporary-directory.ts";

const ESTATE = join(import.meta.dirname, "../../examples/estate/2026-09-01");
const [ONE, TWO] = ["111122223333", "444455556666"] as const;

type Result = {
  readonly scope: string;
  readonly resource: string;
  readonly check: string;
  readonly outcome: string;
  readonly because: string;
  readonly acceptance: string | null;
};
type Observed = {
  readonly status: number | null;
  readonly page: string;
  readonly home: string;
  readonly results: readonly Result[];
};

/** A run over the estate, whose files `edits` changes by their names, and what is asked of the ledger then. */
async function observe(edits: { readonly [file: string]: (text: string) => string }): Promise<Observed> {
  const home = temporaryDirectory();
  const exports = join(home, "exports");
  mkdirSync(exports);
  cpSync(ESTATE, exports, { recursive: true });
  for (const [file, edit] of Object.entries(edits))
    writeFileSync(join(exports, file), edit(readFileSync(join(exports, file), "utf8")));
  const manifest = JSON.parse(readFileSync(join(exports, "export.json"), "utf8").replace(/^\ufeff/, "")) as {
    exports: { bytes?: number }[];
  };
  for (const entry of manifest.exports) delete entry.bytes;
  writeFileSync(join(exports, "export.json"), `\ufeff${JSON.stringify(manifest)}`);
  const { status, stdout } = await runCliInTurn(["start", "--ledger", "ledger", "--from", "exports"], home);
  const asked = await runCliInTurn(["query", "--ledger", "ledger", "--format", "json"], home);
  expect(asked.status).toBe(0);
  return { status, page: stdout, home, results: (JSON.parse(asked.stdout) as { results: Result[] }).results };
}

const of = ({ results }: Observed, check: string, key: string | RegExp): readonly Result[] =>
  results.filter(
    (each) => each.check === check && (typeof key === "string" ? each.resource === key : key.test(each.resource)),
  );
const rootOf = (account: string, partition = "aws"): string => `arn:${partition}:iam::${account}:root`;
const OWNERS = "owner-accounts-have-mfa-and-no-keys";
const RECORDED = "configuration-changes-recorded";
const report = (account: string): string => `aws-${account}-credential-report.csv`;
const recorder = (account: string, region: string): string => `aws-${account}-${region}-config-recorders.json`;

let before: Observed;
beforeAll(async () => {
  before = await observe({});
});

test("a result says what is needed to act on it", () => {
  const acted = (check: string, scope: string) =>
    before.results.find((each) => each.check === check && each.scope === scope && each.outcome === "fail");
  expect(acted("access-keys-rotated", `aws/${ONE}`)).toMatchObject({
    account: "northlight-production",
    controls: ["NL-IAM-02"],
    criteria: ["CC6.1", "CC6.2"],
    severity: "medium",
    owner: "Platform team",
    place: "production",
    acceptance: null,
  });
  // Owners are named as the names store has them, and a waiver by its id.
  expect(acted("access-keys-rotated", "gcp/projects/481516234202")).toMatchObject({
    owner: "hanne.dorfner@northlight.example",
    place: "sandbox",
  });
  const accepted = before.results.filter((each) => each.acceptance !== null);
  expect(accepted.map(({ outcome }) => outcome)).toEqual(["fail"]);
});

describe("a credential report without root, beside a healthy second account", () => {
  let observed: Observed;
  beforeAll(async () => {
    observed = await observe({ [report(ONE)]: (text) => text.replace(/^<root_account>.*\n/m, "") });
  });

  test("hides root of that account, by its cause", () => {
    expect(of(before, OWNERS, rootOf(ONE))).toHaveLength(1);
    expect(of(observed, OWNERS, rootOf(ONE))).toEqual([]);
    expect(observed.page).toContain(`${report(ONE)} has no row of <root_account>`);
    expect(observed.status).toBe(before.status);
  });

  test("leaves the users of that account, and the other account, as they were", () => {
    const other = (each: Observed) => of(each, OWNERS, rootOf(TWO)).map(({ outcome, because }) => [outcome, because]);
    expect(other(observed)).toEqual(other(before));
    expect(other(observed)).toHaveLength(1);
    const users = /iam-user|credential-report/;
    for (const check of ["privileged-people-have-mfa", "access-keys-rotated"]) {
      const outcomes = (each: Observed) =>
        of(each, check, users).map(({ scope, resource, outcome }) => [scope, resource.slice(0, 40), outcome]);
      // The report's row of root itself is judged as a row, too.
      expect(outcomes(observed).length).toBe(outcomes(before).length - (check === "access-keys-rotated" ? 1 : 0));
    }
  });
});

test("root of GovCloud without a password, MFA and keys does not fail", async () => {
  const observed = await observe({
    [report(TWO)]: (text) =>
      text.replaceAll("arn:aws:", "arn:aws-us-gov:").replace(/^<root_account>.*$/m, (line) => {
        const cells = line.split(",");
        cells[3] = "not_supported";
        cells[7] = "false";
        for (const key of [8, 13, 18, 20]) cells[key] = "false";
        return cells.join(",");
      }),
  });
  expect(of(observed, OWNERS, rootOf(TWO, "aws-us-gov"))).toMatchObject([{ outcome: "pass" }]);
});

describe("a recorder that records daily", () => {
  let observed: Observed;
  beforeAll(async () => {
    observed = await observe({
      [recorder(ONE, "eu-central-1")]: (text) => {
        const answer = JSON.parse(text) as { ConfigurationRecorders: object[] };
        answer.ConfigurationRecorders = answer.ConfigurationRecorders.map((each) => ({
          ...each,
          recordingMode: { recordingFrequency: "DAILY" },
        }));
        return JSON.stringify(answer);
      },
    });
  });

  test("fails, where the same recorder passed", () => {
    const key = new RegExp(`${ONE}/config-recorder%2Feu-central-1$`);
    expect(of(before, RECORDED, key)).toMatchObject([{ outcome: "pass" }]);
    expect(of(observed, RECORDED, key)).toMatchObject([{ outcome: "fail" }]);
  });

  test("gives what was read by it a lag of a day", () => {
    const lags = (home: string): ReadonlyMap<string, number> => {
      const records = join(home, "ledger/records/provider=aws", `scope=${ONE}`);
      const files = readdirSync(records, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".gz"));
      const lines = files.flatMap((file) =>
        gunzipSync(readFileSync(join(records, file)))
          .toString()
          .split("\n"),
      );
      const sources = lines
        .filter((line) => line.includes('"sources"'))
        .flatMap(
          (line) =>
            (JSON.parse(line) as { body: { sources?: { source: string; lagSeconds: number }[] } }).body.sources ?? [],
        );
      return new Map(sources.map(({ source, lagSeconds }) => [source, lagSeconds]));
    };
    expect(lags(before.home).get(`aws-${ONE}-eu-central-1`)).toBe(900);
    expect(lags(observed.home).get(`aws-${ONE}-eu-central-1`)).toBe(86_400);
    expect(lags(observed.home).get(`aws-${ONE}-eu-west-1`)).toBe(900);
  });
});

test("a policy that names a member without a name hides what rests on it, and nothing else", async () => {
  type Ancestor = { readonly type: string; readonly policy: { readonly bindings: { readonly members: string[] }[] } };
  const outcomes = ({ results }: Observed): ReadonlyMap<string, string> =>
    new Map(
      results
        .filter(({ scope }) => scope.startsWith("gcp/"))
        .map(({ resource, check, outcome }) => [`${check} ${resource}`, outcome]),
    );
  const observed = await observe({
    "gcp-analytics-dev-ancestors-iam-policy.json": (text) => {
      const ancestors = JSON.parse(text) as Ancestor[];
      ancestors.find(({ type }) => type === "folder")?.policy.bindings[0]?.members.push("");
      return JSON.stringify(ancestors);
    },
  });
  expect(observed.status).toBe(before.status);
  const [was, is] = [outcomes(before), outcomes(observed)];
  const changed = [...was].flatMap(([name, outcome]) => (is.get(name) === outcome ? [] : [[name, is.get(name)]]));
  expect(Object.fromEntries(changed)).toEqual({
    "object-storage-not-public //storage.googleapis.com/northlight-dev-fixtures": "indeterminate",
    // A resource that no run has read yet has no result. Its cause stands on the page.
    [`${OWNERS} tidemark:gcp/projects%2F481516234202/ancestor-policy%2Ffolders%2F730011220044`]: undefined,
  });
  expect(observed.page).toContain("the IAM policy of folders/730011220044 is not in the documented form");
});
