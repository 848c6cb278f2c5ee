// Answers as Compute Engine v1: networks, firewall rules and policies of a project, and what is in force in a network.
import type { JsonObject } from "../../../../evidence-schema/record/record.ts";
import { json, type Answer } from "../../clouds/wire/asked.ts";
import { page, type Api, type Routed } from "./api.ts";
import { inProject, resourcesOf } from "./in-project.ts";

/** https://docs.cloud.google.com/compute/docs/reference/rest/v1 */
export const COMPUTE: Api = {
  service: "compute",
  host: "compute.googleapis.com",
  scopes: ["https://www.googleapis.com/auth/cloud-platform", "https://www.googleapis.com/auth/compute.readonly"],
  isOld: true,
  routes: [
    {
      path: /^\/compute\/v1\/projects\/(?<project>[^/]+)\/global\/firewalls$/,
      answer: (routed) => list(routed, "compute#firewallList", "compute.firewalls.list", FIREWALL),
    },
    {
      path: /^\/compute\/v1\/projects\/(?<project>[^/]+)\/global\/networks$/,
      answer: (routed) => list(routed, "compute#networkList", "compute.networks.list", NETWORK),
    },
    {
      path: /^\/compute\/v1\/projects\/(?<project>[^/]+)\/global\/networks\/(?<network>[^/]+)\/getEffectiveFirewalls$/,
      answer: (routed) => effective(routed, "compute.networks.getEffectiveFirewalls", routed.parts["network"] ?? ""),
    },
    {
      path: /^\/compute\/v1\/projects\/(?<project>[^/]+)\/regions\/(?<region>[^/]+)\/firewallPolicies\/getEffectiveFirewalls$/,
      answer: (routed) =>
        effective(
          routed,
          "compute.networks.getRegionEffectiveFirewalls",
          routed.asked.query.get("network")?.split("/networks/")[1] ?? "",
        ),
    },
    { path: /^\/compute\/v1\/projects\/(?<project>[^/]+)\/global\/firewallPolicies$/, answer: policies },
    {
      path: /^\/compute\/v1\/projects\/(?<project>[^/]+)\/global\/networks\/(?<name>[^/]+)$/,
      answer: (routed) => one(routed, "compute.networks.get", NETWORK),
    },
    {
      path: /^\/compute\/v1\/projects\/(?<project>[^/]+)\/global\/sslCertificates\/(?<name>[^/]+)$/,
      answer: (routed) => one(routed, "compute.sslCertificates.get", "compute.googleapis.com/SslCertificate"),
    },
    {
      path: /^\/compute\/v1\/projects\/(?<project>[^/]+)\/regions\/(?<region>[^/]+)\/subnetworks\/(?<name>[^/]+)$/,
      answer: (routed) => one(routed, "compute.subnetworks.get", SUBNETWORK),
    },
    {
      path: /^\/compute\/v1\/projects\/(?<project>[^/]+)\/zones\/(?<zone>[^/]+)\/disks\/(?<name>[^/]+)$/,
      answer: (routed) => one(routed, "compute.disks.get", "compute.googleapis.com/Disk"),
    },
    {
      path: /^\/compute\/v1\/projects\/(?<project>[^/]+)\/regions\/(?<region>[^/]+)\/disks\/(?<name>[^/]+)$/,
      answer: (routed) => one(routed, "compute.disks.get", "compute.googleapis.com/RegionDisk"),
    },
    {
      path: /^\/compute\/v1\/projects\/(?<project>[^/]+)\/global\/snapshots\/(?<name>[^/]+)$/,
      answer: (routed) => one(routed, "compute.snapshots.get", "compute.googleapis.com/Snapshot"),
    },
    {
      path: /^\/compute\/v1\/projects\/(?<project>[^/]+)\/global\/images\/(?<name>[^/]+)$/,
      answer: (routed) => one(routed, "compute.images.get", "compute.googleapis.com/Image"),
    },
    {
      path: /^\/compute\/v1\/projects\/(?<project>[^/]+)\/global\/machineImages\/(?<name>[^/]+)$/,
      answer: (routed) => one(routed, "compute.machineImages.get", "compute.googleapis.com/MachineImage"),
    },
    {
      path: /^\/compute\/v1\/projects\/(?<project>[^/]+)\/zones\/(?<zone>[^/]+)\/instances\/(?<name>[^/]+)$/,
      answer: (routed) => one(routed, "compute.instances.get", "compute.googleapis.com/Instance"),
    },
    ...(
      [
        [/zones\/[^/]+\/disks|regions\/[^/]+\/disks/, "disks"],
        [/global\/snapshots/, "snapshots"],
        [/global\/images/, "images"],
        [/global\/machineImages/, "machineImages"],
      ] as const
    ).map(([place, kind]) => ({
      path: new RegExp(
        `^/compute/v1/projects/(?<project>[^/]+)/(?<place>${place.source})/(?<name>[^/]+)/getIamPolicy$`,
      ),
      answer: (routed: Routed) => policyOf(routed, `compute.${kind}.getIamPolicy`),
    })),
  ],
};

