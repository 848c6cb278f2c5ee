/** Users of Google Workspace as the Directory API lists them: one file a customer. */
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { unitOf } from "../../../../evidence-schema/record/record.ts";
import { workspaceUserKey } from "../../../../evidence-schema/keys/resource-key.ts";
import { globalRegion, scopeId, type Format } from "../format.ts";
import { InputError } from "../../input-error.ts";
import { toInstant } from "../../../instant.ts";
import type { Intake } from "../../intake.ts";
import { readJsonElements } from "../../json/json-elements.ts";
import { isRecord, pick, textOf } from "../../../json-shape.ts";
import type { Item, People } from "../../../port.ts";

const TYPE = "admin.directory/users";
const UNIT = unitOf(TYPE, "global");

/** Members that name nobody. */
const BODY = [
  "id",
  "isAdmin",
  "isDelegatedAdmin",
  "isEnrolledIn2Sv",
  "isEnforcedIn2Sv",
  "suspended",
  "archived",
  "creationTime",
];

/** `{"kind":"admin#directory#users","users":[…],"nextPageToken"?}`. Facts: Admin SDK Directory API v1, users.list and REST resource users. */
export const workspaceUsers: Format = {
  provider: "workspace",
  lane: "workspace-users",
  scopeId: /^[\w-]+$/,
  types: [TYPE],
  regional: false,
  atomic: false,
  lagSeconds: 0,
  regions: globalRegion,
  leftOut: "no-answer",
  async read(file, intake, people) {
    const { ended, members } = await readJsonElements({ ...file, array: "users" }, (value, offset) => {
      if (intake.wants(UNIT)) {
        intake.takeOnce(toItem(value, { file: file.name, position: `byte ${offset}` }, intake, people));
      }
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

function toItem(value: Json, place: { file: string; position: string }, { entry }: Intake, people: People): Item {
  const user = isRecord(value) ? value : {};
  const customer = textOf(user["customerId"]) ?? scopeId(entry);
  if (customer !== scopeId(entry)) {
    throw new InputError(place, "a user of another customer", `customer ${scopeId(entry)}`);
  }
  const key = keyOf(textOf(user["id"]) ?? "", place, customer);
  const name = (isRecord(user["name"]) ? textOf(user["name"]["fullName"]) : null) ?? textOf(user["primaryEmail"]);
  if (name !== null) people.remember(key, name);
  return {
    key,
    incarnation: textOf(user["id"]) ?? "",
    unit: UNIT,
    source: entry.source,
    dataTime: entry.dataTime,
    region: null,
    name: null,
    createdAt: toInstant(user["creationTime"]),
    labels: {},
    body: pick(user, BODY),
  };
}

function keyOf(id: string, place: { file: string; position: string }, customer: string): string {
  try {
    return workspaceUserKey(customer, id);
  } catch (cause) {
    throw new InputError(place, "a user without an id", "a user with a directory id, and a customer id as scope", {
      cause,
    });
  }
}
