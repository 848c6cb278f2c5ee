// The way from the internet to an interface of AWS, against a model that asks every packet. What can't be read is tried both ways.
import fc from "fast-check";
import { expect, test } from "vitest";
import { blockPart } from "../../../../../checks/engines/reachability/aws/block-public-access.ts";
import { aclPart } from "../../../../../checks/engines/reachability/aws/network-acl.ts";
import { exposureThrough, letsIn, unread, type Part } from "../../../../../checks/engines/reachability/aws/part.ts";
import { routesIn } from "../../../../../checks/engines/reachability/aws/route-table.ts";
import { groupOpenings } from "../../../../../checks/engines/reachability/aws/security-group.ts";
import { runs } from "../../../../support/scale.ts";
import { BOUND } from "../../bound.ts";
import {
  BLOCKS,
  cidr,
  cidrHas,
  cidrText,
  PORTS,
  span,
  spanHas,
  TRANSPORTS,
  type Cidr,
  type Span,
} from "../small-world.ts";
import {
  aclEntry,
  aclModel,
  aclOf,
  blocksIn,
  eachOnce,
  leadsIn,
  listOf,
  routed,
  routeModel,
  tableOf,
  type AclEntry,
  type Routed,
  type Target,
  type Transport,
} from "./packets.ts";

test("network ACLs let in what the first entry for each packet and its answer lets through", () => {
  fc.assert(
    fc.property(fc.array(aclEntry(["yes"]), { maxLength: 6 }), (entries) => {
      for (const port of PORTS)
        for (const transport of TRANSPORTS) {
          const { reach, problem } = aclPart(aclOf(entries), port, transport);
          const model = aclModel(entries, transport, port);
          expect([blocksIn(reach.sure), blocksIn(reach.may), problem]).toEqual([model, model, null]);
        }
    }),
    { numRuns: runs(1500) },
  );
});

test("entries that can't be read are tried both ways: nothing is certain that one way denies, nothing is lost", () => {
  const entries = fc.array(aclEntry(["yes", "yes", "no-ports", "no-protocol", "no-action"]), { maxLength: 5 });
  fc.assert(
    fc.property(entries, fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }), (all, choices) => {
      for (const port of [22, 24])
        for (const transport of TRANSPORTS) {
          const { reach } = aclPart(aclOf(all), port, transport);
          const world = (entry: AclEntry, what: "is-for" | "allows") =>
            choices[all.indexOf(entry) * 2 + (what === "allows" ? 1 : 0)] === true;
          const model = aclModel(all, transport, port, world);
          expect(model).toEqual(expect.arrayContaining([...blocksIn(reach.sure)]));
          expect(blocksIn(reach.may)).toEqual(expect.arrayContaining([...model]));
        }
    }),
    { numRuns: runs(2000) },
  );
});

test("the most specific route to each address decides", () => {
  const list = fc.record({
    target: fc.constantFrom<Target>("igw", "nat"),
    entries: fc.array(cidr, { maxLength: 2 }),
    isRead: fc.constant(true),
  });
  fc.assert(
    fc.property(fc.array(routed, { maxLength: 6 }), fc.array(list, { maxLength: 1 }), (all, lists) => {
      const routes = eachOnce(all);
      const { reach, problem } = routesIn(tableOf(routes, lists), listOf(lists));
      const model = routeModel(routes, lists, leadsIn);
      expect([blocksIn(reach.sure), blocksIn(reach.may), problem]).toEqual([model, model, null]);
    }),
    { numRuns: runs(3000) },
  );
});

test("routes that can't be read are tried both ways", () => {
  const list = fc.record({
    target: fc.constantFrom<Target>("igw", "nat", "endpoint"),
    entries: fc.array(cidr, { maxLength: 2 }),
    isRead: fc.boolean(),
  });
  const some = fc.record({
    block: cidr,
    target: fc.constantFrom<Target>("igw", "nat"),
    state: fc.constant("active" as const),
    known: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(some, { maxLength: 4 }),
      fc.array(list, { maxLength: 1 }),
      fc.boolean(),
      (all, lists, does) => {
        const routes = eachOnce(all);
        const { reach } = routesIn(tableOf(routes, lists), listOf(lists));
        const model = routeModel(routes, lists, (route) => (route.known ? leadsIn(route) : does));
        expect(model).toEqual(expect.arrayContaining([...blocksIn(reach.sure)]));
        expect(blocksIn(reach.may)).toEqual(expect.arrayContaining([...model]));
      },
    ),
    { numRuns: runs(3000) },
  );
});

// --- the whole way

