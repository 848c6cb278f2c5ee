// Cases of the check that stores refuse unencrypted connections: S3. How a policy is read has tests of its own.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

const deny = (members: Members = {}): Json => ({
  Effect: "Deny",
  Principals: [{ Type: "*", Values: ["*"] }],
  Actions: ["s3:*"],
  Resources: ["arn:aws:s3:::acme-logs", "arn:aws:s3:::acme-logs/*"],
  Conditions: [{ Operator: "Bool", Key: "aws:SecureTransport", Values: ["false"] }],
  ...members,
});

/** A deny without its actions or its resources, so that their opposite may stand there. */
const without = (member: "Actions" | "Resources", members: Members): Json => {
  const { [member]: _left, ...rest } = deny(members) as Members;
  return rest;
};

const bucket = (...Statements: Json[]): Json => ({ Name: "acme-logs", BucketPolicy: { Policy: { Statements } } });

export const cases: Cases = {
  "aws AWS::S3::Bucket": {
    cases: [
      {
        name: "a policy that denies plain HTTP",
        slice: bucket(deny()),
        expect: "pass",
        basis: "configured",
        because: "the bucket policy denies every request over plain HTTP",
        facts: { policy: true },
      },
      {
        name: "no policy",
        slice: { Name: "acme-logs", BucketPolicy: {} },
        expect: "fail",
        because: "the bucket has no bucket policy, and only a bucket policy can deny plain HTTP",
        facts: { policy: false },
      },
      {
        name: "a policy that was not read",
        slice: { Name: "acme-logs" },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a policy about something else",
        slice: bucket(
          deny({ Conditions: [{ Operator: "StringNotEquals", Key: "aws:PrincipalOrgID", Values: ["o-1"] }] }),
        ),
        expect: "fail",
        because: "the bucket policy does not deny every request over plain HTTP",
        facts: { policy: true },
      },
      // The condition the wrong way round denies what it should demand.
      {
        name: "a condition that is inverted",
        slice: bucket(deny({ Conditions: [{ Operator: "Bool", Key: "aws:SecureTransport", Values: ["true"] }] })),
        expect: "fail",
      },
      {
        name: "an allowance for TLS that denies nothing",
        slice: bucket(
          deny({
            Effect: "Allow",
            Conditions: [{ Operator: "Bool", Key: "aws:SecureTransport", Values: ["true"] }],
          }),
        ),
        expect: "fail",
      },
      {
        name: "a denial for the objects alone",
        slice: bucket(deny({ Resources: ["arn:aws:s3:::acme-logs/*"] })),
        expect: "fail",
      },
      {
        name: "a denial of all actions but those of another service",
        slice: bucket(without("Actions", { NotActions: ["iam:*"] })),
        expect: "pass",
      },
      {
        name: "a denial for all but another bucket, since a date that is past",
        slice: bucket(
          without("Resources", {
            NotResources: ["arn:aws:s3:::other/*"],
            Conditions: [
              { Operator: "ForAnyValue:Bool", Key: "aws:SecureTransport", Values: ["false"] },
              { Operator: "DateGreaterThan", Key: "aws:CurrentTime", Values: ["2020-01-01T00:00:00Z"] },
            ],
          }),
        ),
        expect: "pass",
      },
      {
        name: "a denial with a condition that is not understood",
        slice: bucket(
          deny({
            Conditions: [
              { Operator: "Bool", Key: "aws:SecureTransport", Values: ["false"] },
              { Operator: "Bool", Key: "acme:Internal", Values: ["true"] },
            ],
          }),
        ),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a denial for another bucket",
        slice: bucket(deny({ Resources: ["arn:aws:s3:::acme-logs2", "arn:aws:s3:::acme-logs2/*"] })),
        expect: "fail",
      },
      {
        name: "a policy that could not be taken apart",
        slice: { Name: "acme-logs", BucketPolicy: { Policy: '{"Version":"2012-10-17"}' } },
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
