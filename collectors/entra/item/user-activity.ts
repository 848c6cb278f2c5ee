// Reads when a person last signed in to a tenant, to the week, as Microsoft Graph tells of users.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { entraUserKey, syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import { unitOf } from "../../../evidence-schema/record/record.ts";
import { keyed, type Origin, type Refused } from "../../answer.ts";
import { toInstant } from "../../instant.ts";
import { isRecord, textOf } from "../../json-shape.ts";
import type { Item, People } from "../../port.ts";
import { weekOf } from "../../week.ts";

/** A user's last sign-in: apart from other facts about people, which stay the same when somebody signs in. */
export const USER_ACTIVITY = "Tidemark::Entra::UserActivity";

/**
 * With signInActivity, a page has 500 users at most: https://learn.microsoft.com/en-us/graph/api/user-list. The names go into the
 * store of names, and into no item.
 */
export const USER_ACTIVITY_PATH =
  "/users?$select=id,accountEnabled,createdDateTime,displayName,userPrincipalName,userType,signInActivity&$top=500";

/** Microsoft documents no time in which a sign-in shows. The number is ours: as late as the reports that are made of the same logs. */
export const SIGN_IN_LAG_SECONDS = 24 * 3_600;

const UNIT = unitOf(USER_ACTIVITY, "global");

/** A user as an item of its tenant. https://learn.microsoft.com/en-us/graph/api/resources/user and resources/signinactivity */
export function userActivityItem(
  value: Json,
  { id: tenant, source, dataTime }: Origin,
  people: People,
): Item | Refused {
  const user = isRecord(value) ? value : {};
  const id = textOf(user["id"])?.toLowerCase() ?? "";
  const person = keyed(() => entraUserKey(tenant, id), {
    found: "a user without an id",
    expected: "a user with an object id, and a tenant id as scope",
  });
  if (typeof person !== "string") return person;
  const name = textOf(user["displayName"]) ?? textOf(user["userPrincipalName"]);
  // By the person's own key, so that one erasure is enough.
  if (name !== null) people.remember(person, name);
  const { accountEnabled, userType, createdDateTime, signInActivity } = user;
  return {
    key: syntheticKey("entra", tenant.toLowerCase(), `user-activity/${person}`),
    incarnation: id,
    unit: UNIT,
    source,
    dataTime,
    region: null,
    name: null,
    createdAt: toInstant(createdDateTime),
    labels: {},
    body: {
      id,
      ...(accountEnabled === undefined ? {} : { accountEnabled }),
      ...(userType === undefined ? {} : { userType }),
      ...(createdDateTime === undefined ? {} : { createdDateTime: toInstant(createdDateTime) ?? createdDateTime }),
      ...lastUse(signInActivity),
    },
  };
}

/** Graph leaves signInActivity out for a user who never signed in. Where it is there, the member of interest has to be as well. */
function lastUse(activity: Json | undefined): { readonly LastSuccessfulSignInWeek?: Json } {
  if (activity === undefined || activity === null) return { LastSuccessfulSignInWeek: null };
  const last = isRecord(activity) ? activity["lastSuccessfulSignInDateTime"] : undefined;
  return last === undefined ? {} : { LastSuccessfulSignInWeek: weekOf(last) ?? last };
}
