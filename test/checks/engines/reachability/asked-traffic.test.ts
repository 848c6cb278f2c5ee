// Every port and protocol that is not listed is asked about once, with all that the rules treat alike.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { askedTraffic, shownTraffic, type Named } from "../../../../checks/engines/reachability/asked-traffic.ts";
import { listedOf, listedTraffic } from "../../../../checks/engines/reachability/listed-traffic.ts";
import { carries, hasPort, isProtocol, PORTED, protocolOf } from "../../../../checks/engines/reachability/transport.ts";
import { z } from "zod";
import { runs } from "../../../support/scale.ts";

const bound = { broadestIpv4Prefix: 8, broadestIpv6Prefix: 32 };
const listed = (allowedPorts: readonly string[], allowIcmp = false) => listedOf({ allowedPorts, allowIcmp, ...bound });
const shown = (named: readonly Named[], ports: readonly string[], allowIcmp = false) =>
  askedTraffic(named, listed(ports, allowIcmp)).map((asked) => shownTraffic(asked).join(" "));

describe("traffic that is asked about", () => {
  it("is all of it where no rule names any and nothing is listed", () => {
    expect(shown([], [])).toEqual(["tcp/0-65535", "udp/0-65535", "sctp/0-65535", "other protocols"]);
  });

  it("leaves out listed ports, and has the ports that the same rules name as one question", () => {
    expect(
      shown([{ protocol: "tcp", ports: ["22", "443", "3389"] }], ["tcp/443", "udp/0-65535", "protocol/132"]),
    ).toEqual(["tcp/0-21 tcp/23-442 tcp/444-3388 tcp/3390-65535", "tcp/22 tcp/3389", "other protocols"]);
  });

  it("knows protocols by name and by number", () => {
    const named = ["icmp", "58", "esp", "51", "17", "-1", "nonsense"].map((protocol) => ({ protocol, ports: ["*"] }));
    const all = ["tcp/0-65535", "protocol/17", "sctp/0-65535"];
    expect(shown(named, all)).toEqual(["icmp", "icmpv6", "esp", "ah", "other protocols"]);
    expect(shown(named, [...all, "protocol/50"], true)).toEqual(["ah", "other protocols"]);
  });

  it("asks apart about ports of a rule whose protocol can't be read", () => {
    const all = ["udp/0-65535", "sctp/0-65535"];
    expect(shown([{ protocol: "Gre", ports: ["22"] }], all)).toEqual([
      "tcp/0-21 tcp/23-65535",
      "tcp/22",
      "other protocols",
    ]);
  });

  it("takes names that every object has for no protocol", () => {
    for (const text of ["constructor", "__proto__", "toString"]) {
      expect(isProtocol(text), text).toBe(false);
      expect(protocolOf(text), text).toBeNull();
    }
  });

  it("refuses a parameter that is no traffic", () => {
    const parameters = z.strictObject(listedTraffic);
    for (const text of ["80", "tcp/", "tcp/70000", "tcp/9-8", "protocol/256", "icmp/8", "TCP/80", "tcp/80,443"])
      expect(parameters.safeParse({ allowedPorts: [text] }).success, text).toBe(false);
    for (const text of ["tcp/0", "udp/1-65535", "sctp/9", "protocol/255"])
      expect(parameters.safeParse({ allowedPorts: [text] }).success, text).toBe(true);
  });

  const span = fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 3 })).map(([from, more]) => `${from}-${from + more}`);
  const rule = fc.record({
    protocol: fc.constantFrom("tcp", "6", "udp", "all", "1"),
    ports: fc.array(span, { maxLength: 3 }),
  });

  it("is each port that is not listed, once, and every rule treats a question's ports alike", () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 4 }), fc.array(span, { maxLength: 2 }), (named, free) => {
        const asked = askedTraffic(named, listed(free.map((text) => `tcp/${text}`)));
        for (const transport of PORTED) {
          for (let port = 0; port < 16; port++) {
            const of = asked.filter(
              (one) => one.transport === transport && one.spans.some(([first, last]) => first <= port && port <= last),
            );
            const isListed = transport === "tcp" && free.some((text) => hasPort(text, port));
            expect(of).toHaveLength(isListed ? 0 : 1);
            for (const one of of)
              for (const { ports } of named.filter((each) => carries(each.protocol, transport)))
                expect(ports.some((text) => hasPort(text, port))).toBe(ports.some((text) => hasPort(text, one.port)));
          }
        }
      }),
      { numRuns: runs(500) },
    );
  });
});
