// Reads a path of Resource Manager: which type of thing it names, and whether it names one or all of them.

export type ArmPath = {
  readonly path: string;
  /** In lower case. */
  readonly id: string;
  /** As the path writes it: `Microsoft.Sql`. */
  readonly namespace: string;
  /** As the path writes them: `["servers", "firewallRules"]`. */
  readonly types: readonly string[];
  /** The path before the provider, without a slash at the end: what the things are attached to. Empty for the tenant. */
  readonly scope: string;
  /** The path without its last part. */
  readonly parent: string;
  /** Ends in a type, not in a name. */
  readonly isCollection: boolean;
};

/** Null where the path has no provider; subscriptions and resource groups are of Microsoft.Resources. */
export function armPath(path: string): ArmPath | null {
  const at = path.toLowerCase().lastIndexOf("/providers/");
  const names =
    at < 0 ? ["Microsoft.Resources", ...path.split("/").slice(1)] : path.slice(at + "/providers/".length).split("/");
  const [namespace = "", ...rest] = names;
  if (namespace === "" || rest.length === 0 || rest.includes("")) return null;
  return {
    path,
    id: path.toLowerCase(),
    namespace,
    types: rest.filter((_, i) => i % 2 === 0),
    scope: at < 0 ? "" : path.slice(0, at),
    parent: path.slice(0, path.lastIndexOf("/")),
    isCollection: rest.length % 2 === 1,
  };
}

/** `microsoft.sql/servers/firewallrules` */
export const typeOf = ({ namespace, types }: ArmPath): string => [namespace, ...types].join("/").toLowerCase();

/** `Microsoft.Sql/servers/firewallRules/read` */
export const actionOf = ({ namespace, types }: ArmPath, verb = "read"): string => [namespace, ...types, verb].join("/");

/** The subscription that a path lies in, in lower case; null above subscriptions. */
export const subscriptionOf = (path: string): string | null =>
  /^\/subscriptions\/([^/]+)/i.exec(path)?.[1]?.toLowerCase() ?? null;
