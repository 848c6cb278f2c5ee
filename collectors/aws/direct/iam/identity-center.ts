// Finds out whether people come by IAM Identity Center: each permission set assigned to the account is a role in it.
import { IAMClient, paginateListRoles } from "@aws-sdk/client-iam";
import { ACCESS_PATH, accessPathKey } from "../../../access-path.ts";
import type { AwsSource } from "../../source.ts";

/** https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html: the path of those roles. */
const RESERVED = "/aws-reserved/sso.amazonaws.com/";

/**
 * Without such a role nobody comes this way, and there is nobody left to read. With one, people of a directory do, and no
 * API tells whether they have a second factor.
 */
export const iamIdentityCenter: AwsSource = {
  name: "iam-identity-center",
  types: [ACCESS_PATH],
  calls: [{ action: "iam:ListRoles", per: "page" }],
  async read(aws) {
    const client = aws.listing(IAMClient);
    let isUsed = false;
    for await (const { Roles = [] } of paginateListRoles({ client, pageSize: 1000 }, { PathPrefix: RESERVED })) {
      isUsed ||= Roles.some(({ Path = "" }) => Path.startsWith(RESERVED));
    }
    const path = accessPathKey("aws", aws.account);
    if (path === null) return;
    aws.emitFact(ACCESS_PATH, { key: path.key, name: path.name, body: { Path: path.name, Read: !isUsed } });
  },
};
