// Cases of the check that privileged people have MFA: ways into a scope.
import type { Case, Cases } from "../../cases.ts";

const path = (
  provider: string,
  name: string,
  because = `Tidemark does not read the people who have access through ${name}`,
): Case[] => [
  {
    name: `a path that is not read`,
    slice: { Path: name, Read: false },
    expect: "indeterminate",
    problem: "not-supported",
    because,
    facts: { path: name },
  },
  { name: `a path that is read`, slice: { Path: name, Read: true }, expect: "not-applicable" },
  {
    name: `an item of ${provider} that does not say`,
    slice: { Path: name },
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
];

const neverPath = {
  pass: "the people who come by it are judged, not the path",
  fail: "a path that is not read shows nobody without MFA",
};

export const cases: Cases = {
  "aws Tidemark::AccessPath": { never: neverPath, cases: path("aws", "AWS IAM Identity Center") },
  "azure Tidemark::AccessPath": {
    never: neverPath,
    cases: path(
      "azure",
      "role assignments of people",
      "of those who come by role assignments of people, Tidemark judges owners alone",
    ),
  },
  "gcp Tidemark::AccessPath": {
    never: neverPath,
    cases: path(
      "gcp",
      "IAM bindings of people",
      "of those who come by IAM bindings of people, Tidemark judges owners alone",
    ),
  },
};
