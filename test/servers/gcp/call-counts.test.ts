// Counts the calls of a run by what they ask: pages of the inventory by assets, and calls to services by projects, buckets and accounts.
import { afterAll, beforeAll, expect, test } from "vitest";
import { ASSET_TYPES, POLICY_TYPE } from "../../../collectors/gcp/item/asset.ts";
import { detailsOf, readTypes } from "../../support/clouds/read-types.ts";
import type { Google } from "../../support/google/google.ts";
import { PROJECT_SCOPES, PROJECT_TYPES, projectsOf } from "../../support/google/projects.ts";
import { startHere } from "../../support/google/reading.ts";

/** The servers give so few assets a page, where Google gives 1,000. */
const PAGE = 4;

let google: Google;
beforeAll(async () => {
  google = await startHere();
});
afterAll(() => google.stop());

const SIGN_IN: readonly string[] = ["sts", "issuer", "exchange", "credentials"];

/** A call by what it asks, without the name of what it asks about. */
const kindOf = ({ service, path }: { readonly service: string; readonly path: string }): string =>
  `${service} ${path
    .replace(/^\/(?:storage|compute)?\/?v\d\//, "")
    .replace(
      /(projects|folders|organizations|serviceAccounts|roles|policies|locations|buckets|b)\/(?!-)[^/:]+/g,
      "$1/*",
    )}`;

test("pages of each content by its assets, and no more with more projects; the rest by project, bucket and account", async () => {
  const { estate } = google;
  // Above each of the two projects are one folder and the organization, whose sink leads to one log bucket elsewhere.
  const above = { folders: 1, organizations: 1 };
  const projects = PROJECT_SCOPES.length;
  const count = (type: string): number =>
    PROJECT_SCOPES.reduce((sum, scope) => sum + estate.resources(scope.slice("gcp/".length), type).length, 0);
  const reader = projectsOf();
  google.settings.page = 1000;
  const isInventory = ({ service }: { readonly service: string }): boolean => service === "cloudasset";
  const read = async (): Promise<void> => {
    for (const scope of PROJECT_SCOPES)
      expect(detailsOf(await readTypes(reader, scope, { types: PROJECT_TYPES }))).toEqual([]);
  };
  await read();
  const calls = new Map<string, number>();
  for (const request of google.log.requests)
    if (!SIGN_IN.includes(request.service)) calls.set(kindOf(request), (calls.get(kindOf(request)) ?? 0) + 1);
  expect(Object.fromEntries(calls)).toEqual({
    "cloudasset organizations/*/assets": 2,
    "resourcemanager projects/*": projects,
    "resourcemanager projects/*:getAncestry": projects,
    "resourcemanager projects/*:getIamPolicy": projects,
    "resourcemanager folders/*:getIamPolicy": projects * above.folders,
    "resourcemanager organizations/*:getIamPolicy": projects * above.organizations,
    "storage b": projects,
    "storage b/*/iam": count("storage.googleapis.com/Bucket"),
    "iam projects/*/roles": projects,
    // The policy of the organization grants one, and the projects share the answer.
    "iam organizations/*/roles/*": 1,
    "iam projects/*/serviceAccounts": projects,
    "iam projects/*/serviceAccounts/*/keys": count("iam.googleapis.com/ServiceAccount"),
    "cloudsql projects/*/instances": projects,
    "compute projects/*/global/firewalls": projects,
    "compute projects/*/global/networks": projects,
    // Each network has subnets in one region.
    "compute projects/*/regions/europe-west3/firewallPolicies/getEffectiveFirewalls": count(
      "compute.googleapis.com/Network",
    ),
    "logging projects/*/sinks": projects,
    "logging folders/*/sinks": projects * above.folders,
    "logging organizations/*/sinks": projects * above.organizations,
    "logging projects/*/locations/-/buckets": projects,
    "logging projects/*/locations/*/buckets/*": projects,
    "orgpolicy projects/*/policies/*:getEffectivePolicy": projects * 4,
    "policyanalyzer projects/*/locations/*/activityTypes/serviceAccountKeyLastAuthentication/activities:query":
      projects,
    "serviceusage projects/*/services:batchGet": projects,
    "securitycentermanagement projects/*/locations/*/securityCenterServices": projects,
    "securitycentermanagement projects/*/locations/*/billingMetadata": projects,
    "securitycentermanagement organizations/*/locations/*/billingMetadata": projects,
    "networkmanagement projects/*/locations/*/vpcFlowLogsConfigs": projects,
    "networkmanagement projects/*/locations/*/vpcFlowLogsConfigs:queryOrgVpcFlowLogsConfigs": projects,
  });

  google.log.clear();
  google.settings.page = PAGE;
  const pages = projectsOf();
  expect(detailsOf(await readTypes(pages, PROJECT_SCOPES[0], { types: PROJECT_TYPES }))).toEqual([]);
  google.settings.page = 1000;
  const listed = (content: "RESOURCE" | "IAM_POLICY", types: readonly string[]): number =>
    estate.inventory(content).filter(({ assetType }) => types.includes(assetType)).length;
  const [resources, policies] = [listed("RESOURCE", ASSET_TYPES), listed("IAM_POLICY", [...POLICY_TYPE.keys()])];
  expect(resources).toBeGreaterThan(4 * PAGE);
  expect(google.log.requests.filter(isInventory)).toHaveLength(
    Math.ceil(resources / PAGE) + Math.max(1, Math.ceil(policies / PAGE)),
  );
  expect(
    google.log.requests.filter(isInventory).map(({ query }) => new URLSearchParams(query).get("pageSize")),
  ).toContain("1000");
});
