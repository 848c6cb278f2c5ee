// Reads which containers of a storage account let anybody read them, as Resource Manager lists its blob containers.
import { z } from "zod";
import { armList, byName, type ArmChild } from "./arm-child.ts";

/** https://learn.microsoft.com/en-us/rest/api/storagerp/blob-containers/list: publicAccess is Container, Blob or None; null and an empty text are None. */
const Answer = armList(
  z.object({ name: z.string(), properties: z.object({ publicAccess: z.string().nullish() }).nullish() }),
);

// Where a static website is served from, to everybody and whatever the levels say.
// https://learn.microsoft.com/en-us/azure/storage/blobs/storage-blob-static-website
const WEB = "$web";

export const STORAGE_CONTAINERS: ArmChild = {
  slug: "storage-containers",
  type: "Tidemark::Storage::PublicContainers",
  // An account for files alone has no blob service to ask.
  action: "Microsoft.Storage/storageAccounts/blobServices/containers/read",
  subject: { type: "microsoft.storage/storageaccounts", unless: { member: "kind", is: ["FileStorage"] } },
  path: "/blobServices/default/containers",
  apiVersion: "2023-05-01",
  body(answer, subject) {
    const parsed = Answer.safeParse(answer);
    if (!parsed.success) return undefined;
    const containers = parsed.data.value.map(({ name, properties }) => ({
      name,
      publicAccess: properties?.publicAccess || "None",
    }));
    return {
      StorageAccount: subject,
      Containers: byName(containers.filter(({ publicAccess }) => publicAccess.toLowerCase() !== "none")),
      WebContainer: containers.some(({ name }) => name === WEB),
    };
  },
};
