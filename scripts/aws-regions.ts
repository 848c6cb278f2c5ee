// Lists the regions of AWS by partition, as the SDK knows them, so that a config is read without the SDK.
import { join } from "node:path";
import { pathToFileURL } from "node:url";

type Partitions = {
  readonly partitions: readonly { readonly id: string; readonly regions: Readonly<Record<string, unknown>> }[];
};

/** The file of the SDK that has the list: it exports the partition of a region alone. */
const FILE = "node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js";

/** The file's JSON. Entries such as `aws-global` are no regions. */
export async function awsRegions(): Promise<string> {
  const url = pathToFileURL(join(import.meta.dirname, "..", FILE)).href;
  const { partitionsInfo } = (await import(url)) as { readonly partitionsInfo: Partitions };
  const byPartition = partitionsInfo.partitions.map(({ id, regions }) => [
    id,
    Object.keys(regions)
      .filter((region) => /-\d+$/.test(region))
      .sort(),
  ]);
  return JSON.stringify(Object.fromEntries(byPartition));
}
