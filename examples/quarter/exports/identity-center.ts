// Answers whether people come to an AWS account by IAM Identity Center, as iam:ListRoles tells a live reader.
import { ACCESS_PATH_UNIT } from "../../../collectors/access-path.ts";
import type { Item, ScopeReading } from "../../../collectors/port.ts";
import { refusalDetail } from "../../../evidence-schema/record/because.ts";

/** https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html: the path of its roles. */
export const ROLE_OF_IDENTITY_CENTER = "/aws-reserved/sso.amazonaws.com/";

type Told = { readonly items: readonly Item[]; readonly reading: ScopeReading };

/**
 * An export says nothing of this path. The roles of the account do: without one of Identity Center nobody comes that way.
 * `roles`: null where the reader may not list them; then the path stays unread, and the reading says why.
 */
export function withIdentityCenter(
  scope: string,
  roles: { readonly isUsed: boolean } | null,
  { items, reading }: Told,
): Told {
  if (!scope.startsWith("aws/")) return { items, reading };
  if (roles !== null) {
    const body = { Read: !roles.isUsed };
    return {
      reading,
      items: items.map((item) =>
        item.unit === ACCESS_PATH_UNIT && "body" in item ? { ...item, body: { ...item.body, ...body } } : item,
      ),
    };
  }
  const detail = refusalDetail({ action: "iam:ListRoles", code: "AccessDenied", policy: null });
  const problem = { code: "denied", detail } as const;
  return {
    items: items.filter(({ unit }) => unit !== ACCESS_PATH_UNIT),
    reading: {
      ...reading,
      units: reading.units.map((unit) =>
        unit.unit === ACCESS_PATH_UNIT ? { ...unit, complete: false, listed: 0, problem } : unit,
      ),
    },
  };
}
