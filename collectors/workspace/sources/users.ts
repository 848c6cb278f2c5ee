// Reads the people of a customer of Google Workspace, as the Directory API lists them.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { isRefused } from "../../answer.ts";
import { USER_ACTIVITY, userActivityItem } from "../item/user-activity.ts";
import { USERS, userItem } from "../item/user.ts";
import type { CustomerRead } from "../customer-read.ts";
import type { CustomerSource } from "../source.ts";

/** Users > Read of the Admin API privileges. https://support.google.com/a/answer/1219251 */
export const USERS_ACTION = "admin.users.read";

export const users: CustomerSource = {
  name: "users",
  types: [USERS, USER_ACTIVITY],
  calls: [{ action: USERS_ACTION, per: "page" }],
  async read(workspace) {
    // The full projection would add custom fields, which may hold anything, and nothing that is judged.
    // https://developers.google.com/workspace/admin/directory/reference/rest/v1/users/list
    const path = `/admin/directory/v1/users?customer=${workspace.customer}&projection=basic&maxResults=500`;
    for await (const page of workspace.pages({ api: "directory", action: USERS_ACTION, path })) {
      const listed = page["users"] ?? [];
      if (!Array.isArray(listed)) {
        const problem = misshapen(`a page of the answer to ${USERS_ACTION} has no list`);
        for (const { type } of KINDS) workspace.spoil(type, problem);
        continue;
      }
      for (const user of listed as readonly Json[]) for (const kind of KINDS) take(workspace, user, kind);
    }
  },
};

const KINDS = [
  { type: USERS, item: userItem },
  { type: USER_ACTIVITY, item: userActivityItem },
] as const;

function take(workspace: CustomerRead, user: Json, { type, item: itemOf }: (typeof KINDS)[number]): void {
  if (!workspace.wants(type)) return;
  const origin = { id: workspace.customer, source: workspace.provenanceOf(type).source, dataTime: workspace.now() };
  const item = itemOf(user, origin, workspace.people);
  if (isRefused(item))
    workspace.spoil(type, misshapen(`Google Workspace returned ${item.found}, expected ${item.expected}`));
  else workspace.emitItem(item);
}

const misshapen = (detail: string): Problem => ({ code: "unexpected-shape", detail });
