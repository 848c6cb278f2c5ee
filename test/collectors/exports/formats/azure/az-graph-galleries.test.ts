// Galleries of images in rows of Resource Graph: what stays behind, and what does not.
import { expect, test } from "vitest";
import { bodyOf, readExport } from "../../fixture.ts";

const id = "6f1c2b9e-0d4a-4c55-9a7e-2f3b8c1d0e01";
const TYPE = "microsoft.compute/galleries";
const graph = { format: "az-graph", scope: `azure/${id}`, types: [TYPE] };
const subscription = {
  id: `/subscriptions/${id}`,
  name: "Production",
  type: "microsoft.resources/subscriptions",
  subscriptionId: id,
  properties: { state: "Enabled" },
};
const galleryOf = (sharingProfile: object | null): object => ({
  id: `/subscriptions/${id}/resourceGroups/rg/providers/Microsoft.Compute/galleries/nl`,
  name: "nl",
  type: TYPE,
  subscriptionId: id,
  properties: { provisioningState: "Succeeded", sharingProfile },
});
const read = (gallery: object) =>
  readExport(graph, { count: 2, data: [gallery, subscription], skip_token: null, total_records: 2 }, [
    `${TYPE}@global`,
  ]);

test("the contact of a community gallery stays behind, whether it is open does not", async () => {
  const communityGalleryInfo = {
    communityGalleryEnabled: true,
    publicNames: ["nl-1"],
    publisherContact: "jane.doe@northlight.example",
    publisherUri: "https://northlight.example/jane",
  };
  const outcome = await read(galleryOf({ permissions: "Community", communityGalleryInfo, groups: [] }));
  expect(bodyOf(outcome)["properties"]).toEqual({
    provisioningState: "Succeeded",
    sharingProfile: {
      permissions: "Community",
      communityGalleryInfo: { communityGalleryEnabled: true, publicNames: ["nl-1"] },
    },
  });
  expect(JSON.stringify(outcome.items)).not.toMatch(/jane/i);
});

test("a profile that is not set stays as it is", async () => {
  expect(bodyOf(await read(galleryOf(null)))["properties"]).toEqual({
    provisioningState: "Succeeded",
    sharingProfile: null,
  });
});
