// Identities of machines and apps of Azure: the principals as which they act, and rows that do not tell one.
import { expect, test } from "vitest";
import { principalsOf } from "../../../collectors/azure/item/workload-identities.ts";

const own = { type: "SystemAssigned", principalId: "BBBB", tenantId: "t" };
const assigned = { "/x/one": { principalId: "AAAA", clientId: "c" }, "/x/two": { principalId: "bbbb" } };

// https://learn.microsoft.com/en-us/rest/api/compute/virtual-machines/get#virtualmachineidentity
test.each([
  ["none", {}, []],
  ["null", { identity: null }, []],
  ["taken away", { identity: { type: "None" } }, []],
  ["the resource's own", { identity: own }, ["bbbb"]],
  ["assigned ones", { identity: { type: "UserAssigned", userAssignedIdentities: assigned } }, ["aaaa", "bbbb"]],
  [
    "both, of which one is the same",
    { identity: { ...own, type: "SystemAssigned, UserAssigned", userAssignedIdentities: assigned } },
    ["aaaa", "bbbb"],
  ],
])("%s", (_, row, ids) => {
  expect(principalsOf(row)).toEqual({ PrincipalIds: ids });
});

test.each([
  ["an own one without its id", { identity: { type: "SystemAssigned" } }],
  ["an assigned one without its id", { identity: { type: "UserAssigned", userAssignedIdentities: { "/x": {} } } }],
  ["assigned ones that the row leaves out", { identity: { type: "UserAssigned" } }],
  ["an identity without its type", { identity: { principalId: "a" } }],
  ["a text", { identity: "SystemAssigned" }],
])("%s is not told", (_, row) => {
  expect(principalsOf(row)).toEqual({});
});
