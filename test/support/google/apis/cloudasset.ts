// Answers as Cloud Asset Inventory v1: assets below an organization, folder or project, by content and by type.
import type { JsonObject } from "../../../../evidence-schema/record/record.ts";
import type { Answer } from "../../clouds/wire/asked.ts";
import { errorInfo, googleError } from "../identity/google-error.ts";
import { page, type Api, type Routed } from "./api.ts";

/** What a listing gives of each asset, the permission for it, and the number of the name in the protocol buffers. */
const CONTENTS = {
  CONTENT_TYPE_UNSPECIFIED: { number: "0", permission: "cloudasset.assets.listResource" },
  RESOURCE: { number: "1", permission: "cloudasset.assets.listResource" },
  IAM_POLICY: { number: "2", permission: "cloudasset.assets.listIamPolicy" },
  ORG_POLICY: { number: "4", permission: "cloudasset.assets.listOrgPolicy" },
} as const;

const DAYS_35 = 35 * 24 * 3600 * 1000;

/** https://docs.cloud.google.com/asset-inventory/docs/reference/rest/v1/assets/list; history is not kept: every time has one answer. */
export const CLOUD_ASSET: Api = {
  service: "cloudasset",
  host: "cloudasset.googleapis.com",
  scopes: ["https://www.googleapis.com/auth/cloud-platform"],
  routes: [{ path: /^\/v1\/(?<parent>(?:projects|folders|organizations)\/[^/]+)\/assets$/, answer: list }],
};

const invalid = (message: string): Answer =>
  googleError("INVALID_ARGUMENT", message, [errorInfo("INVALID_ARGUMENT", {})]);

function list(routed: Routed): Answer {
  const { world, asked, parts, denied, missing } = routed;
  const { estate, settings, now } = world;
  const parent = containerOf(routed, parts["parent"] ?? "");
  if (parent === null) return missing();
  const named = asked.query.get("contentType") ?? "CONTENT_TYPE_UNSPECIFIED";
  const content = Object.entries(CONTENTS).find(([name, { number }]) => name === named || number === named);
  if (content === undefined) return invalid(`Invalid value at 'content_type': ${named}`);
  const refusal = denied(content[1].permission, parent);
  if (refusal !== null) return refusal;
  const time = asked.query.get("readTime");
  const read = time === null ? now().getTime() - settings.inventoryLagSeconds * 1000 : Date.parse(time);
  if (!(read <= now().getTime() && read > now().getTime() - DAYS_35))
    return invalid("The read_time must be between now and 35 days ago.");
  const size = Number(asked.query.get("pageSize") ?? 100);
  if (!(size >= 0 && size <= 1000)) return invalid("The page_size must be between 1 and 1000.");
  const wanted = typesIn(routed);
  if (!Array.isArray(wanted)) return wanted as Answer;
  const [name] = content;
  const assets = estate
    .inventory(name === "IAM_POLICY" || name === "ORG_POLICY" ? name : "RESOURCE")
    .filter(
      ({ ancestors, assetType }) => ancestors.includes(parent) && (wanted.length === 0 || wanted.includes(assetType)),
    )
    .map(({ resource, ...asset }): JsonObject => (name === "RESOURCE" && resource ? { ...asset, resource } : asset));
  return page(routed, "assets", assets, { more: { readTime: new Date(read).toISOString() } });
}

/** A project may be named by its id. */
function containerOf({ world: { estate } }: Routed, parent: string): string | null {
  const name = parent.startsWith("projects/") ? estate.project(parent)?.name : parent;
  return name !== undefined && estate.ancestors(name).length > 0 ? name : null;
}

/** Types that are asked for by names or patterns of RE2; an unsupported one is refused, and none in particular are all. */
function typesIn({ world: { estate, settings }, asked }: Routed): readonly string[] | Answer {
  const supported = [
    ...new Set([
      ...settings.assetTypes,
      ...SUPPORTED,
      ...estate.inventory("RESOURCE").map(({ assetType }) => assetType),
    ]),
  ].filter((type) => !settings.refusedTypes.includes(type));
  const found: string[] = [];
  for (const pattern of asked.query.getAll("assetTypes")) {
    const fitting = supported.filter((type) => new RegExp(`^(?:${pattern})$`).test(type));
    if (fitting.length === 0) return invalid(`Found unsupported asset type ${pattern} in the request.`);
    found.push(...fitting);
  }
  return found;
}

/** https://docs.cloud.google.com/asset-inventory/docs/asset-types, as far as checks read them. */
const SUPPORTED = [
  ...["ForwardingRule", "TargetHttpProxy", "TargetSslProxy", "UrlMap"].map((kind) => `compute.googleapis.com/${kind}`),
  "cloudresourcemanager.googleapis.com/Organization",
  "cloudresourcemanager.googleapis.com/Folder",
  "cloudresourcemanager.googleapis.com/Project",
  "storage.googleapis.com/Bucket",
  "compute.googleapis.com/Firewall",
  "compute.googleapis.com/Network",
  "compute.googleapis.com/Subnetwork",
  "sqladmin.googleapis.com/Instance",
  "iam.googleapis.com/Role",
  "iam.googleapis.com/ServiceAccount",
  "iam.googleapis.com/ServiceAccountKey",
  "logging.googleapis.com/LogBucket",
  "logging.googleapis.com/LogSink",
];
