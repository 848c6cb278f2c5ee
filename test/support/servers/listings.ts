// What AWS answers to the lists that every command starts from: accounts and regions.
import { xml, type WireAnswer } from "./wire.ts";

/** An answer of a JSON protocol (Config, Organizations). */
export const json = (body: object): WireAnswer => ({
  headers: { "content-type": "application/x-amz-json-1.1" },
  body: JSON.stringify(body),
});

/** What DescribeRegions says of regions that are turned on. */
export const regions = (...names: readonly string[]): WireAnswer =>
  xml(
    `<DescribeRegionsResponse><regionInfo>${names.map((name) => `<item><regionName>${name}</regionName></item>`).join("")}</regionInfo></DescribeRegionsResponse>`,
  );

/** What ListAccounts says: the state of each account by its id. */
export const accounts = (states: Readonly<Record<string, string>>): WireAnswer =>
  json({ Accounts: Object.entries(states).map(([Id, State]) => ({ Id, State })) });
