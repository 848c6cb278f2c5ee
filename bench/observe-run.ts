// Observes generated exports once and says what it took: run as a process of its own, so that its memory is its own.
import { collectFrom } from "../cli/collecting/collect.ts";
import { homeOf, openHome } from "../cli/places/home.ts";
import { configOf } from "./home.ts";
import { answer, request } from "./child.ts";

export type ObserveRequest = {
  readonly ledger: string;
  readonly directory: string;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
};

export type Observed = {
  /** Of all threads together. */
  readonly cpuSeconds: number;
  readonly population: number;
  /** Bytes appended, by scope. */
  readonly bytes: readonly number[];
};

const { ledger, directory, accounts, regions } = request<ObserveRequest>();
const config = configOf(accounts, regions);
const home = await openHome(homeOf(ledger), config);
const began = process.cpuUsage();
const { observed, failed } = await collectFrom({ home, config, directory, slot: null });
const { user, system } = process.cpuUsage(began);
if (failed.size > 0) throw new Error([...failed.values()].join("\n"));
const said: Observed = {
  cpuSeconds: (user + system) / 1e6,
  population: observed.reduce((sum, each) => sum + each.population, 0),
  bytes: observed.map(({ bytes }) => bytes),
};
answer(said);
