// Reads users of Google Workspace as the Directory API lists them: one file a customer.
import { USER_ACTIVITY, userActivityItem } from "../../../workspace/item/user-activity.ts";
import { USERS, userItem } from "../../../workspace/item/user.ts";
import { jsonListing } from "../json-listing.ts";

/** `{"kind":"admin#directory#users","users":[…],"nextPageToken"?}`. Facts: Admin SDK Directory API v1, users.list and REST resource users. */
export const workspaceUsers = jsonListing({
  provider: "workspace",
  lane: "workspace-users",
  scopeId: /^[\w-]+$/,
  kinds: [
    { type: USERS, item: userItem },
    { type: USER_ACTIVITY, item: userActivityItem },
  ],
  array: "users",
  more: "nextPageToken",
  exports: (customer, types) => {
    const source = `workspace-${customer}`;
    const command = `curl https://admin.googleapis.com/admin/directory/v1/users?customer=${customer}&projection=basic`;
    return [{ source, types, regions: [], file: `${source}.json`, command, run: ["workspace_users", customer] }];
  },
});
