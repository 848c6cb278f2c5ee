// Reads whether a grant in an ACL of S3 is to everyone, or to everyone with an account somewhere.

/** The group's name, or null. https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee-predefined-groups */
export const publicGroup = (uri = ""): string | null => /(?:^|\/)(AllUsers|AuthenticatedUsers)$/.exec(uri)?.[1] ?? null;
