// Answers as Cloud KMS v1: one key by its name.
import { json } from "../../clouds/wire/asked.ts";
import type { Api } from "./api.ts";
import { inProject, resourcesOf } from "./in-project.ts";

/** https://docs.cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.cryptoKeys/get */
export const CLOUD_KMS: Api = {
  service: "cloudkms",
  host: "cloudkms.googleapis.com",
  scopes: ["https://www.googleapis.com/auth/cloud-platform", "https://www.googleapis.com/auth/cloudkms"],
  routes: [
    {
      path: /^\/v1\/projects\/(?<project>[^/]+)\/(?<below>locations\/[^/]+\/keyRings\/[^/]+\/cryptoKeys\/[^/]+)$/,
      answer: (routed) =>
        inProject(routed, routed.parts["project"] ?? "", "cloudkms.cryptoKeys.get", (project) => {
          const name = `projects/${project.projectId}/${routed.parts["below"]}`;
          const key = resourcesOf(routed, project, "cloudkms.googleapis.com/CryptoKey").find(
            (each) => each["name"] === name,
          );
          return key === undefined ? routed.missing() : json(200, key);
        }),
    },
  ],
};
