// Reads items of AWS Config for every format that holds them: the same items, the same units, the same problems.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { unitOf } from "../../../../evidence-schema/record/record.ts";
import { scopeId, type Format } from "../format.ts";
import { InputError } from "../../input-error.ts";
import type { Intake } from "../../intake.ts";
import { isRecord } from "../../../json-shape.ts";
import type { ExportEntry } from "../../manifest/manifest.ts";
import { CONTINUOUS_LAG_SECONDS, DAILY_LAG_SECONDS } from "../../../aws/answers/config-recorder.ts";
import { recordingLag } from "./recording-lag.ts";
import { isShared, parseItem, toItem, type ConfigurationItem } from "../../../aws/item/configuration-item.ts";
import { RESOURCE_TYPES } from "../../../aws/item/resource-types.ts";
import type { Item, People } from "../../../port.ts";

export type Place = { readonly file: string; readonly position: string };

const DELETED: ReadonlySet<unknown> = new Set(["ResourceDeleted", "ResourceDeletedNotRecorded"]);

/** The formats of AWS Config share a lane: a resource read from a snapshot and the same resource selected are one body. */
export const configLane: Omit<Format, "atomic" | "read" | "exports"> = {
  provider: "aws",
  lane: "aws-config",
  scopeId: /^\d{12}$/,
  types: Object.keys(RESOURCE_TYPES),
  regional: true,
  lagSeconds: CONTINUOUS_LAG_SECONDS,
  // A file has one lag: that of the type in it which is recorded the latest.
  lagOf: recordingLag,
  // IAM is in the file of the region whose recorder records global types, which says so.
  regions: regionsOf,
  leftOut: "not-recorded",
};

/** The exports of an account, one a region; the first region is the one whose recorder records global types. */
export function exportsByRegion(types: readonly string[], regions: readonly string[]) {
  return regions.map((region, index) => {
    const covered = index === 0 ? [region, "global"] : [region];
    return {
      region,
      regions: covered,
      types: types.filter((type) => regionsOf({ regions: covered }, type).length > 0),
    };
  });
}

function regionsOf(entry: Pick<ExportEntry, "regions">, type: string): readonly string[] {
  return entry.regions.filter((region) => (region === "global") === (RESOURCE_TYPES[type]?.global ?? false));
}

/** The unit in which a file of `entry` lists `type`, or null where the file does not list `type`. */
export function unitIn(entry: Pick<ExportEntry, "regions">, type: string): string | null {
  const [region] = regionsOf(entry, type);
  return region === undefined ? null : unitOf(type, region);
}

/** The item at `place`; null if nobody asked for it, or it is deleted. Throws InputError on an item of another file. */
export function itemAt(place: Place, value: Json, intake: Intake, people: People): Item | null {
  const item = wanted(value, place, intake);
  return item === null ? null : read(item, place, intake.entry, people);
}

function wanted(value: Json, place: Place, intake: Intake): ConfigurationItem | null {
  const account = scopeId(intake.entry);
  if (!isRecord(value)) throw new InputError(place, "a value that is not an object", "a configuration item");
  if ((value["awsAccountId"] ?? value["accountId"]) !== account) {
    throw new InputError(place, "an item of another account", `account ${account}`);
  }
  const type = value["resourceType"];
  if (typeof type === "string" && RESOURCE_TYPES[type] === undefined) return null;
  const item = parseItem(value);
  if ("lacks" in item) throw new InputError(place, `an item without ${item.lacks}`, "a configuration item");
  const unit = unitOf(item.resourceType, regionOf(item));
  if (regionOf(item) !== "global" && !intake.entry.regions.includes(item.awsRegion)) {
    throw new InputError(place, "an item of another region", `region ${intake.entry.regions.join(" or ")}`);
  }
  if (!intake.wants(unit) || DELETED.has(item.configurationItemStatus)) return null;
  if (isShared(item)) {
    intake.passOver(unit, item.resourceId);
    return null;
  }
  // An item tells how often its type is recorded: the file may be a day behind.
  // https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigurationItem.html
  if (value["recordingFrequency"] === "DAILY") intake.told(DAILY_LAG_SECONDS);
  if (item.configurationItemStatus !== "ResourceNotRecorded") return item;
  intake.spoil(unit, {
    code: "not-recorded",
    detail: "AWS Config returned a resource of this type that the recorder does not record (ResourceNotRecorded)",
  });
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
