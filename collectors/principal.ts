// Names the identity that exported, for evidence: machines by their name, people by reference.

const ASSUMED_ROLE = /^(arn:[^:]*:sts::\d{12}:assumed-role\/[^/]+)\/(.+)$/;
const MACHINE =
  /^(?:arn:[^:]*:iam::\d{12}:(?:role\/.+|root)|[^@\s]+@[^@\s]+\.gserviceaccount\.com|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/**
 * Roles, service accounts and object ids stay as they are, so that they can be found in the cloud's own audit log. An IAM
 * user, an address, and the session name of an assumed role (which often is an address) become references.
 */
export function principalOf(principal: string, person: (provider: string, value: string) => string): string {
  if (principal.trim() === "") return "unknown";
  const [, role, session] = ASSUMED_ROLE.exec(principal) ?? [];
  if (role !== undefined && session !== undefined && session.trim() !== "")
    return `${role}/${person("principal", session)}`;
  return MACHINE.test(principal) ? principal : person("principal", principal);
}
