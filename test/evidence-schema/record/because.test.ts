// The sentence of a cause: an action alone becomes one, and a sentence stays as it is.
import { expect, test } from "vitest";
import { becauseOf, isAction } from "../../../evidence-schema/record/because.ts";

test.each([
  "s3:GetBucketAcl",
  "s3:*",
  "Microsoft.Insights/diagnosticSettings/read",
  "Application.Read.All",
  "cloudasset.assets.listResource",
])("%s is an action", (detail) => {
  expect(isAction(detail)).toBe(true);
  expect(becauseOf({ code: "denied", detail })).toBe(`the permission ${detail} was denied`);
  // Another code has no permission to name.
  expect(becauseOf({ code: "throttled", detail })).toBe(detail);
});

test.each(["", "denied", "s3:", "the export lacks s3:GetBucketAcl", "sts:AssumeRole is needed, because it is"])(
  "%j is none",
  (detail) => {
    expect(isAction(detail)).toBe(false);
    expect(becauseOf({ code: "denied", detail })).toBe(detail);
  },
);
