// The sentence of a cause: a refused action becomes one, and a sentence stays as it is.
import { describe, expect, test } from "vitest";
import { becauseOf, refusalDetail, refusalOf } from "../../../evidence-schema/record/because.ts";

const ACTIONS = [
  "s3:GetBucketAcl",
  "s3:*",
  "Microsoft.Insights/diagnosticSettings/read",
  "Application.Read.All",
  "cloudasset.assets.listResource",
];
const REFUSED = [
  ["", null, null],
  [" (AccessDenied)", "AccessDenied", null],
  [" (UnauthorizedOperation, service control policy)", "UnauthorizedOperation", "service control policy"],
  [" (Client.UnauthorizedOperation, VPC endpoint policy)", "Client.UnauthorizedOperation", "VPC endpoint policy"],
] as const;

describe.each(ACTIONS)("%s", (action) => {
  test.each(REFUSED)("refused%s", (how, code, policy) => {
    const detail = `${action}${how}`;
    expect(refusalOf(detail)).toEqual({ action, code, policy });
    expect(refusalDetail({ action, code, policy })).toBe(detail);
    expect(becauseOf({ code: "denied", detail })).toBe(`the permission ${action} was denied${how}`);
    // Another code has no permission to name.
    expect(becauseOf({ code: "throttled", detail })).toBe(detail);
  });
});

test.each([
  "",
  "denied",
  "s3:",
  "the export lacks s3:GetBucketAcl",
  "sts:AssumeRole is needed, because it is",
  "s3:GetBucketAcl ()",
  "s3:GetBucketAcl (AccessDenied) again",
  "s3:GetBucketAcl (a sentence in brackets)",
])("%j is none", (detail) => {
  expect(refusalOf(detail)).toBeNull();
  expect(becauseOf({ code: "denied", detail })).toBe(detail);
});
