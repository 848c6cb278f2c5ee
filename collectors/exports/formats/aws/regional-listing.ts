// Makes formats of calls that list what one region of an account has, by its ARN: one file a region.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Answered } from "../../../answer.ts";
import type { People } from "../../../port.ts";
import { oneCall } from "../call.ts";
import type { Format } from "../format.ts";

type Listing = {
  readonly lane: string;
  readonly type: string;
  /** The end of the names of its files. */
  readonly source: string;
  /** A listed resource, in an error's message. */
  readonly one: string;
  /** Undefined on an answer of another shape. Throws RangeError on what is no ARN. */
  readonly items: (answer: Json, people: People) => readonly Answered[] | undefined;
  /** The command that a person reads, without its region. */
  readonly command: string;
  /** The function of the script that takes an account and a region. Left out, the command itself is run. */
  readonly run?: string;
};

export const regionalListing = ({ lane, type, source: of, one, items, command, run }: Listing): Format =>
  oneCall({
    provider: "aws",
    lane,
    scopeId: /^\d{12}$/,
    type,
    global: false,
    items(answer, { id, region, people }) {
      const listed = items(answer, people);
      if (listed?.every(({ key }) => isOf(key, id, region)) !== false) return listed;
      return { found: `${one} of another account or region`, expected: `account ${id} and region ${region}` };
    },
    exports: (account, types, regions) =>
      regions.map((region) => {
        const source = `aws-${account}-${region}-${of}`;
        const [, ...words] = command.split(" ");
        return {
          source,
          types,
          regions: [region],
          file: `${source}.json`,
          command: `${command} --region ${region}`,
          run: run === undefined ? ["aws_call", account, ...words, "--region", region] : [run, account, region],
        };
      }),
  });

function isOf(key: string, account: string, region: string | null): boolean {
  const [, , , ofRegion, ofAccount] = key.split(":");
  return ofAccount === account && ofRegion === region;
}
