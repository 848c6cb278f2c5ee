/** A configuration snapshot that AWS Config delivered to S3: one file an account and region, plain or gzip. */
import { unitOf } from "../../../evidence-schema/record.ts";
import { scopeId, type Format } from "../format.ts";
import { InputError } from "../input-error.ts";
import { readJsonElements } from "../json-elements.ts";
import { parseItem, toSnapshot, type ConfigurationItem } from "./configuration-item.ts";
import { RESOURCE_TYPES } from "./resource-types.ts";

const DELETED: ReadonlySet<string> = new Set(["ResourceDeleted", "ResourceDeletedNotRecorded"]);

/**
 * `{"fileVersion","configSnapshotId","configurationItems":[…]}`. Facts: AWS Config Developer Guide, "Delivering
 * configuration snapshots to an Amazon S3 bucket"; recorded items for the members.
 */
export const configSnapshot: Format = {
  provider: "aws",
  types: Object.keys(RESOURCE_TYPES),
  atomic: true,
  // A change is captured some time after it happened. AWS publishes no figure; a quarter of an hour is our allowance.
  lagSeconds: 900,
  // IAM is in the file of the region whose recorder records global types, which says so.
  regions: (entry, type) => entry.regions.filter((region) => (region === "global") === (RESOURCE_TYPES[type]?.global ?? false)),
  leftOut: "not-recorded",
  async read(file, intake, people) {
    const { entry } = intake;
    const account = scopeId(entry);
    const { ended, members } = await readJsonElements({ ...file, array: "configurationItems" }, (value, offset) => {
      const refuse = (found: string, expected: string): never => {
        throw new InputError({ file: file.name, position: `byte ${offset}` }, found, expected);
      };
      const parsed = parseItem(value);
      if ("lacks" in parsed) return refuse(`an item without ${parsed.lacks}`, "a configuration item");
      const { item } = parsed;
      if (item.account !== account) return refuse("an item of another account", `account ${account}`);
      const region = regionOf(item);
      if (region !== "global" && !entry.regions.includes(region)) return refuse("an item of another region", entry.regions.join(" or "));
      const unit = unitOf(item.resourceType, region);
      if (!intake.wants(unit) || DELETED.has(item.configurationItemStatus)) return undefined;
      if (item.configurationItemStatus === "ResourceNotRecorded") {
        return intake.spoil(unit, { code: "not-recorded", detail: "AWS Config does not record every resource of this type" });
      }
      try {
        return intake.take(toSnapshot(item, region, entry.source, people));
      } catch (error) {
        return refuse(`an item with ${(error as Error).message.replace(/^found /, "").replace(/, expected /, " where there should be ")}`, "a configuration item");
      }
    });
    const id = members["configSnapshotId"];
    intake.opened(typeof id === "string" ? id : null);
    if (!ended) intake.spoilAll({ code: "truncated", detail: `${file.name} ends before its closing bracket` });
  },
};

function regionOf(item: ConfigurationItem): string {
  return RESOURCE_TYPES[item.resourceType]?.global === true ? "global" : item.awsRegion;
}
