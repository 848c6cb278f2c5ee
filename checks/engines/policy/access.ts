// Lists the kinds of access to stored objects, the same for all clouds.

/** `read` is content of objects, `list` their names; `administer` is who has access and how they are kept. */
export const ACCESS = ["read", "list", "write", "administer", "other"] as const;
export type Access = (typeof ACCESS)[number];

/** Each once, in one order. */
export const inOrder = (access: Iterable<Access>): readonly Access[] => {
  const given = new Set(access);
  return ACCESS.filter((one) => given.has(one));
};
