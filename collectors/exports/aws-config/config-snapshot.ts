/** A configuration snapshot that AWS Config delivered to S3: one file an account and region, plain or gzip. */
import type { Json } from "../../../evidence-schema/canonical.ts";
import { unitOf } from "../../../evidence-schema/record.ts";
import { scopeId, type Format, type People } from "../format.ts";
import { InputError } from "../input-error.ts";
import type { Intake, Item } from "../intake.ts";
import { readJsonElements } from "../json-elements.ts";
import { isRecord } from "../json-shape.ts";
import type { ExportEntry } from "../manifest.ts";
import { parseItem, toItem, type ConfigurationItem } from "./configuration-item.ts";
import { RESOURCE_TYPES } from "./resource-types.ts";

const DELETED: ReadonlySet<unknown> = new Set(["ResourceDeleted", "ResourceDeletedNotRecorded"]);

/**
 * `{"fileVersion","configSnapshotId","configurationItems":[…]}`. Facts: AWS Config Developer Guide, "Delivering
 * configuration snapshots to an Amazon S3 bucket"; recorded items for the members. Known hole: Config itself may lack what
 * exists, and a file can't be compared with ListDiscoveredResources.
 */
export const configSnapshot: Format = {
  provider: "aws",
  lane: "aws-config",
  scopeId: /^\d{12}$/,
  types: Object.keys(RESOURCE_TYPES),
  regional: true,
  atomic: true,
  // A change is captured some time after it happened. AWS publishes no figure; a quarter of an hour is our allowance.
  lagSeconds: 900,
  // IAM is in the file of the region whose recorder records global types, which says so.
  regions: regionsOf,
  leftOut: "not-recorded",
  async read(file, intake, people) {
    const { ended, members } = await readJsonElements({ ...file, array: "configurationItems" }, (value, offset) => {
      const item = wanted(value, { file: file.name, position: `byte ${offset}` }, intake);
      if (item !== null) intake.take(read(item, { file: file.name, position: `byte ${offset}` }, intake.entry, people));
    });
    const id = members["configSnapshotId"];
    intake.opened(typeof id === "string" ? id : null);
    if (!ended) intake.spoilAll({ code: "truncated", detail: `${file.name} ends before its closing bracket` });
  },
  exports: (account, types, regions) =>
    regions.map((region, index) => {
      const covered = index === 0 ? [region, "global"] : [region];
      const entry = { regions: covered };
      const inRegion = types.filter((type) => regionsOf(entry, type).length > 0);
      const source = `aws-${account}-${region}`;
      const command = `aws configservice deliver-config-snapshot --region ${region} && aws s3 cp <delivered> -`;
      return {
        source,
        types: inRegion,
        regions: covered,
        file: `${source}.json.gz`,
        command,
        run: ["aws_config", account, region],
      };
    }),
};

function regionsOf(entry: Pick<ExportEntry, "regions">, type: string): readonly string[] {
  return entry.regions.filter((region) => (region === "global") === (RESOURCE_TYPES[type]?.global ?? false));
}

type Place = { readonly file: string; readonly position: string };

/** The item, if it is one that the run asked for and that is still there. */
function wanted(value: Json, place: Place, intake: Intake): ConfigurationItem | null {
  const account = scopeId(intake.entry);
  if (!isRecord(value)) throw new InputError(place, "something else", "a configuration item");
  if ((value["awsAccountId"] ?? value["accountId"]) !== account) {
    throw new InputError(place, "an item of another account", `account ${account}`);
  }
  const type = value["resourceType"];
  if (typeof type !== "string" || RESOURCE_TYPES[type] === undefined) return null;
  const item = parseItem(value);
  if ("lacks" in item) throw new InputError(place, `an item without ${item.lacks}`, "a configuration item");
  const unit = unitOf(type, regionOf(item));
  if (regionOf(item) !== "global" && !intake.entry.regions.includes(item.awsRegion)) {
    throw new InputError(place, "an item of another region", `region ${intake.entry.regions.join(" or ")}`);
  }
  if (!intake.wants(unit) || DELETED.has(item.configurationItemStatus)) return null;
  if (item.configurationItemStatus !== "ResourceNotRecorded") return item;
  intake.spoil(unit, { code: "not-recorded", detail: "the recorder does not record every resource of this type" });
  return null;
}

function read(item: ConfigurationItem, place: Place, entry: ExportEntry, people: People): Item {
  try {
    return toItem(item, regionOf(item), entry, people);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new InputError(place, "an item without a key", `an ARN and a resourceId of ${item.resourceType}`, { cause });
  }
}

function regionOf(item: ConfigurationItem): string {
  return RESOURCE_TYPES[item.resourceType]?.global === true ? "global" : item.awsRegion;
}
