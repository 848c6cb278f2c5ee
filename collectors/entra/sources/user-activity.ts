// Reads when the people of a tenant last signed in, as Microsoft Graph lists users.
import { USER_ACTIVITY, USER_ACTIVITY_PATH, userActivityItem } from "../item/user-activity.ts";
import { listOfPeople } from "./people.ts";

/**
 * Users are listed by one permission, and their sign-ins by another.
 * https://learn.microsoft.com/en-us/graph/api/user-list#permissions and resources/user (signInActivity)
 */
export const userActivity = listOfPeople({
  name: "user-activity",
  type: USER_ACTIVITY,
  list: "the last sign-ins of users",
  path: USER_ACTIVITY_PATH,
  action: "User.Read.All",
  beside: [{ action: "AuditLog.Read.All", per: "page" }],
  item: userActivityItem,
});
