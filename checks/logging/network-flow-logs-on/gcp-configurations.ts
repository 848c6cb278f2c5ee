// Reads configurations of Network Management: which subnets a configuration includes, and whether it logs them.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";

/** A part of all packets, from 0 to 1: a fraction comes as its decimal text, 0 and 1 as integers. */
export const Sampling = z
  .union([z.int(), z.string()])
  .refine((value) => value === "" || (/^\d*\.?\d+$/.test(String(value)) && Number(value) <= 1))
  .nullish();

/**
 * A configuration of a project or of an organization, which generates VPC Flow Logs beside the settings of subnets.
 * https://docs.cloud.google.com/network-intelligence-center/docs/reference/networkmanagement/rest/v1/projects.locations.vpcFlowLogsConfigs
 */
export const Configuration = z.object({
  name: z.string(),
  state: z.string().nullish(),
  targetResourceState: z.string().nullish(),
  subnet: z.string().nullish(),
  network: z.string().nullish(),
  interconnectAttachment: z.string().nullish(),
  vpnTunnel: z.string().nullish(),
  flowSampling: Sampling,
  filterExpr: z.string().nullish(),
});
export type Configuration = z.infer<typeof Configuration>;

/** `AssetName` has the number of the project. `network` is the URL of the network, as a rule with the id of the project. */
export type Subnet = { readonly AssetName: string; readonly network?: string | null | undefined };

/** The text of what is sampled; null where nobody set it. "0" for a sample of nothing. */
export function samplingOf(flowSampling: z.infer<typeof Sampling>): string | null {
  const text = String(flowSampling ?? "");
  // "0.0 means no logs are reported": https://docs.cloud.google.com/compute/docs/reference/rest/v1/subnetworks
  return text === "" ? null : Number(text) === 0 ? "0" : text;
}

/** A resource, however an API names it: by its URL, by the name of its asset, or by its path alone. */
const RESOURCE = /(?:^|\/)projects\/([^/]+)\/(.+)$/;
const isNumber = (project: string): boolean => /^\d+$/.test(project);

const notSupported = (detail: string): Problem => ({ code: "not-supported", detail });
const notInAnswer = (detail: string): Problem => ({ code: "not-in-answer", detail });

/** Whether `target` is `path` in the project that goes by `names`. */
function isTarget(target: string, path: string | undefined, names: readonly string[]): boolean | Problem {
  const [, project, rest] = RESOURCE.exec(target) ?? [];
  if (project === undefined)
    return notSupported("a configuration of VPC Flow Logs names its target in a form that Tidemark does not read");
  if (rest !== path) return false;
  if (names.includes(project)) return true;
  // A project has one id and one number: a second one of either kind is of another project.
  if (names.some((name) => isNumber(name) === isNumber(project))) return false;
  return notSupported("the check cannot tell whether the target of a configuration of VPC Flow Logs is in the project");
}

const OF_ANOTHER: Problem = {
  code: "contradictory",
  detail: "a configuration of VPC Flow Logs that was listed for the project is of another project",
};

/** Whether the configuration includes the subnet, enabled or not. */
function includes(configuration: Configuration, { AssetName, network }: Subnet): boolean | Problem {
  const { name, subnet: ofSubnet, network: ofNetwork, interconnectAttachment, vpnTunnel } = configuration;
  const [, number = "", path] = RESOURCE.exec(AssetName) ?? [];
  const [, id, networkPath] = RESOURCE.exec(network ?? "") ?? [];
  // A configuration of a project targets what lies in the same project.
  const own = RESOURCE.exec(name)?.[1];
  const known = [number, id].flatMap((one) => one || []);
  if (own !== undefined && known.some((one) => isNumber(one) === isNumber(own) && one !== own)) return OF_ANOTHER;
  const names = [...known, ...(own === undefined ? [] : [own])];
  if (ofSubnet) return isTarget(ofSubnet, path, names);
  if (ofNetwork) {
    if (networkPath === undefined) return notInAnswer("the answer from Google Cloud lacks network of the subnet");
    return isTarget(ofNetwork, networkPath, names);
  }
  if (interconnectAttachment || vpnTunnel) return false;
  if (name.startsWith("organizations/")) return true;
  return notSupported("a configuration of VPC Flow Logs has a target of a kind that Tidemark does not read");
}

/** The level for which a configuration was made that includes a subnet. */
export const levelOf = ({ subnet, network }: Configuration): "subnet" | "network" | "organization" =>
  subnet ? "subnet" : network ? "network" : "organization";

/**
 * Whether the configuration turns flow logs on for the subnet; a cause where the answer does not say it. Whether the
 * configuration samples anything is left to the caller.
 */
export function turnsOn(configuration: Configuration, subnet: Subnet): boolean | Problem {
  const { state, targetResourceState } = configuration;
  if (state === "DISABLED" || targetResourceState === "TARGET_RESOURCE_DOES_NOT_EXIST") return false;
  const included = includes(configuration, subnet);
  if (included !== true) return included;
  // The reference calls ENABLED the default, but an answer without a state says nothing of what is in force.
  if (["", "STATE_UNSPECIFIED"].includes(state ?? ""))
    return notInAnswer("the answer from Google Cloud lacks state of a configuration of VPC Flow Logs");
  if (state !== "ENABLED")
    return notSupported("a configuration of VPC Flow Logs has a state that Tidemark does not know");
  // Google Cloud looks for the target and says whether it found one. An organization as a whole is no such target.
  if (levelOf(configuration) === "organization" || targetResourceState === "TARGET_RESOURCE_EXISTS") return true;
  if (["", "TARGET_RESOURCE_STATE_UNSPECIFIED"].includes(targetResourceState ?? ""))
    return notInAnswer("the answer from Google Cloud lacks targetResourceState of a configuration of VPC Flow Logs");
  return notSupported("a configuration of VPC Flow Logs has a target in a state that Tidemark does not know");
}
