// Cases of the check on outside parties: Azure.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases } from "../../cases.ts";

const account = (properties: Json): Json => ({ properties });

export const cases: Cases = {
  "azure microsoft.storage/storageaccounts": {
    cases: [
      // https://learn.microsoft.com/en-us/azure/storage/blobs/object-replication-prevent-cross-tenant-policies
      {
        name: "refused, as documented",
        slice: account({ allowCrossTenantReplication: false }),
        expect: "pass",
        because: "the account refuses replication of objects to and from other tenants",
        facts: { allowCrossTenantReplication: false },
      },
      {
        name: "allowed",
        slice: account({ allowCrossTenantReplication: true }),
        expect: "fail",
        because: "the account allows replication of objects to and from other tenants",
      },
      // https://learn.microsoft.com/en-us/azure/storage/blobs/object-replication-overview
      {
        name: "an account of files, as documented",
        slice: { kind: "FileStorage", properties: { creationTime: "2022-01-01T00:00:00Z" } },
        expect: "not-applicable",
        facts: { kind: "FileStorage" },
      },
      {
        name: "a hierarchical namespace, as documented",
        slice: { kind: "StorageV2", properties: { isHnsEnabled: true, creationTime: "2022-01-01T00:00:00Z" } },
        expect: "not-applicable",
      },
      {
        name: "never set, on an account from before the default changed, as documented",
        slice: account({ creationTime: "2023-12-14T23:59:59.9999999+00:00" }),
        expect: "fail",
        facts: { allowCrossTenantReplication: null, creationTime: "2023-12-14T23:59:59.999Z" },
      },
      {
        name: "null, on an account from before the default changed",
        slice: account({ allowCrossTenantReplication: null, creationTime: "2021-03-01T09:00:00Z" }),
        expect: "fail",
      },
      {
        name: "not in the answer, on an account from after the change, as documented",
        slice: account({ creationTime: "2023-12-15T00:00:00Z" }),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "not in the answer, nor the time",
        slice: account({}),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a zero of a clock for the time",
        slice: account({ creationTime: "0001-01-01T00:00:00Z" }),
        expect: "indeterminate",
      },
      {
        name: "a text for the value",
        slice: account({ allowCrossTenantReplication: "false" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
