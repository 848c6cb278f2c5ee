// The Azure subscription of the estate: a storage account, judged with a user that was read in the tenant's scope.
import type { SegmentPlan } from "./plan.ts";
import { ESTATE_TESTS_2 } from "./estate-tests.ts";
import { at, AZURE, runOf, segment } from "./small.ts";
import {
  closed,
  complete,
  context,
  coverage,
  departure,
  incomplete,
  judged,
  observation,
  opened,
  restatements,
} from "./statements.ts";

const TENANT = "entra/7a000000-0000-4000-8000-000000000007";
const USERS = "users@global";
const ACCOUNTS = "microsoft.storage/storageaccounts@westeurope";
const ACCOUNT = `/subscriptions/${AZURE.slice(6)}/resourcegroups/shop/providers/microsoft.storage/storageaccounts/acme`;
const OTHER = `${ACCOUNT}2`;
const shared = `${TENANT}#user/7`;

const run = (name: string, hour: string, records: SegmentPlan["records"], extent = "delta"): SegmentPlan =>
  segment(name, at(`${hour}:02`), [opened({ trigger: "slot", slot: at(`${hour}:00`), extent }), ...records, closed()], {
    run: runOf(hour),
    scope: AZURE,
  });

const owned = { relied: { keys: [shared], units: [`${TENANT}#${USERS}`] } };
const both = (hour: string) =>
  coverage([complete(`${TENANT}#${USERS}`, at(`${hour}:00`)), complete(ACCOUNTS, at(`${hour}:01`))]);

export const AZURE_STEPS: readonly SegmentPlan[] = [
  run(
    "z0",
    "09",
    [
      restatements,
      context(TENANT, "user/7", USERS, { projection: { mfa: true } }),
      observation(ACCOUNT, ACCOUNTS, [
        judged("encrypted", "pass", { basis: "provider" }),
        judged("owned", "pass", owned),
      ]),
      both("09"),
    ],
    "full",
  ),
  run("z1", "10", [
    observation(OTHER, ACCOUNTS, [judged("encrypted", "fail")]),
    context(TENANT, "user/7", USERS, { projection: { mfa: false } }),
    coverage([complete(`${TENANT}#${USERS}`, at("10:00")), incomplete(ACCOUNTS, { unseen: [ACCOUNT] })]),
  ]),
  {
    ...run("z3", "12", [departure(shared, "gone"), restatements, both("12")], "full"),
    documents: { tests: ESTATE_TESTS_2 },
  },
  { ...run("z4", "13", [both("13")]), documents: { tests: ESTATE_TESTS_2 } },
];
