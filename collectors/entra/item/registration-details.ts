// Reads which sign-in methods a person registered, as Microsoft Graph reports them.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { entraUserKey } from "../../../evidence-schema/keys/resource-key.ts";
import { unitOf } from "../../../evidence-schema/record/record.ts";
import { keyed, type Origin, type Refused } from "../../answer.ts";
import { toInstant } from "../../instant.ts";
import { isRecord, pick, textOf } from "../../json-shape.ts";
import type { Item, People } from "../../port.ts";

export const REGISTRATION_DETAILS = "microsoft.graph/userRegistrationDetails";

/**
 * How late the report tells of a change. Microsoft documents "up to a few hours" and no number: the number is ours
 * (docs/adr/0020-azure-live.md). https://learn.microsoft.com/en-us/entra/identity/authentication/howto-authentication-methods-activity
 */
export const REPORT_LAG_SECONDS = 6 * 3_600;

const UNIT = unitOf(REGISTRATION_DETAILS, "global");

/** Members that name nobody. */
const BODY = ["id", "isAdmin", "isMfaRegistered", "isMfaCapable", "userType"];

/** A row of the report as an item of its tenant. */
export function registrationItem(
  value: Json,
  { id: tenant, source, dataTime }: Origin,
  people: People,
): Item | Refused {
  const user = isRecord(value) ? value : {};
  const key = keyed(() => entraUserKey(tenant, textOf(user["id"]) ?? ""), {
    found: "a user without an id",
    expected: "userRegistrationDetails with an object id, and a tenant id as scope",
  });
  if (typeof key !== "string") return key;
  const principalName = textOf(user["userPrincipalName"]);
  const name = textOf(user["userDisplayName"]) ?? principalName;
  if (name !== null) people.remember(key, name);
  const methods = user["methodsRegistered"] ?? null;
  return {
    key,
    incarnation: textOf(user["id"])?.toLowerCase() ?? "",
    unit: UNIT,
    source,
    // The report is built by the hour or so: a row is true as of its own time, not of the read.
    dataTime: toInstant(user["lastUpdatedDateTime"]) ?? dataTime,
    region: null,
    name: null,
    createdAt: null,
    labels: {},
    body: {
      ...pick(user, BODY),
      ...(methods === null ? {} : { methodsRegistered: Array.isArray(methods) ? sorted(methods) : methods }),
      ...(principalName === null
        ? {}
        : { UserDomain: principalName.slice(principalName.lastIndexOf("@") + 1).toLowerCase() }),
    },
  };
}

/** A set, whose order is not promised, in one order. */
function sorted(values: readonly Json[]): readonly Json[] {
  return values.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