type World = {
  readonly permissions: readonly { readonly block: Cidr; readonly ports: Span; readonly protocol: Transport }[];
  readonly acl: readonly AclEntry[];
  readonly routes: readonly Routed[];
  readonly blocked: boolean;
  readonly hidden: readonly string[];
};

const world: fc.Arbitrary<World> = fc.record({
  permissions: fc.array(fc.record({ block: cidr, ports: span, protocol: fc.constantFrom<Transport>("tcp", "udp") }), {
    maxLength: 3,
  }),
  acl: fc.array(aclEntry(["yes"]), { maxLength: 4 }),
  routes: fc.array(routed, { maxLength: 3 }).map(eachOnce),
  blocked: fc.constantFrom(false, false, false, true),
  hidden: fc.subarray(["groups", "acl", "routes", "block"], { maxLength: 2 }),
});

/** The way by what was read, with the parts that hidden ones leave unread. */
function exposed({ permissions, acl, routes, blocked, hidden }: World, port: number, transport: Transport) {
  const group = {
    IpPermissions: permissions.map(({ block, ports, protocol }) => ({
      IpProtocol: protocol,
      FromPort: ports[0],
      ToPort: ports[1],
      IpRanges: [{ CidrIp: cidrText(block) }],
    })),
  };
  const problem = (detail: string) => ({ code: "denied", detail }) as const;
  const none = { openings: [], problem: problem("groups") };
  const mode = { InternetGatewayBlockMode: blocked ? "block-ingress" : "off", Exclusions: [] };
  const parts: readonly Part[] = [
    hidden.includes("block") ? unread(problem("block")) : blockPart(mode, "subnet-1", "vpc-1"),
    hidden.includes("routes") ? unread(problem("routes")) : routesIn(tableOf(routes, []), listOf([])),
    hidden.includes("acl") ? unread(problem("acl")) : aclPart(aclOf(acl), port, transport),
  ];
  const rules = hidden.includes("groups") ? none : groupOpenings(group, port, transport, () => ({ is: "none" }));
  return { exposure: exposureThrough(rules, parts, BOUND), parts };
}

/** Whether some packet of the internet reaches the port, where a hidden part lets everything through, or nothing. */
function isReached(
  { permissions, acl, routes, blocked, hidden }: World,
  port: number,
  transport: Transport,
  lets: boolean,
) {
  const part = (name: string, reads: boolean): boolean => (hidden.includes(name) ? lets : reads);
  const byAcl = aclModel(acl, transport, port);
  const byRoutes = routeModel(routes, [], leadsIn);
  return BLOCKS.some(
    (block) =>
      part(
        "groups",
        permissions.some((one) => one.protocol === transport && spanHas(one.ports, port) && cidrHas(one.block, block)),
      ) &&
      part("acl", byAcl.includes(block)) &&
      part("routes", byRoutes.includes(block)) &&
      part("block", !blocked) &&
      isPublic(block),
  );
}

/** Blocks of 0.0.0.0/4 to 208.0.0.0/4 have public addresses; those from 224.0.0.0 on have none. */
const isPublic = (block: number): boolean => block < 14;

test("an interface is open, closed or unknown as every packet says", () => {
  fc.assert(
    fc.property(world, (given) => {
      for (const port of [22, 23, 25])
        for (const transport of TRANSPORTS) {
          const { exposure, parts } = exposed(given, port, transport);
          const least = isReached(given, port, transport, false);
          const most = isReached(given, port, transport, true);
          expect(exposure.open.length > 0).toBe(least);
          expect(exposure.problem !== null).toBe(most && !least);
          // The cause is a part that was not read.
          if (exposure.problem !== null) expect(given.hidden).toContain(exposure.problem.detail);
          if (letsIn(parts, BOUND) === "no") expect(most).toBe(false);
        }
    }),
    { numRuns: runs(3000) },
  );
});

test("the cause is the part on which the answer hangs, not a group beside one that is open", () => {
  const open = { IpPermissions: [{ IpProtocol: "tcp", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }] };
  const { openings } = groupOpenings(open, 22, "tcp", () => ({ is: "none" }));
  const [group, routes] = [
    { code: "denied", detail: "group" },
    { code: "denied", detail: "routes" },
  ] as const;
  expect(exposureThrough({ openings, problem: group }, [unread(routes)], BOUND).problem).toBe(routes);
  expect(exposureThrough({ openings: [], problem: group }, [unread(routes)], BOUND).problem).toBe(group);
  expect(exposureThrough({ openings, problem: group }, [], BOUND)).toMatchObject({ problem: null });
});