const FIREWALL = "compute.googleapis.com/Firewall";
const NETWORK = "compute.googleapis.com/Network";
const SUBNETWORK = "compute.googleapis.com/Subnetwork";
const PAGES = { size: "maxResults", usual: 500 };

function list(routed: Routed, kind: string, permission: string, type: string): Answer {
  return inProject(routed, routed.parts["project"] ?? "", permission, (project) =>
    page(routed, "items", resourcesOf(routed, project, type), { ...PAGES, more: { kind } }),
  );
}

function one(routed: Routed, permission: string, type: string): Answer {
  const { project: named = "", name, region, zone } = routed.parts;
  const place = zone === undefined ? `/regions/${region}/` : `/zones/${zone}/`;
  return inProject(routed, named, permission, (project) => {
    const found = resourcesOf(routed, project, type).find(
      (each) =>
        each["name"] === name &&
        ((region === undefined && zone === undefined) || (each["selfLink"] as string).includes(place)),
    );
    return found === undefined ? routed.missing() : json(200, found);
  });
}

/** A resource that binds nobody has a policy with an etag alone. https://docs.cloud.google.com/compute/docs/reference/rest/v1/images/getIamPolicy */
function policyOf(routed: Routed, permission: string): Answer {
  const { project: named = "", place, name } = routed.parts;
  return inProject(routed, named, permission, ({ projectId }) => {
    const asset = `//compute.googleapis.com/projects/${projectId}/${place}/${name}`;
    const { estate } = routed.world;
    if (estate.resource(asset) === undefined) return routed.missing();
    return json(200, estate.policy(asset) ?? { etag: "ACAB" });
  });
}

function policies(routed: Routed): Answer {
  return inProject(routed, routed.parts["project"] ?? "", "compute.firewallPolicies.list", ({ projectId }) =>
    page(routed, "items", routed.world.estate.firewallPolicies[projectId] ?? [], {
      ...PAGES,
      more: { kind: "compute#firewallPolicyList" },
    }),
  );
}

/**
 * Rules of the network, policies of what the project lies in, and those that are associated with the network: global ones, and of
 * regional ones those of the region that is asked.
 */
function effective(routed: Routed, permission: string, name: string): Answer {
  return inProject(routed, routed.parts["project"] ?? "", permission, (project) => {
    const { estate } = routed.world;
    const network = resourcesOf(routed, project, NETWORK).find((each) => each["name"] === name);
    if (network === undefined) return routed.missing();
    const firewalls = resourcesOf(routed, project, FIREWALL).filter((rule) => rule["network"] === network["selfLink"]);
    const told = (type: string, { name: of = "", shortName, rules = [] }: JsonObject): JsonObject => ({
      name: of,
      ...(shortName === undefined ? {} : { shortName }),
      type,
      rules,
    });
    const above = estate
      .ancestors(project.name)
      .flatMap((ancestor) => (estate.hierarchicalPolicies[ancestor] ?? []).map((each) => told("HIERARCHY", each)));
    const own = (estate.firewallPolicies[project.projectId] ?? [])
      .filter(({ associations }) =>
        (associations as readonly JsonObject[]).some(
          ({ attachmentTarget }) => attachmentTarget === network["selfLink"],
        ),
      )
      .filter(
        ({ region }) => region === undefined || (region as string).endsWith(`/regions/${routed.parts["region"] ?? ""}`),
      )
      .map((each) => told(each["region"] === undefined ? "NETWORK" : "NETWORK_REGIONAL", each));
    return json(200, { firewalls, firewallPolicys: [...above.toReversed(), ...own] });
  });
}
