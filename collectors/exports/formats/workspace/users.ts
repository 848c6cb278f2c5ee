/** Users of Google Workspace as the Directory API lists them: one file a customer. */
import { unitOf } from "../../../../evidence-schema/record/record.ts";
import { USERS, userItem } from "../../../workspace/item/user.ts";
import { accepted } from "../../accepted.ts";
import { readJsonElements } from "../../json/json-elements.ts";
import { globalRegion, originOf, type Format } from "../format.ts";

const UNIT = unitOf(USERS, "global");

/** `{"kind":"admin#directory#users","users":[…],"nextPageToken"?}`. Facts: Admin SDK Directory API v1, users.list and REST resource users. */
export const workspaceUsers: Format = {
  provider: "workspace",
  lane: "workspace-users",
  scopeId: /^[\w-]+$/,
  types: [USERS],
  regional: false,
  atomic: false,
  lagSeconds: 0,
  regions: globalRegion,
  leftOut: "no-answer",
  async read(file, intake, people) {
    const origin = originOf(intake.entry);
    const { ended, members } = await readJsonElements({ ...file, array: "users" }, (value, offset) => {
      if (!intake.wants(UNIT)) return;
      const place = { file: file.name, position: `byte ${offset}` };
      intake.takeOnce(accepted(userItem(value, origin, people), place));
    });
    intake.opened();
    if (!ended) intake.spoilAll({ code: "truncated", detail: `${file.name} ends before its closing bracket` });
    else if (members["nextPageToken"] !== undefined) {
      intake.spoilAll({ code: "truncated", detail: `nextPageToken in ${file.name}: there are more pages` });
    }
  },
  exports: (customer, types) => {
    const source = `workspace-${customer}`;
    const command = `curl https://admin.googleapis.com/admin/directory/v1/users?customer=${customer}&projection=basic`;
    return [{ source, types, regions: [], file: `${source}.json`, command, run: ["workspace_users", customer] }];
  },
};
