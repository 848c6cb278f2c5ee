// Reads a configuration snapshot that AWS Config delivered to S3: one file an account and region, plain or gzip.
import type { Format } from "../format.ts";
import { readJsonElements } from "../../json/json-elements.ts";
import { configLane, exportsByRegion, itemAt } from "./recorded-items.ts";

/**
 * `{"fileVersion","configSnapshotId","configurationItems":[…]}`. Facts: AWS Config Developer Guide, "Delivering
 * configuration snapshots to an Amazon S3 bucket"; recorded items for the members. Known hole: Config itself may lack what
 * exists, and a file can't be compared with ListDiscoveredResources.
 */
export const configSnapshot: Format = {
  ...configLane,
  atomic: true,
  async read(file, intake, people) {
    const { ended, members } = await readJsonElements({ ...file, array: "configurationItems" }, (value, offset) => {
      const item = itemAt({ file: file.name, position: `byte ${offset}` }, value, intake, people);
      if (item !== null) intake.take(item);
    });
    const id = members["configSnapshotId"];
    intake.opened(typeof id === "string" ? id : null);
    if (!ended) intake.spoilAll({ code: "truncated", detail: `${file.name} ends before its closing bracket` });
  },
  exports: (account, types, regions) =>
    exportsByRegion(types, regions).map(({ region, ...covered }) => {
      const source = `aws-${account}-${region}`;
      return {
        ...covered,
        source,
        file: `${source}.json.gz`,
        command: `aws configservice deliver-config-snapshot --region ${region} && aws s3 cp <delivered> -`,
        run: ["aws_config", account, region],
      };
    }),
};
