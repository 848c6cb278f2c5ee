// Providers of workload identity pools: the map of attributes is a list, and keys and documents of the issuer stay behind.
import { expect, test } from "vitest";
import { isRefused } from "../../../../collectors/answer.ts";
import { readAsset, resourceItem } from "../../../../collectors/gcp/item/asset.ts";
import { PROVIDER } from "../../../../collectors/gcp/item/pool-provider.ts";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";

const PROJECT = "projects/481516234201";
const NAME = `${PROJECT}/locations/global/workloadIdentityPools/ci/providers/github`;

const bodyOf = (data: Json): unknown => {
  const asset = { name: `//iam.googleapis.com/${NAME}`, assetType: PROVIDER, ancestors: [PROJECT], resource: { data } };
  const read = readAsset(asset, PROJECT);
  if (isRefused(read)) throw new Error(`found ${read.found}`);
  const item = resourceItem(read, { id: PROJECT, source: "s", dataTime: "2026-09-01T00:00:00.000Z" });
  return "body" in item ? item.body : item;
};

// https://docs.cloud.google.com/iam/docs/reference/rest/v1/projects.locations.workloadIdentityPools.providers
const told = {
  name: NAME,
  displayName: "of Ann",
  state: "ACTIVE",
  attributeMapping: { "google.subject": "assertion.sub", "attribute.repository": "assertion.repository" },
  attributeCondition: "assertion.repository_owner_id == '17'",
  oidc: { issuerUri: "https://token.actions.githubusercontent.com", allowedAudiences: ["a"], jwksJson: "{}" },
};

test("issuer, audiences, condition and mapping are kept", () => {
  expect(bodyOf(told)).toEqual({
    AssetName: `//iam.googleapis.com/${NAME}`,
    name: NAME,
    state: "ACTIVE",
    attributeCondition: told.attributeCondition,
    oidc: { issuerUri: told.oidc.issuerUri, allowedAudiences: ["a"] },
    AttributeMapping: [
      { Attribute: "attribute.repository", Expression: "assertion.repository" },
      { Attribute: "google.subject", Expression: "assertion.sub" },
    ],
  });
});

test("of AWS the account is kept, and of SAML nothing", () => {
  expect(bodyOf({ name: NAME, aws: { accountId: "111122223333", stsUri: ["x"] } })).toMatchObject({
    aws: { accountId: "111122223333" },
  });
  const saml = JSON.stringify(bodyOf({ name: NAME, saml: { idpMetadataXml: "<secret/>" } }));
  expect(saml).not.toContain("secret");
});
