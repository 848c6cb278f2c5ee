// What a config may not say: each mistake on one line, with where it is and what was expected.
import { describe, expect, test } from "vitest";
import { objectStorageEncryptedAtRest } from "../../../checks/encryption/object-storage-encrypted-at-rest/index.ts";
import { networkFlowLogsOn } from "../../../checks/logging/network-flow-logs-on/index.ts";
import { CRITERION_IDS } from "../../../controls/criteria.ts";
import { configuredChecks } from "../../../config/configured-checks.ts";
import { ConfigError, readConfig } from "../../../config/define-config.ts";

type Members = { readonly [member: string]: unknown };

const waiver: Members = {
  id: "W-1",
  checks: [objectStorageEncryptedAtRest],
  resources: { scopes: ["aws/*"], labels: { env: ["test"] } },
  risk: "Test data is readable.",
  reason: "It is made up.",
  ticket: "SEC-1",
  requester: "Jana Novak",
  approver: "Renate Osterkamp",
  from: "2026-09-01",
  until: "2026-12-31",
};
const control: Members = { id: "C-1", basedOn: "TM-ENC-1", owner: { role: "security" }, correctWithin: "P7D" };
const reason = "because";
const rule = (match: Members): Members => ({ boundary: { rules: [{ match, place: "out", reason }] } });
const good: Members = {
  company: { legalEntity: "Example GmbH", system: "Example" },
  ledger: { origin: "example.test/tidemark" },
  scopes: [{ scope: "aws/111111111111", regions: ["eu-central-1"] }, { scope: "gcp/projects/1" }],
  excluded: [{ scope: "aws/222222222222", reason: "sold", approver: { role: "Head of security" } }],
  checks: { "network-flow-logs-on": { severity: "low", reason } },
  controls: [control],
  boundary: { rules: [{ match: { labels: { env: ["test"] } }, place: "sandbox", reason }] },
  owners: [{ match: { scopes: ["gcp/projects/1"] }, owner: "data" }],
  waivers: [waiver],
  labels: ["env"],
};

const disabled = { enabled: false, reason };
const STORAGE = "object-storage-encrypted-at-rest";
const NO_CHECK = "expected a check that is imported from the folder checks";
const NO_ADDRESS = "found an e-mail address, expected text that names no person (a team or a role may be named)";
const waived = (members: Members): Members => ({ waivers: [{ ...waiver, ...members }] });
const claimed = (members: Members): Members => ({ controls: [{ ...control, ...members }] });

