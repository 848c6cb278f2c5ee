// Answers as API Keys v2: one key by its name, without its text.
import { textOf } from "../../../../collectors/json-shape.ts";
import { json } from "../../clouds/wire/asked.ts";
import type { Api } from "./api.ts";
import { inProject, resourcesOf } from "./in-project.ts";

/** https://docs.cloud.google.com/api-keys/docs/reference/rest/v2/projects.locations.keys/get */
export const API_KEYS: Api = {
  service: "apikeys",
  host: "apikeys.googleapis.com",
  scopes: [
    "https://www.googleapis.com/auth/cloud-platform",
    "https://www.googleapis.com/auth/cloud-platform.read-only",
  ],
  routes: [
    {
      path: /^\/v2\/projects\/(?<project>[^/]+)\/(?<below>locations\/global\/keys\/[^/]+)$/,
      answer: (routed) =>
        inProject(routed, routed.parts["project"] ?? "", "apikeys.keys.get", (project) => {
          const suffix = `/${routed.parts["below"]}`;
          const key = resourcesOf(routed, project, "apikeys.googleapis.com/Key").find((each) =>
            textOf(each["name"] ?? null)?.endsWith(suffix),
          );
          return key === undefined ? routed.missing() : json(200, key);
        }),
    },
  ],
};
