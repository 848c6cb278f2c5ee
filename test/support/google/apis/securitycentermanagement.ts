// Answers as Security Command Center Management v1: the services of a project, and the tier that is set on a project or organization.
import { json, type Answer } from "../../clouds/wire/asked.ts";
import { page, type Api, type Routed } from "./api.ts";
import { inProject } from "./in-project.ts";

/** https://docs.cloud.google.com/security-command-center/docs/reference/security-center-management/rest */
export const SECURITY_CENTER_MANAGEMENT: Api = {
  service: "securitycentermanagement",
  host: "securitycentermanagement.googleapis.com",
  scopes: ["https://www.googleapis.com/auth/cloud-platform"],
  routes: [
    {
      path: /^\/v1\/projects\/(?<project>[^/]+)\/locations\/global\/securityCenterServices$/,
      answer: (routed) =>
        inProject(
          routed,
          routed.parts["project"] ?? "",
          "securitycentermanagement.securityCenterServices.list",
          ({ name }) =>
            page(routed, "securityCenterServices", routed.world.estate.securityCenter.services[name] ?? [], {
              usual: 10,
            }),
        ),
    },
    {
      path: /^\/v1\/projects\/(?<project>[^/]+)\/locations\/global\/billingMetadata$/,
      answer: (routed) => inProject(routed, routed.parts["project"] ?? "", TIER, ({ name }) => tierOf(routed, name)),
    },
    {
      path: /^\/v1\/(?<organization>organizations\/\d+)\/locations\/global\/billingMetadata$/,
      answer(routed) {
        const organization = routed.parts["organization"] ?? "";
        return routed.denied(TIER, organization) ?? tierOf(routed, organization);
      },
    },
  ],
};

const TIER = "securitycentermanagement.billingMetadata.get";

/** The tier that is set on the container itself; nothing is there where none is. */
function tierOf(routed: Routed, container: string): Answer {
  const billingTier = routed.world.estate.securityCenter.tiers[container];
  return billingTier === undefined
    ? routed.missing()
    : json(200, { name: `${container}/locations/global/billingMetadata`, billingTier });
}
