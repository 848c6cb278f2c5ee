// Makes questions of the traffic that a company has not listed: few enough to ask a firewall one by one, and together all of it.
import { carries, hasPorts, isPortRange, isProtocol, nameOf, PORTED, protocolOf, type Transport } from "./transport.ts";

/** The traffic that a rule names: a protocol as its cloud writes it, and ports (`*`, `22`, `20-25`) where the protocol has some. */
export type Named = { readonly protocol: string; readonly ports: readonly string[] };

/** Ports that follow one another, both ends included. */
export type Span = readonly [first: number, last: number];

/** The traffic that a company lists: ports by protocol, and protocols without ports. */
export type Listed = {
  readonly ports: ReadonlyMap<Transport, readonly Span[]>;
  readonly protocols: ReadonlySet<Transport>;
};

/**
 * A question: traffic that every rule treats alike. `port` stands for all of `spans`, none of which is listed; a protocol without
 * ports has no spans. `others`: the protocol stands for all that no rule names.
 */
export type Asked = {
  readonly transport: Transport;
  readonly port: number;
  readonly spans: readonly Span[];
  readonly others: boolean;
};

const LAST = 65535;

/** The ports of a text; null for a text that is no range of ports. */
export function spanOf(text: string): Span | null {
  if (text === "*") return [0, LAST];
  if (!isPortRange(text)) return null;
  const [from = 0, to = from] = text.split("-").map(Number);
  return [from, Math.min(to, LAST)];
}

/**
 * The questions about all traffic that is not listed. Ports that the same rules name are one question, so there are no more than
 * rules have sets of ports in common. Ports that can't be read make no difference here: the rule that has them is a fault of its own. A protocol
 * that can't be read may be any: its ports are a question of their own.
 */
export function askedTraffic(named: readonly Named[], listed: Listed): readonly Asked[] {
  return [...PORTED.flatMap((transport) => portsAsked(named, transport, listed)), ...protocolsAsked(named, listed)];
}

function portsAsked(named: readonly Named[], transport: Transport, listed: Listed): readonly Asked[] {
  if (listed.protocols.has(transport)) return [];
  const free = listed.ports.get(transport) ?? [];
  const rules = named
    .filter(({ protocol }) => !isProtocol(protocol) || carries(protocol, transport))
    .map(({ ports }) => ports.map(spanOf).filter((span) => span !== null));
  const cuts = [...free, ...rules.flat()].flatMap(([first, last]) => [first, last + 1]);
  const starts = [...new Set([0, ...cuts])].filter((cut) => cut <= LAST).sort((a, b) => a - b);
  const at = new Map(starts.map((start, index) => [start, index]));
  /** The starts that spans cover; the port after each span is a start too, or past the last. */
  const covered = (spans: readonly Span[]): ReadonlySet<number> =>
    new Set(
      spans.flatMap(([first, last]) => {
        const [from = 0, to = starts.length] = [at.get(first), at.get(last + 1)];
        return Array.from({ length: to - from }, (_, more) => from + more);
      }),
    );
  const isFree = covered(free);
  const namedBy = starts.map((): number[] => []);
  for (const [index, ports] of rules.entries()) for (const start of covered(ports)) namedBy[start]?.push(index);
  const spans = starts.flatMap((first, start): Cut[] =>
    isFree.has(start)
      ? []
      : [{ span: [first, (starts[start + 1] ?? LAST + 1) - 1], rules: namedBy[start]?.join() ?? "" }],
  );
  const alike = Map.groupBy(spans, ({ rules: by }) => by);
  return [...alike.values()].map((same) => ({
    transport,
    port: same[0]?.span[0] ?? 0,
    spans: joined(same.map(({ span }) => span)),
    others: false,
  }));
}

/** Ports that every rule treats alike, and the rules that name them. */
type Cut = { readonly span: Span; readonly rules: string };

/** Spans that follow one another are one. */
export function joined(spans: readonly Span[]): readonly Span[] {
  const runs: Span[] = [];
  for (const [first, last] of spans.toSorted(([a], [b]) => a - b)) {
    const before = runs.at(-1);
    if (before !== undefined && first <= before[1] + 1) runs[runs.length - 1] = [before[0], Math.max(before[1], last)];
    else runs.push([first, last]);
  }
  return runs;
}

/** Numbers that IANA leaves unassigned: the first that neither a rule nor the company names stands for all others. */
const UNASSIGNED = Array.from({ length: 105 }, (_, at) => 252 - at);

function protocolsAsked(named: readonly Named[], { protocols }: Listed): readonly Asked[] {
  const written = named.flatMap(({ protocol }) => protocolOf(protocol) ?? []).filter((one) => !hasPorts(one));
  const other = UNASSIGNED.find((number) => !written.includes(number) && !protocols.has(number));
  const asked = (transport: Transport, others: boolean): Asked => ({ transport, port: 0, spans: [], others });
  return [
    ...[...new Set(written)].filter((one) => !protocols.has(one)).map((one) => asked(one, false)),
    ...(other === undefined ? [] : [asked(other, true)]),
  ];
}

/** Traffic in words, such as `tcp/22`, `udp/0-65535`, `esp`, `other protocols`. */
export function shownTraffic({
  transport,
  spans,
  others,
}: Pick<Asked, "transport" | "spans" | "others">): readonly string[] {
  if (others) return ["other protocols"];
  if (!hasPorts(transport)) return [nameOf(transport)];
  return spans.map(([first, last]) => `${nameOf(transport)}/${first === last ? first : `${first}-${last}`}`);
}
