/** What people registered to sign in with, as Microsoft Graph lists it: one file a tenant. */
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { unitOf } from "../../../../evidence-schema/record/record.ts";
import { entraUserKey } from "../../../../evidence-schema/keys/resource-key.ts";
import { globalRegion, scopeId, type Format } from "../format.ts";
import { InputError } from "../../input-error.ts";
import { toInstant } from "../../../instant.ts";
import type { Intake } from "../../intake.ts";
import { readJsonElements } from "../../json/json-elements.ts";
import { isRecord, pick, textOf } from "../../../json-shape.ts";
import type { Item, People } from "../../../port.ts";

const TYPE = "microsoft.graph/userRegistrationDetails";
const UNIT = unitOf(TYPE, "global");

/** Members that name nobody. */
const BODY = ["id", "isAdmin", "isMfaRegistered", "isMfaCapable", "userType"];

/**
 * `{"@odata.context","value":[…],"@odata.nextLink"?}`. Facts: Microsoft Graph v1.0, "List userRegistrationDetails". The answer
 * does not name its tenant: that a file is of the tenant of its scope cannot be seen here.
 */
export const entraRegistrationDetails: Format = {
  provider: "entra",
  lane: "entra-registration-details",
  scopeId: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  types: [TYPE],
  regional: false,
  atomic: false,
  lagSeconds: 0,
  regions: globalRegion,
  leftOut: "no-answer",
  async read(file, intake, people) {
    const { ended, members } = await readJsonElements({ ...file, array: "value" }, (value, offset) => {
      if (intake.wants(UNIT)) {
        intake.takeOnce(toItem(value, { file: file.name, position: `byte ${offset}` }, intake, people));
      }
    });
    intake.opened();
    if (!ended) intake.spoilAll({ code: "truncated", detail: `${file.name} ends before its closing bracket` });
    else if (members["@odata.nextLink"] !== undefined) {
      intake.spoilAll({ code: "truncated", detail: `@odata.nextLink in ${file.name}: there are more pages` });
    }
  },
  exports: (tenant, types) => {
    const source = `entra-${tenant}`;
    const url = "https://graph.microsoft.com/v1.0/reports/authenticationMethods/userRegistrationDetails";
    const command = `az rest --method get --url ${url}`;
    return [{ source, types, regions: [], file: `${source}.json`, command, run: ["graph_list", tenant, url] }];
  },
};

function toItem(value: Json, place: { file: string; position: string }, { entry }: Intake, people: People): Item {
  const user = isRecord(value) ? value : {};
  const key = keyOf(textOf(user["id"]) ?? "", place, scopeId(entry));
  const principalName = textOf(user["userPrincipalName"]);
  const name = textOf(user["userDisplayName"]) ?? principalName;
  if (name !== null) people.remember(key, name);
  const methods = user["methodsRegistered"] ?? null;
  return {
    key,
    incarnation: textOf(user["id"])?.toLowerCase() ?? "",
    unit: UNIT,
    source: entry.source,
    // The report is built by the hour or so: a row is true as of its own time, not of the read.
    dataTime: toInstant(user["lastUpdatedDateTime"]) ?? entry.dataTime,
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

function keyOf(id: string, place: { file: string; position: string }, tenant: string): string {
  try {
    return entraUserKey(tenant, id);
  } catch (cause) {
    throw new InputError(
      place,
      "a user without an id",
      "userRegistrationDetails with an object id, and a tenant id as scope",
      { cause },
    );
  }
}
