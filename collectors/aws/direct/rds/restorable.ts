// Decides of which snapshots of databases RDS is asked who may restore them.

/**
 * Only a manual snapshot can be shared, and an encrypted one with named accounts alone. Where the listing does not say whether
 * a manual one is encrypted, RDS is asked; where it has no type, RDS is not asked. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBSnapshotAttribute.html
 */
export const mayBePublic = (type: string | undefined, encrypted: boolean | undefined): boolean =>
  type?.toLowerCase() === "manual" && encrypted !== true;

/** Why the call is made for each. */
export const oneAtATime = {
  resource: "RDS tells of one snapshot a call who may restore it; asked of manual ones that are not encrypted",
};
