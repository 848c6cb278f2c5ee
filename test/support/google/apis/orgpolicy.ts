// Answers as Organization Policy v2: what the constraints of the organization come to in a project.
import { json, type Answer } from "../../clouds/wire/asked.ts";
import { type Api, type Routed } from "./api.ts";
import { inProject } from "./in-project.ts";

/** https://docs.cloud.google.com/resource-manager/docs/reference/orgpolicy/rest/v2/projects.policies/getEffectivePolicy */
export const ORG_POLICY: Api = {
  service: "orgpolicy",
  host: "orgpolicy.googleapis.com",
  scopes: ["https://www.googleapis.com/auth/cloud-platform"],
  routes: [
    {
      path: /^\/v2\/projects\/(?<project>[^/]+)\/policies\/(?<constraint>[^/:]+):getEffectivePolicy$/,
      answer: effective,
    },
  ],
};

function effective(routed: Routed): Answer {
  return inProject(routed, routed.parts["project"] ?? "", "orgpolicy.policy.get", ({ name }) => {
    const policy = routed.world.estate.effectivePolicies[name]?.[routed.parts["constraint"] ?? ""];
    return policy === undefined ? routed.missing() : json(200, policy);
  });
}
