// Reads the role of a binding of a Google Cloud IAM policy, and whether it is granted under a condition only.

type Binding = { readonly Role: string; readonly HasCondition?: boolean | null | undefined };

/**
 * A policy that was read as version 1 has no conditions: the name of the role ends in `_withcond_` and a hash instead, and
 * stands for the role under a condition that is not shown. https://docs.cloud.google.com/iam/docs/troubleshooting-withcond
 */
export function roleOf({ Role, HasCondition }: Binding): { readonly role: string; readonly isConditional: boolean } {
  const [, base] = /^(.+)_withcond_[0-9a-f]+$/i.exec(Role) ?? [];
  return { role: base ?? Role, isConditional: base !== undefined || HasCondition === true };
}
