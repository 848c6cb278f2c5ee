// Lists the kinds of access to stored objects and other resources, the same for all clouds.

/**
 * `read` is content of objects, messages and secrets, `list` names of objects; `use` runs a function, or encrypts and decrypts by a
 * key; `administer` is who has access and how things are kept.
 */
export const ACCESS = ["read", "list", "write", "use", "administer", "other"] as const;
export type Access = (typeof ACCESS)[number];

/** Each once, in one order. */
export const inOrder = (access: Iterable<Access>): readonly Access[] => {
  const given = new Set(access);
  return ACCESS.filter((one) => given.has(one));
};
