// The remedy of a cause: it hangs on the code, every code has its remedy, and no code of the list is a dead word.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { remedy } from "../../../audit/standing/remedy.ts";
import { PROBLEM_CODES } from "../../../evidence-schema/record/record.ts";

const UNITS = ["AWS::S3::Bucket@eu-central-1"];
const UNKNOWN = remedy({ code: "something-new", detail: "" }, UNITS);

test("every code has a remedy of its own", () => {
  const remedies = PROBLEM_CODES.map((code) => remedy({ code, detail: "" }, UNITS));
  expect(new Set([...remedies, UNKNOWN]).size).toBe(PROBLEM_CODES.length + 1);
});

describe("a code that this version does not know", () => {
  test("has a remedy all the same", () => expect(UNKNOWN).toMatch(/newer version of Tidemark/));

  test.each(["toString", "constructor", "__proto__"])("%s is one", (code) =>
    expect(remedy({ code, detail: "" }, UNITS)).toBe(UNKNOWN),
  );
});

test("no words of a detail choose another remedy", () => {
  const details = [
    "the AWS Config recorder in eu-central-1 is stopped",
    "people who come this way",
    "rests on absence",
  ];
  const others = PROBLEM_CODES.filter((code) => code !== "denied");
  for (const code of others)
    expect(new Set(["", ...details].map((detail) => remedy({ code, detail }, UNITS))).size, code).toBe(1);
});

test("it says what to read: the type, how many types, or the scope", () => {
  const denied = { code: "denied", detail: "no row of the subscription itself" };
  expect(remedy({ ...denied, detail: "s3:ListAllMyBuckets" }, UNITS)).toBe(
    "grant s3:ListAllMyBuckets to the identity that reads",
  );
  expect(remedy(denied, UNITS)).toBe("grant the identity that reads permission to read AWS::S3::Bucket");
  expect(remedy(denied, [...UNITS, "AWS::EC2::VPC@eu-central-1"])).toBe(
    "grant the identity that reads permission to read these 2 types",
  );
  expect(remedy(denied, [])).toBe("grant the identity that reads permission to read the scope");
});

describe("a remedy never names units to read that were read already", () => {
  // The bucket of a trail in a region that is not enrolled, a parameter that the group lacks, a cluster without its groups.
  test.each([
    ["not-seen", ["AWS::CloudTrail::Trail@global"], /enrol the region where the missing resource lies/],
    ["not-in-answer", ["AWS::RDS::DBCluster@eu-central-1"], /if the cloud itself leaves the field out/],
    ["not-in-answer", ["AWS::Redshift::Cluster@eu-central-1"], /if the cloud itself leaves the field out/],
  ])("%s of %j", (code, units, said) => {
    const text = remedy({ code, detail: "" }, units);
    expect(text).toMatch(said);
    expect(text).not.toContain("AWS::");
  });
});

test.each([
  "a group that owns is not among those whose members were read, for example because it owns since a moment ago",
  "the group is not among those whose members were read, for example because the group was deleted",
  "the service principal is not among those that were read, for example because it was deleted",
])("what a directory did not tell of is read again there, in no region: %s", (detail) => {
  const text = remedy({ code: "not-seen", detail }, ["Tidemark::ResourceManager::AncestorPolicy@global"]);
  expect(text).toMatch(/^read the directory again/);
  expect(text).not.toContain("region");
});

test("a service account that may not sign lacks another role than one that gives no token", () => {
  const said = (detail: string): string => remedy({ code: "denied", detail }, []);
  const unsigned = "the service account of Google Cloud did not sign for the administrator";
  for (const code of ["IAM_PERMISSION_DENIED", "PERMISSION_DENIED"]) {
    expect(said(`${unsigned} (${code})`)).toContain("roles/iam.serviceAccountTokenCreator");
    expect(said(`the service account of Google Cloud gave no token (${code})`)).toContain(
      "roles/iam.workloadIdentityUser",
    );
    expect(said(`the service account of Google Cloud gave no token (${code})`)).not.toContain("TokenCreator");
  }
  expect(said(`${unsigned} (NOT_FOUND)`)).toContain("correct the service account");
});

/** Everything that runs and may write a cause, but the list itself and the remedies. */
function sources(): string {
  const root = join(import.meta.dirname, "../../..");
  const folders = ["checks", "collectors", "observation", "evidence-schema", "audit"];
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((at) => join(folder, at)),
    )
    .filter(
      (path) =>
        path.endsWith(".ts") && !["evidence-schema/record/record.ts", "audit/standing/remedy.ts"].includes(path),
    )
    .map((path) => readFileSync(join(root, path), "utf8"))
    .join("\n");
}

test("every code is written by something that runs", () => {
  const text = sources();
  expect(PROBLEM_CODES.filter((code) => !text.includes(`"${code}"`))).toEqual([]);
});

test.each([
  ["s3:GetBucketAcl", "grant s3:GetBucketAcl to the identity that reads"],
  [
    "Microsoft.Sql/servers/read (AuthorizationFailed)",
    "assign a role that allows Microsoft.Sql/servers/read at the scope or above it to the identity that reads (Reader allows every read)",
  ],
  [
    "AuditLog.Read.All (Authorization_RequestDenied)",
    "grant the application permission AuditLog.Read.All to the application that reads, and consent to it (a person who reads needs a directory role such as Global Reader)",
  ],
  [
    "orgpolicy.policy.get",
    "bind a role that has orgpolicy.policy.get to the identity that reads, at gcp.parent or at the project (tidemark setup gcp makes one for a deployment)",
  ],
  [
    "resourcemanager.folders.getIamPolicy (IAM_PERMISSION_DENIED)",
    "bind a role that has resourcemanager.folders.getIamPolicy to the identity that reads, at gcp.parent or at the folder (tidemark setup gcp makes one for a deployment)",
  ],
  [
    "resourcemanager.organizations.getIamPolicy",
    "bind a role that has resourcemanager.organizations.getIamPolicy to the identity that reads, at gcp.parent or at the organization (tidemark setup gcp makes one for a deployment)",
  ],
  [
    "resourcemanager.projects.get (USER_PROJECT_DENIED)",
    "bind roles/serviceusage.serviceUsageConsumer to the identity that reads, at the project that its calls count against (gcp.quotaProject, or that of the login)",
  ],
  ["s3:GetBucketAcl (AccessDenied)", "grant s3:GetBucketAcl to the identity that reads"],
  [
    "s3:GetBucketAcl (AccessDenied, identity-based policy)",
    "have the identity-based policy allow s3:GetBucketAcl for the identity that reads",
  ],
  [
    "s3:GetBucketAcl (AccessDenied, service control policy)",
    "have the service control policy allow s3:GetBucketAcl for the identity that reads",
  ],
  [
    "sts:AssumeRole (AccessDenied, role trust policy)",
    "have the role trust policy allow sts:AssumeRole for the identity that reads",
  ],
])("a refusal names what has to allow it: %s", (detail, expected) => {
  expect(remedy({ code: "denied", detail }, UNITS)).toBe(expected);
});
