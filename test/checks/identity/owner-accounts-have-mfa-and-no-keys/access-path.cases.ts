// Cases of the check that owner accounts have MFA and no keys: ways by which people come to own a scope.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases } from "../../cases.ts";

const never = {
  pass: "owners who come by it are judged, not the path",
  fail: "a path that is not read shows no owner without MFA",
};

const bindings = "IAM bindings of people in Cloud Identity or Workspace";
const assignments = "Azure role assignments of people in Microsoft Entra";

const policy = (Type: string): Json => ({ Ancestor: `${Type}s/1`, Type, Bindings: [], AuditConfigs: [] });

export const cases: Cases = {
  "azure Tidemark::AccessPath": {
    never,
    cases: [
      {
        name: "a path that is not read",
        slice: { Path: assignments, Read: false },
        expect: "indeterminate",
        problem: "not-supported",
        because: `Tidemark does not judge who can take Owner by another role, through ${assignments}`,
        facts: { path: assignments },
      },
      { name: "a path that is read", slice: { Path: assignments, Read: true }, expect: "not-applicable" },
    ],
  },
  "gcp Tidemark::AccessPath": {
    never,
    cases: [
      {
        name: "a path that is not read, nor any policy",
        slice: { Path: bindings, Read: false },
        related: {
          every: { rows: [], complete: false, problem: { code: "no-answer", detail: "no export has the policies" } },
        },
        expect: "indeterminate",
        problem: "not-supported",
        because: `Tidemark did not read every policy that has ${bindings}`,
        facts: { path: bindings },
      },
      // Each of them is an item that says who its owners are.
      {
        name: "policies of the project and of all that it lies in",
        slice: { Path: bindings, Read: false },
        related: { every: { rows: [policy("project"), policy("folder"), policy("organization")] } },
        expect: "not-applicable",
        because: "every IAM policy that grants roles on the project was read, and each of those policies is judged",
      },
      {
        name: "policies of which not all were read: their cause is that of the path",
        slice: { Path: bindings, Read: false },
        related: {
          every: {
            rows: [policy("project")],
            complete: false,
            problem: { code: "denied", detail: "resourcemanager.folders.getIamPolicy" },
          },
        },
        expect: "indeterminate",
        problem: "denied",
      },
      {
        name: "policies without the project's own",
        slice: { Path: bindings, Read: false },
        related: { every: { rows: [policy("organization")] } },
        expect: "indeterminate",
      },
      {
        name: "a complete answer without a policy",
        slice: { Path: bindings, Read: false },
        related: { every: { rows: [] } },
        expect: "indeterminate",
      },
      { name: "a path that is read", slice: { Path: bindings, Read: true }, expect: "not-applicable" },
      {
        name: "an item that does not say",
        slice: { Path: bindings },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
