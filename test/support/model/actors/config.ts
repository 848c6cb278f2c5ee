// The company changes its config: who is watched, by which tests, how often. What must be refused is taken back later.
import { ASKING } from "../estate/checks.ts";
import { SCOPES } from "../estate/company.ts";
import type { World } from "../simulation/world.ts";
import { after, type Actor } from "./actor.ts";

const HOUR_MS = 3_600_000;

export const enrol: Actor = {
  name: "a scope is enrolled",
  rate: 0.08,
  act: async (world) => enrolOne(world),
};

async function enrolOne(world: World): Promise<void> {
  const { enrolled, excluded } = world.company;
  const scope = world.random.pick(SCOPES);
  if (enrolled.has(scope)) return;
  excluded.delete(scope);
  enrolled.add(scope);
  world.say("an operator", `enrols ${scope}`);
}

export const exclude: Actor = {
  name: "a scope is excluded, with reason and approver",
  rate: 0.07,
  async act(world) {
    const { enrolled, excluded } = world.company;
    const scope = world.random.pick([...enrolled]);
    if (enrolled.size === 1) return;
    enrolled.delete(scope);
    excluded.set(scope, "it is sold");
    world.say("an operator", `excludes ${scope}`);
  },
};

export const drop: Actor = {
  name: "a scope is dropped without a word, and put back",
  rate: 0.05,
  async act(world) {
    const { enrolled, excluded } = world.company;
    const scope = world.random.pick([...enrolled, ...excluded.keys()]);
    const reason = excluded.get(scope);
    if (enrolled.size === 1 && enrolled.has(scope)) return;
    enrolled.delete(scope);
    excluded.delete(scope);
    world.say("an operator", `drops ${scope}`);
    await after(world, world.random.between(1, 2 * HOUR_MS));
    if (enrolled.has(scope) || excluded.has(scope)) return;
    if (reason === undefined) enrolled.add(scope);
    else excluded.set(scope, reason);
    world.say("an operator", `puts ${scope} back`);
  },
};

export const otherTests: Actor = {
  name: "other tests are deployed",
  rate: 0.06,
  async act(world) {
    world.company.asking = world.random.below(ASKING.length);
    world.say("an operator", `deploys tests ${world.company.asking}`);
  },
};

export const otherSchedule: Actor = {
  name: "another schedule is deployed",
  rate: 0.05,
  async act(world) {
    const { company, random } = world;
    if (random.chance(0.3)) company.everySeconds = company.everySeconds === 3600 ? 7200 : 3600;
    else company.graceSeconds = random.pick([300, 600, 1200]);
    world.say("an operator", `deploys every ${company.everySeconds} s, grace ${company.graceSeconds} s`);
  },
};

export const clouds: Actor = {
  name: "something changes in the clouds",
  rate: 1.2,
  async act(world) {
    world.estate.change();
  },
};
