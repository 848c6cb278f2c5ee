// Finds in the words of a refusal the kind of policy that refused. Nothing else of the words is kept: they name people and values.

// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
const POLICIES = [
  "identity-based policy",
  "resource-based policy",
  "permissions boundary",
  "session policy",
  "service control policy",
  "resource control policy",
  "VPC endpoint policy",
  "role trust policy",
] as const;

/**
 * The kind of policy that AWS says refused a call; null where it says none. Whether the policy denied or only did not allow
 * is not kept: AWS says "explicit deny" of a service control policy in both cases.
 */
export function refusingPolicy(message: string): string | null {
  const named = /(?:because no|with an explicit deny in an?) ([a-z -]+?)(?: allows\b|[:.\s]*$|[:.])/im.exec(
    message,
  )?.[1];
  return POLICIES.find((each) => each.toLowerCase() === named?.toLowerCase()) ?? null;
}
