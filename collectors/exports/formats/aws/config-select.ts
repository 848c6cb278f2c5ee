// Reads the answer of an advanced query of AWS Config: a file per account and region, with the resources that Config
// discovered beside it.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Format } from "../format.ts";
import { InputError } from "../../input-error.ts";
import type { Intake } from "../../intake.ts";
import { readJsonElements } from "../../json/json-elements.ts";
import { isRecord, leadsOn, textOf } from "../../../json-shape.ts";
import { parseJsonValue } from "../../../json-value.ts";
import { configLane, exportsByRegion, itemAt, unitIn, type Place } from "./recorded-items.ts";

const PROPERTIES = "*, configuration, supplementaryConfiguration, tags, configurationItemStatus";

/**
 * `{"Results":["{…}",…],"QueryInfo","NextToken"?,"Discovered"?}`: what `aws configservice select-resource-config` prints,
 * each result the JSON of an item in a string, and as `Discovered` the resourceIds that ListDiscoveredResources names, by
 * type: `{"AWS::S3::Bucket":["…"]}`. Facts: AWS Config API Reference, SelectResourceConfig and ListDiscoveredResources; AWS
 * Config Developer Guide, "Query components" for what `*` leaves out.
 *
 * Select may quietly leave out a type, or some of it (awslabs/aws-config-resource-schema issues 7, 12, 48 and 63). A type
 * with an id that was discovered and not selected is incomplete, and so is one without any result and without a list of
 * what was discovered. Known hole: of a type that has results and no such list, what select left out can't be seen.
 */
export const configSelect: Format = {
  ...configLane,
  // Pages are read one after the other.
  atomic: false,
  async read(file, intake, people) {
    const selected = new Map<string, Set<string>>();
    const { ended, members } = await readJsonElements({ ...file, array: "Results" }, (value, offset) => {
      const place = { file: file.name, position: `byte ${offset}` };
      const result = resultOf(value, place);
      const item = itemAt(place, result, intake, people);
      if (item !== null) intake.takeOnce(item);
      note(result, selected);
    });
    intake.opened();
    if (!ended) {
      intake.spoilAll({ code: "truncated", detail: `${file.name} ends before its closing bracket` });
    } else if (leadsOn(members["NextToken"])) {
      intake.spoilAll({
        code: "truncated",
        detail: `${file.name} has a NextToken, so pages of the answer are missing`,
      });
    } else compare(members["Discovered"], selected, intake);
    if (ended) count(members["Discovered"], intake);
  },
  exports: (account, types, regions) =>
    exportsByRegion(types, regions).map(({ region, ...covered }) => {
      const source = `aws-${account}-${region}-select`;
      const among = covered.types.map((type) => `'${type}'`).join(", ");
      const expression = `SELECT ${PROPERTIES} WHERE resourceType IN (${among})`;
      return {
        ...covered,
        source,
        file: `${source}.json`,
        command: `aws configservice select-resource-config --region ${region} --expression "${expression}" && aws configservice list-discovered-resources --resource-type <each of them>`,
        run: ["aws_config_select", account, region, expression, ...covered.types],
      };
    }),
};

function resultOf(value: Json, place: Place): Json {
  if (typeof value !== "string")
    throw new InputError(place, "a value that is not a string", "a result of a query, JSON in a string");
  try {
    return parseJsonValue(value);
  } catch (cause) {
    throw new InputError(place, "a result that is not JSON", "a configuration item", { cause });
  }
}

function note(result: Json, selected: Map<string, Set<string>>): void {
  const [type, id] = isRecord(result) ? [textOf(result["resourceType"]), textOf(result["resourceId"])] : [null, null];
  if (type === null || id === null) return;
  const ids = selected.get(type) ?? new Set();
  selected.set(type, ids.add(id));
}

/** The resources that Config discovered are a second count of each unit, also where pages of the query are left. */
function count(discovered: Json | undefined, intake: Intake): void {
  for (const type of configLane.types) {
    const unit = unitIn(intake.entry, type);
    const ids = isRecord(discovered) ? discovered[type] : undefined;
    if (unit !== null && Array.isArray(ids)) intake.expect(unit, new Set(ids as readonly Json[]).size);
  }
}

/** Makes the units incomplete of which select named less than Config discovered. */
function compare(
  discovered: Json | undefined,
  selected: ReadonlyMap<string, ReadonlySet<string>>,
  intake: Intake,
): void {
  for (const type of configLane.types) {
    const unit = unitIn(intake.entry, type);
    if (unit === null || !intake.wants(unit)) continue;
    const ids = isRecord(discovered) ? discovered[type] : undefined;
    if (Array.isArray(ids)) {
      const unselected = (ids as readonly Json[]).filter(
        (id) => typeof id !== "string" || !selected.get(type)?.has(id),
      );
      if (unselected.length > 0) {
        intake.spoil(unit, {
          code: "contradictory",
          detail: "AWS Config discovered resources that select-resource-config did not return",
        });
      }
    } else if (!selected.has(type)) {
      const detail =
        "select-resource-config returned no resource of this type, and the export has no list of discovered resources";
      intake.spoil(unit, { code: "not-in-answer", detail });
    }
  }
}
