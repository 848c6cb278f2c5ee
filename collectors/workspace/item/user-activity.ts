// Reads when a user of Google Workspace last signed in, to the week, as the Directory API tells.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import { unitOf } from "../../../evidence-schema/record/record.ts";
import { isRefused, type Origin, type Refused } from "../../answer.ts";
import { isRecord, pick } from "../../json-shape.ts";
import type { Item, People } from "../../port.ts";
import { weekOf } from "../../week.ts";
import { userItem } from "./user.ts";

/** A user's last sign-in: apart from other facts about people, which stay the same when somebody signs in. */
export const USER_ACTIVITY = "Tidemark::Workspace::UserActivity";
const UNIT = unitOf(USER_ACTIVITY, "global");

/**
 * Who never signed in has the zero of the clock there (1970).
 * https://developers.google.com/workspace/admin/directory/reference/rest/v1/users
 */
export function userActivityItem(value: Json, origin: Origin, people: People): Item | Refused {
  const made = userItem(value, origin, people);
  if (isRefused(made)) return made;
  const user = isRecord(value) ? value : {};
  const { lastLoginTime } = user;
  return {
    ...made,
    // The person's name is remembered by the person's own key, so that one erasure is enough.
    key: syntheticKey("workspace", origin.id, `user-activity/${made.key}`),
    unit: UNIT,
    body: {
      ...pick(user, ["id", "suspended", "archived", "creationTime"]),
      ...(lastLoginTime === undefined ? {} : { LastLoginWeek: weekOf(lastLoginTime) ?? lastLoginTime }),
    },
  };
}
