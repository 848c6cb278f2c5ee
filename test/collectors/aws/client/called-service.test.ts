// Calls wait for the limit that AWS documents for them, and not for that of another call of the service.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { accountBudget } from "../../../../collectors/aws/client/called-service.ts";

beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(() => vi.useRealTimers());

const at = (): Promise<number> => Promise.resolve(Date.now());

/** Milliseconds until all is answered, by the clock that nobody waits for. */
async function waited(work: Promise<unknown>): Promise<number> {
  let over = false;
  void work.then(() => (over = true));
  for (let second = 0; !over && second < 120; second += 1) await vi.advanceTimersByTimeAsync(1000);
  await work;
  return Date.now();
}

test("200 tables of DynamoDB are described without waiting for their tags", async () => {
  const budget = accountBudget();
  const tables = Array.from({ length: 200 });
  const described = tables.map(() => budget.spend("DynamoDBClient", "DescribeTableCommand", "eu-central-1", at));
  const tagged = described.map(async (table) => {
    await table;
    return budget.spend("DynamoDBClient", "ListTagsOfResourceCommand", "eu-central-1", at);
  });
  // Ten tags a second: 200 tables take twenty seconds, and not the forty that they take in one queue.
  expect(await waited(Promise.all(tagged))).toBeLessThanOrEqual(22_000);
  expect(Math.max(...(await Promise.all(described)))).toBeLessThanOrEqual(3_000);
  const times = await Promise.all(tagged);
  for (let second = 0; second < 22; second += 1) {
    const within = times.filter((time) => time >= second * 1000 && time < (second + 1) * 1000);
    expect(within.length).toBeLessThanOrEqual(10);
  }
});

test("regions have limits of their own, and calls without one share that of their service", async () => {
  const budget = accountBudget();
  const calls = ["DescribeInstancesCommand", "DescribeVpcsCommand"].flatMap((command) =>
    Array.from({ length: 10 }, () => budget.spend("EC2Client", command, "eu-central-1", at)),
  );
  const elsewhere = Array.from({ length: 10 }, () => budget.spend("EC2Client", "DescribeVpcsCommand", "us-east-1", at));
  await waited(Promise.all([...calls, ...elsewhere]));
  expect(Math.max(...(await Promise.all(elsewhere)))).toBeLessThan(1000);
  expect((await Promise.all(calls)).filter((time) => time >= 1000)).toHaveLength(10);
});
