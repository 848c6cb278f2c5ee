// Lists the built-in roles of Azure that are known by name, and which of them give rights away.

export type BuiltInRole = {
  readonly name: string;
  /** Whether the holder may assign roles, and so give itself every right. */
  readonly givesRights: boolean;
};

/**
 * By GUID, which is the same in every cloud of Azure. Contributor may do nearly all, and its notActions take away what gives rights.
 * Reservations Administrator may assign roles, but the role can be assigned on no subscription.
 * https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles/privileged and
 * https://learn.microsoft.com/en-us/azure/role-based-access-control/built-in-roles/general#reader
 */
const BUILT_IN: { readonly [guid: string]: BuiltInRole } = {
  "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": { name: "Owner", givesRights: true },
  "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9": { name: "User Access Administrator", givesRights: true },
  "f58310d9-a9f6-439a-9e8d-f62e7b41a168": { name: "Role Based Access Control Administrator", givesRights: true },
  "b24988ac-6180-42a0-ab88-20f7382dd24c": { name: "Contributor", givesRights: false },
  "acdd72a7-3385-48ef-bd42-f606fba81ae7": { name: "Reader", givesRights: false },
};

/** The built-in role of a GUID in lower case; null for roles that are custom, or not listed here. */
export const builtInRole = (guid: string): BuiltInRole | null =>
  Object.hasOwn(BUILT_IN, guid) ? (BUILT_IN[guid] ?? null) : null;
