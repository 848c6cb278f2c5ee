// Cases of the check that snapshots and images are not public: managed disks, snapshots and galleries of Azure.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases } from "../../cases.ts";

const strict = { requireBlock: true };

// https://learn.microsoft.com/en-us/rest/api/compute/disks/get
const storage = (networkAccessPolicy: Json, publicNetworkAccess: Json): Json => ({
  properties: { diskSizeGB: 128, provisioningState: "Succeeded", networkAccessPolicy, publicNetworkAccess },
});

const ofOne = (what: string): Cases[`${string} ${string}`] => ({
  never: { "not-applicable": "a disk that was deleted is in no answer, and every other one holds data" },
  cases: [
    {
      name: "exported from any network, as by default",
      slice: storage("AllowAll", "Enabled"),
      expect: "pass",
      basis: "provider",
      because: `Azure lets nobody share a managed ${what} with everyone`,
      facts: { networkAccessPolicy: "AllowAll", publicNetworkAccess: "Enabled" },
    },
    { name: "an answer that does not say", slice: storage(null, null), expect: "pass", basis: "provider" },
    // https://learn.microsoft.com/en-us/rest/api/compute/disks/get: AllowAll, "the disk can be exported or uploaded to from any network"
    {
      name: "exported from any network, where a block is required",
      slice: storage("AllowAll", "Enabled"),
      parameters: strict,
      expect: "fail",
      because: `the ${what} can be exported from any network (networkAccessPolicy)`,
    },
    // https://learn.microsoft.com/en-us/rest/api/compute/disks/get: Disabled, "even when NetworkAccessPolicy is set to AllowAll"
    {
      name: "AllowAll without public access, where a block is required",
      slice: storage("AllowAll", "Disabled"),
      parameters: strict,
      expect: "pass",
      basis: "configured",
      because: `the ${what} can't be exported over the internet (publicNetworkAccess)`,
    },
    {
      name: "exported through private endpoints, where a block is required",
      slice: storage("AllowPrivate", "Enabled"),
      parameters: strict,
      expect: "pass",
      because: `the ${what} is exported through private endpoints alone (networkAccessPolicy)`,
    },
    {
      name: "never exported, where a block is required",
      slice: storage("DenyAll", "Enabled"),
      parameters: strict,
      expect: "pass",
      because: `nobody can export the ${what} (networkAccessPolicy)`,
    },
    { name: "in another spelling", slice: storage("denyall", "enabled"), parameters: strict, expect: "pass" },
    {
      name: "AllowAll with no word on public access, where a block is required",
      slice: storage("AllowAll", null),
      parameters: strict,
      expect: "indeterminate",
      problem: "not-in-answer",
      because: "the answer from Azure lacks properties.publicNetworkAccess",
    },
    {
      name: "no word on the policy, where a block is required",
      slice: storage("", "Enabled"),
      parameters: strict,
      expect: "indeterminate",
      problem: "not-in-answer",
      because: "the answer from Azure lacks properties.networkAccessPolicy",
    },
    {
      name: "a policy that is new, where a block is required",
      slice: storage("AllowPartners", "Enabled"),
      parameters: strict,
      expect: "indeterminate",
      problem: "unexpected-shape",
    },
    {
      name: "public access that is new, where a block is required",
      slice: storage("AllowAll", "SecuredByPerimeter"),
      parameters: strict,
      expect: "indeterminate",
      problem: "unexpected-shape",
    },
    { name: "an answer without properties", slice: {}, expect: "indeterminate", problem: "unexpected-shape" },
  ],
});

// https://github.com/Azure/azure-rest-api-specs, compute GalleryRP 2022-08-03, examples/galleryExamples/Gallery_Get.json
const gallery = (sharingProfile?: Json, provisioningState: Json = "Succeeded"): Json => ({
  properties: {
    description: "This is the gallery description.",
    identifier: { uniqueName: "9606bc3d-MYGALLERYNAME" },
    provisioningState,
    ...(sharingProfile === undefined ? {} : { sharingProfile }),
  },
});
const community = (communityGalleryInfo: Json): Json => ({ permissions: "Community", communityGalleryInfo });
const publicNames = ["images-1fb35c99-9f7d-4e54-9b12-bd35cf2602f7"];

export const cases: Cases = {
  "azure microsoft.compute/disks": ofOne("disk"),
  "azure microsoft.compute/snapshots": ofOne("snapshot"),
  "azure microsoft.compute/galleries": {
    cases: [
      {
        name: "shared by roles alone",
        slice: gallery({ permissions: "Private" }),
        expect: "pass",
        because: "the gallery is not shared with the community (sharingProfile.permissions)",
        facts: { permissions: "Private", communityGalleryEnabled: null, publicNames: 0 },
      },
      // https://github.com/Azure/azure-rest-api-specs, …/Gallery_Get_WithSelectPermissions.json
      {
        name: "shared with subscriptions and tenants",
        slice: gallery({ permissions: "Groups", groups: [{ type: "Subscriptions", ids: ["34a4ab42"] }] }),
        expect: "pass",
      },
      {
        name: "made without a profile, as in the example of Galleries - Get",
        slice: gallery(),
        expect: "pass",
        because: "the gallery is not shared with the community (no sharingProfile.permissions)",
        facts: { permissions: null, communityGalleryEnabled: null, publicNames: 0 },
      },
      { name: "no profile, as null", slice: gallery(null), expect: "pass" },
      {
        name: "shared with the community",
        slice: gallery(community({ communityGalleryEnabled: true, publicNames })),
        expect: "fail",
        because: "everyone may make machines from images of the gallery (sharingProfile.permissions)",
        facts: { permissions: "Community", communityGalleryEnabled: true, publicNames: 1 },
      },
      {
        name: "in another spelling",
        slice: gallery({ permissions: "community", communityGalleryInfo: { communityGalleryEnabled: true } }),
        expect: "fail",
      },
      // https://learn.microsoft.com/en-us/azure/virtual-machines/create-gallery: a community gallery is made in two steps
      {
        name: "made for the community, and not opened yet",
        slice: gallery(community({ communityGalleryEnabled: false, publicNames })),
        expect: "pass",
        because: "the gallery may be shared with the community, and is not (communityGalleryEnabled)",
      },
      {
        name: "public names, with no word on whether it is open",
        slice: gallery(community({ publicNames })),
        expect: "fail",
      },
      // https://github.com/Azure/azure-rest-api-specs, …/CommunityGallery_Create.json, whose answer has neither
      {
        name: "made for the community, as the answer to its making",
        slice: gallery(community({ publisherUri: "uri", eula: "eula", publicNamePrefix: "PirPublic" }), "Updating"),
        expect: "indeterminate",
        problem: "not-in-answer",
        because: "the answer from Azure lacks communityGalleryInfo.communityGalleryEnabled",
      },
      {
        name: "no permissions, and a community that is open",
        slice: gallery({ communityGalleryInfo: { communityGalleryEnabled: true } }),
        expect: "fail",
      },
      {
        name: "permissions that are new",
        slice: gallery({ permissions: "Planet" }),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "being deleted",
        slice: gallery(community({ communityGalleryEnabled: true }), "Deleting"),
        expect: "not-applicable",
        facts: { provisioningState: "Deleting" },
      },
      { name: "an answer without properties", slice: {}, expect: "indeterminate", problem: "unexpected-shape" },
    ],
  },
};
