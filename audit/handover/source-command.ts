// Names the command by which anybody with leave to read sees a resource at its cloud: the auditor's way around Tidemark.
import type { Looked } from "./population.ts";
import { AWS_COMMANDS } from "./source-commands/aws.ts";
import { partsOf } from "./source-commands/arn-parts.ts";
import { ENTRA_COMMANDS } from "./source-commands/entra.ts";
import { quoted } from "./source-commands/quoted.ts";

/**
 * Null where no single command shows it: a type of Tidemark's own is the answer to a call that its page names. A part of a key is quoted
 * for a POSIX shell.
 */
export function sourceCommand(resource: Pick<Looked, "scope" | "type" | "key" | "region">): string | null {
  const { scope, type, key, region } = resource;
  if (key.startsWith("arn:")) {
    const command = AWS_COMMANDS[type]?.(partsOf(key));
    const at = region === null || region === "global" ? "" : ` --region ${quoted(region)}`;
    return command === undefined ? null : `${command}${at}`;
  }
  if (scope.startsWith("azure/") && key.startsWith("/subscriptions/") && !type.startsWith("Tidemark::"))
    return `az resource show --ids ${quoted(key)}`;
  if (scope.startsWith("entra/")) {
    const path = ENTRA_COMMANDS[type]?.(key.slice(key.lastIndexOf("/") + 1));
    return path === undefined ? null : `az rest --method get --url https://graph.microsoft.com/v1.0/${path}`;
  }
  if (scope.startsWith("gcp/") && key.startsWith("//") && !type.startsWith("Tidemark::"))
    return `gcloud asset search-all-resources --scope=${quoted(scope.slice("gcp/".length))} --asset-types=${quoted(type)} --query=${quoted(`name="${key}"`)} --read-mask='*' --format=json`;
  return null;
}
