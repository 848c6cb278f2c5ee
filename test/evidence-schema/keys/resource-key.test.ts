// Resource keys: every lane that names a resource must come to the same text.
import { describe, expect, test } from "vitest";
import {
  awsKey,
  awsKeyFromArn,
  azureKey,
  entraUserKey,
  gcpKey,
  syntheticKey,
  workspaceUserKey,
} from "../../../evidence-schema/keys/resource-key.ts";
import vectors from "../../../evidence-schema/vectors/resource-key.json" with { type: "json" };

const { aws, arn, azure, gcp, synthetic, entra, workspace } = vectors;
const projects = new Map(Object.entries(gcp.projects));

describe("AWS", () => {
  test.each(aws.valid)("$key", ({ key, ...parts }) => {
    expect(awsKey(parts)).toBe(key);
    expect(awsKeyFromArn(key)).toBe(key);
  });

  test.each(aws.invalid)("refused: $name", (parts) => {
    expect(() => awsKey(parts)).toThrow(RangeError);
  });

  test.each(arn.valid)("%s stays as it is", (each) => {
    expect(awsKeyFromArn(each)).toBe(each);
  });

  test.each(arn.invalid)("refused: %j", (each) => {
    expect(() => awsKeyFromArn(each)).toThrow(RangeError);
  });
});

describe("Azure", () => {
  test.each(azure.valid)("$id", ({ id, key }) => {
    expect(azureKey(id)).toBe(key);
    expect(azureKey(key)).toBe(key);
  });

  test.each(azure.invalid)("refused: %j", (id) => {
    expect(() => azureKey(id)).toThrow(RangeError);
  });
});

describe("Google Cloud", () => {
  test.each(gcp.valid)("$name", ({ name, key }) => {
    expect(gcpKey(name, projects)).toBe(key);
    expect(gcpKey(key, projects)).toBe(key);
  });

  test.each(gcp.invalid)("refused: %j", (name) => {
    expect(() => gcpKey(name, projects)).toThrow(RangeError);
  });

  test("an unknown project is named in the message", () => {
    expect(() => gcpKey("//compute.googleapis.com/projects/nowhere/zones/z", projects)).toThrow(
      'found project "nowhere"',
    );
  });
});

describe("account-level facts and people", () => {
  test.each(synthetic.valid)("$key", ({ provider, scopeId, what, key }) => {
    expect(syntheticKey(provider, scopeId, what)).toBe(key);
  });

  test.each(synthetic.invalid)("refused: an empty part in %j", ({ provider, scopeId, what }) => {
    expect(() => syntheticKey(provider, scopeId, what)).toThrow(RangeError);
  });

  test.each(entra.valid)("$key", ({ tenantId, objectId, key }) => expect(entraUserKey(tenantId, objectId)).toBe(key));
  test.each(workspace.valid)("$key", ({ customerId, id, key }) => expect(workspaceUserKey(customerId, id)).toBe(key));

  test("what is not an id is refused and not repeated, for it may be an address", () => {
    for (const { tenantId, objectId } of entra.invalid)
      expect(() => entraUserKey(tenantId, objectId)).toThrow(
        /^the tenant id or the object id is not a GUID, expected two GUIDs$/,
      );
    for (const { customerId, id } of workspace.invalid)
      expect(() => workspaceUserKey(customerId, id)).toThrow(
        /^the customer id or the user id has other characters, expected letters, digits, - and _ alone$/,
      );
  });
});
