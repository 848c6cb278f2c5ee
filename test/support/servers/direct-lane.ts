// Reads one type of an AWS account by the direct lane, from a server that answers as a test says.
import { credentialsAtHand } from "../../../collectors/aws/client/session.ts";
import { openAws } from "../../../collectors/aws/reader.ts";
import type { Item, ScopeReading } from "../../../collectors/port.ts";
import { NO_CREDENTIALS, withEnvironment } from "../environment.ts";
import { identity, startWire, xml, type WireAnswer, type WireRequest } from "./wire.ts";

/** The account that is read. */
export const ID = "111111111111";

/**
 * `asked`: the requests but those for the account and its regions. `isRegional`: the unit is that of `region`. `seconds`: the time of the
 * invocation, which no other follows.
 */
export async function readDirect(
  type: string,
  answer: (request: WireRequest) => WireAnswer | null,
  {
    region = "eu-central-1",
    isRegional = false,
    seconds,
  }: { readonly region?: string; readonly isRegional?: boolean; readonly seconds?: number } = {},
): Promise<{
  readonly reading: ScopeReading;
  readonly items: readonly Item[];
  readonly asked: readonly WireRequest[];
}> {
  const asked: WireRequest[] = [];
  const wire = await startWire((request) => {
    if (request.call === "GetCallerIdentity") return identity(ID);
    if (request.call === "DescribeRegions")
      return xml("<DescribeRegionsResponse><regionInfo/></DescribeRegionsResponse>");
    asked.push(request);
    return answer(request);
  });
  const restore = withEnvironment({ ...NO_CREDENTIALS, ...wire.env });
  try {
    const account = {
      id: ID,
      regions: [region],
      role: null,
      externalId: null,
      lane: "direct",
      aggregator: null,
    } as const;
    const reader = openAws({ accounts: [account], credentials: credentialsAtHand(), clock: Date.now });
    const items: Item[] = [];
    const people = { person: (provider: string, value: string) => `${provider}:${value}`, remember: () => undefined };
    const units = [{ type, region: isRegional ? region : "global" }];
    const last = seconds === undefined ? {} : { deadline: Date.now() + seconds * 1000, isLast: true };
    const reading = await reader.read({ scope: `aws/${ID}`, units, ...people, ...last }, (item) => items.push(item));
    return { reading, items, asked };
  } finally {
    restore();
    await wire.stop();
  }
}
