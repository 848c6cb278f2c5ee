// Judges managed disks and snapshots by who may export them, and galleries of images by whether they are shared with everyone.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass, passByProvider } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

const lower = (text: string | null | undefined): string | null => text?.toLowerCase() || null;

/** The networks from which a disk may be exported. An export takes a link (SAS), which only a role makes. */
const storage = (resourceType: string, what: string) =>
  defineEvaluator({
    provider: "azure",
    resourceType,
    global: true,
    // https://learn.microsoft.com/en-us/rest/api/compute/disks/get
    // https://learn.microsoft.com/en-us/rest/api/compute/snapshots/get
    reads: z.object({
      properties: z.object({ networkAccessPolicy: z.string().nullish(), publicNetworkAccess: z.string().nullish() }),
    }),
    evaluate({ properties }, { parameters }: { readonly parameters: Parameters }) {
      const facts = {
        networkAccessPolicy: properties.networkAccessPolicy || null,
        publicNetworkAccess: properties.publicNetworkAccess || null,
      };
      if (!parameters.requireBlock)
        return passByProvider(`Azure lets nobody share a managed ${what} with everyone`, facts);
      const [policy, network] = [lower(facts.networkAccessPolicy), lower(facts.publicNetworkAccess)];
      if (network === "disabled")
        return pass(`the ${what} can't be exported over the internet (publicNetworkAccess)`, facts);
      switch (policy) {
        case "denyall":
          return pass(`nobody can export the ${what} (networkAccessPolicy)`, facts);
        case "allowprivate":
          return pass(`the ${what} is exported through private endpoints alone (networkAccessPolicy)`, facts);
        case "allowall":
          if (network === "enabled")
            return fail(`the ${what} can be exported from any network (networkAccessPolicy)`, facts);
          break;
        case null:
          break;
        default:
          return indeterminate(
            { code: "unexpected-shape", detail: "properties.networkAccessPolicy is none that is known" },
            facts,
          );
      }
      if (network !== null && network !== "enabled")
        return indeterminate(
          { code: "unexpected-shape", detail: "properties.publicNetworkAccess is none that is known" },
          facts,
        );
      const member = policy === null ? "networkAccessPolicy" : "publicNetworkAccess";
      return indeterminate(
        { code: "not-in-answer", detail: `the answer from Azure lacks properties.${member}` },
        facts,
      );
    },
  });

const gallery = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.compute/galleries",
  global: true,
  // https://learn.microsoft.com/en-us/rest/api/compute/galleries/get
  reads: z.object({
    properties: z.object({
      provisioningState: z.string().nullish(),
      sharingProfile: z
        .object({
          permissions: z.string().nullish(),
          communityGalleryInfo: z
            .object({ communityGalleryEnabled: z.boolean().nullish(), publicNames: z.array(z.string()).nullish() })
            .nullish(),
        })
        .nullish(),
    }),
  }),
  evaluate({ properties: { provisioningState, sharingProfile } }) {
    if (lower(provisioningState) === "deleting")
      return notApplicable("the gallery is being deleted (provisioningState)", { provisioningState: "Deleting" });
    const community = sharingProfile?.communityGalleryInfo;
    const facts = {
      permissions: sharingProfile?.permissions || null,
      communityGalleryEnabled: community?.communityGalleryEnabled ?? null,
      publicNames: community?.publicNames?.length ?? 0,
    };
    switch (lower(facts.permissions)) {
      case "private":
      case "groups":
        return pass("the gallery is not shared with the community (sharingProfile.permissions)", facts);
      case "community":
        break;
      case null:
        // A gallery that was made without a profile has none. https://learn.microsoft.com/en-us/azure/virtual-machines/azure-compute-gallery
        if (facts.communityGalleryEnabled !== true && facts.publicNames === 0)
          return pass("the gallery is not shared with the community (no sharingProfile.permissions)", facts);
        break;
      default:
        return indeterminate(
          { code: "unexpected-shape", detail: "sharingProfile.permissions is none that is known" },
          facts,
        );
    }
    // A community gallery is made first, and opened in a second step.
    // https://learn.microsoft.com/en-us/azure/virtual-machines/share-gallery-community
    if (facts.communityGalleryEnabled === false)
      return pass("the gallery may be shared with the community, and is not (communityGalleryEnabled)", facts);
    if (facts.communityGalleryEnabled === true || facts.publicNames > 0)
      return fail("everyone may make machines from images of the gallery (sharingProfile.permissions)", facts);
    return indeterminate(
      { code: "not-in-answer", detail: "the answer from Azure lacks communityGalleryInfo.communityGalleryEnabled" },
      facts,
    );
  },
});

export const azure = [
  storage("microsoft.compute/disks", "disk"),
  storage("microsoft.compute/snapshots", "snapshot"),
  gallery,
];
