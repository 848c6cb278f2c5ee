// Reads assets as `gcloud asset list --format=json` prints them, one file a project or part of one.
import type { ExportCall } from "../format.ts";
import { POLICY_TYPE, POLICY_TYPES, PROJECT } from "../../../gcp/item/asset.ts";
import { assetFormat } from "./assets.ts";
import { readJsonElements } from "../../json/json-elements.ts";

/**
 * `[{"name","assetType","ancestors","updateTime", …}]`, with `resource` of content type resource and with `iamPolicy` of
 * content type iam-policy: a file has the one or the other.
 */
export const gcloudAssetList = assetFormat({
  readEach: (file, take) =>
    readJsonElements({ ...file, array: null }, (value, offset) => take(value, `byte ${offset}`)),
  cut: "ends before its closing bracket",
  exports: (project, types) => {
    const number = project.replace(/^projects\//, "");
    const resources = types.filter((type) => !POLICY_TYPES.includes(type));
    const policies = types.filter((type) => POLICY_TYPES.includes(type));
    const withPolicies = [...POLICY_TYPE].flatMap(([type, policy]) => (policies.includes(policy) ? [type] : []));
    // The project's own asset, and its own policy, are what shows that the principal may read the others.
    const asked = (of: readonly string[]) => [`--asset-types=${[...new Set([PROJECT, ...of])].join(",")}`];
    return [
      listing(number, `gcp-${number}`, resources, "resource", asked(resources)),
      listing(number, `gcp-${number}-iam-policies`, policies, "iam-policy", asked(withPolicies)),
    ];
  },
});

function listing(
  number: string,
  source: string,
  types: readonly string[],
  content: "resource" | "iam-policy",
  filter: readonly string[],
): ExportCall {
  const words = [`--project=<id of ${number}>`, ...filter, `--content-type=${content}`];
  const command = `gcloud asset list ${words.join(" ")} --snapshot-time=<ten minutes ago> --format=json`;
  return {
    source,
    types,
    regions: [],
    file: `${source}.json`,
    command,
    run: ["gcloud_assets", number, content, ...filter],
  };
}