const MISTAKES: readonly (readonly [name: string, members: Members, lines: readonly string[]])[] = [
  [
    "an administrator of no customer",
    { gcp: { administrator: "jane.doe@northlight.example" } },
    [
      "gcp.customer is missing, and gcp.administrator is an administrator of it. Add the id of the customer, or remove gcp.administrator",
    ],
  ],
  [
    "a customer without its scope",
    { gcp: { customer: "C01" }, scopes: [...(good["scopes"] as object[]), { scope: "workspace/C02" }] },
    [
      'gcp.customer: found C01 without a scope, expected workspace/C01. Add { scope: "workspace/C01" } to scopes, or remove gcp.customer',
    ],
  ],
  [
    "an administrator and a customer of another form, of whom nothing is repeated",
    { gcp: { customer: "my_customer", administrator: "Jane Doe" } },
    [
      "gcp.customer: expected the id of a customer of Google Workspace, as Account settings of the Admin console shows it",
      "gcp.administrator: expected the e-mail address of an administrator",
    ],
  ],
  [
    "an unknown criterion",
    claimed({ criteria: ["CC6.1", "CC9.9"] }),
    [`controls.0.criteria.1: Invalid option: expected one of ${CRITERION_IDS.map((id) => `"${id}"`).join("|")}`],
  ],
  [
    "a control that rests on nothing",
    { controls: [{ id: "C-1", owner: "security" }] },
    ["statement", "criteria", "checks"].map(
      (member) =>
        `controls.0.${member}: ${member} is missing. Add ${member}, or basedOn with the id of a default control`,
    ),
  ],
  [
    "a control's id twice",
    { controls: [control, control] },
    ["controls.1.id: found C-1 a second time, expected a unique id"],
  ],
  [
    "a waiver's id twice",
    { waivers: [waiver, waiver] },
    ["waivers.1.id: found W-1 a second time, expected a unique id"],
  ],
  [
    "another form of duration",
    claimed({ correctWithin: "P1W" }),
    ["controls.0.correctWithin: expected an ISO 8601 duration of days or hours, such as P7D or PT48H"],
  ],
  [
    "a control that ends before it begins",
    claimed({ from: "2026-09-02", until: "2026-09-01" }),
    ["controls.0.until: found 2026-09-01, expected a time after from (2026-09-02)"],
  ],
  [
    "a day that there is not",
    claimed({ from: "2026-02-30" }),
    ["controls.0.from: expected a date (2026-09-01) or an instant (2026-09-01T00:00:00.000Z)"],
  ],
  [
    "a waiver that ends before it begins",
    waived({ until: "2026-08-31" }),
    ["waivers.0.until: found 2026-08-31, expected a time after from (2026-09-01)"],
  ],
  [
    "an approver who is the requester in another spelling",
    waived({ approver: " jana NOVAK " }),
    ["waivers.0.approver: found the requester, expected another person (nobody may accept a risk that they asked for)"],
  ],
  [
    "a waiver of 367 days",
    waived({ until: "2027-09-02" }),
    ["waivers.0.until: found 2027-09-02, expected a time at most 366 days after from (2026-09-01)"],
  ],
  [
    "a waiver of a check that is disabled",
    { checks: { [STORAGE]: disabled } },
    [`waivers.0.checks.0: found ${STORAGE}, which is disabled, expected an enabled check`],
  ],
  [
    "a control all of whose checks are disabled",
    {
      ...claimed({ checks: [{ check: networkFlowLogsOn, reason }] }),
      checks: { "network-flow-logs-on": disabled },
    },
    ["controls.0.checks: every check of C-1 is disabled. Enable at least one of them in checks, or remove the control"],
  ],
  [
    "a scope that is not enrolled in a match",
    rule({ scopes: ["aws/*", "aws/222222222222"] }),
    [
      "boundary.rules.0.match.scopes.1: found aws/222222222222, expected an enrolled scope, or the beginning of one and *",
    ],
  ],
  [
    "a label that is not kept",
    rule({ labels: { team: ["data"] } }),
    ["boundary.rules.0.match.labels.team: found team, expected a label that the member labels keeps (env)"],
  ],
  [
    "a match of nothing",
    rule({}),
    ["boundary.rules.0.match: expected at least one of scopes, regions, types, resources, labels"],
  ],
  ["an address in a risk", waived({ risk: "ask jana@example.test" }), [`waivers.0.risk: ${NO_ADDRESS}`]],
  [
    "an address in the reason of a mapping",
    claimed({ checks: [{ check: networkFlowLogsOn, reason: "says jana@example.test" }] }),
    [`controls.0.checks.0.reason: ${NO_ADDRESS}`],
  ],
  [
    "an address in the reason of a severity",
    { checks: { [STORAGE]: { severity: "low", reason: "says jana@example.test" } } },
    [`checks.${STORAGE}.reason: ${NO_ADDRESS}`],
  ],
  ["a waived check that is an id", waived({ checks: [STORAGE] }), [`waivers.0.checks.0: ${NO_CHECK}`]],
  [
    "a mapped check that only looks like one",
    claimed({ checks: [{ check: { ...networkFlowLogsOn }, reason }] }),
    [`controls.0.checks.0.check: ${NO_CHECK}`],
  ],
  [
    "an unknown parameter",
    { checks: { "network-flow-logs-on": { parameters: { trafic: [] }, reason } } },
    ['checks.network-flow-logs-on.parameters: Unrecognized key: "trafic"'],
  ],
  [
    "a disabled check without a reason",
    { checks: { "network-flow-logs-on": { enabled: false } } },
    ["checks.network-flow-logs-on.reason: Invalid input: expected string, received undefined"],
  ],
];

function linesOf(members: Members): string[] {
  try {
    readConfig({ ...good, ...members }, "c.ts");
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split("\n");
    throw error;
  }
  return [];
}

describe("a config", () => {
  test.each(MISTAKES)("with %s", (_name, members, lines) => {
    expect(linesOf(members)).toEqual(lines.map((line) => `c.ts: ${line}`));
  });

  test("tells every mistake at once", () => {
    const members = {
      ...waived({ resources: { scopes: ["aws/9"] }, ticket: "a@b.test" }),
      controls: [control, control],
    };
    expect(linesOf(members)).toHaveLength(3);
  });

  test("without mistakes is read, with defaults", () => {
    const config = readConfig(good, "c.ts");
    expect(config.controls?.[0]).toEqual({ ...control, frequency: "continuous" });
    expect(config.boundary.otherwise).toBe("production");
    expect(linesOf(waived({ until: "2027-09-01" }))).toEqual([]);
  });

  test("asks every check that it does not disable", () => {
    const all = configuredChecks(readConfig(good, "c.ts")).map(({ check }) => check.id);
    const fewer = readConfig({ ...good, checks: { "network-flow-logs-on": disabled } }, "c.ts");
    expect(all).toContain("network-flow-logs-on");
    expect(configuredChecks(fewer).map(({ check }) => check.id)).toEqual(
      all.filter((id) => id !== "network-flow-logs-on"),
    );
  });
});
