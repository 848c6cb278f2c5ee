// Writes news as events of the published schema.
import { failureId } from "../../audit/period/failure-id.ts";
import { isExample } from "../../audit/example-data.ts";
import type { ControlsDocument } from "../../controls/controls-document.ts";
import type { Genesis, Leaf } from "../../evidence-schema/log/log-schema.ts";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { canonicalLine } from "../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { splitUnit } from "../../evidence-schema/record/record.ts";
import { checkpointWith } from "../checkpoint.ts";
import type { TidemarkEvent } from "./event-schema.ts";
import type { Counted } from "../news/first-sight.ts";
import type { News } from "../news/news.ts";
import type { ResultNews } from "../news/result-news.ts";

/** Whose news they are. */
export type LedgerOfNews = {
  readonly ledger: string;
  readonly genesis: Genesis;
  readonly controls: ControlsDocument | null;
};

/** The members that every event of a leaf has. */
function baseOf(leaf: Leaf, { ledger, genesis }: Pick<LedgerOfNews, "ledger" | "genesis">): Base {
  const slot = leaf.kind === "seal" ? leaf.slot : null;
  const ofSeal = { index: leaf.index, time: leaf.time, slot, checkpoint: checkpointWith(leaf) };
  return { v: 1, ledger, system: genesis.system, example: isExample(genesis), seal: ofSeal };
}

/** The same of what the leaf itself says: it is known by the leaf's own digest. */
export const sealedBy = (
  leaf: Leaf,
  teller: Pick<LedgerOfNews, "ledger" | "genesis">,
): Base & { readonly id: string } => ({
  ...baseOf(leaf, teller),
  id: sha256Hex(canonicalLine(leaf as unknown as Json)),
});

/** In the order in which a reader wants them: results, then what is not observed, then summaries. */
export function eventsOf(news: News, teller: LedgerOfNews): TidemarkEvent[] {
  const { seal, firstSight } = news;
  const base = baseOf(seal, teller);
  const sealed = sealedBy(seal, teller);
  const events: TidemarkEvent[] = [
    ...news.results.map((result) => resultChanged(result, base, teller)),
    ...(["lost", "regained"] as const).flatMap((is) =>
      news[is].map(({ scope, problem, units, results, id, record }): TidemarkEvent => {
        const { code, detail: why } = problem;
        const detail = { scope, problem: { code, detail: why }, units: [...units], results, record };
        return { type: "Coverage Changed", detail: { ...base, id, is, ...detail } };
      }),
    ),
    ...news.failed.map(({ scope, problem }): TidemarkEvent => ({
      type: "Scope Not Observed",
      detail: { ...sealed, scope, problem },
    })),
    ...news.missed.map(({ first, count }): TidemarkEvent => ({
      type: "Run Missed",
      detail: { ...sealed, slot: first, slots: count },
    })),
    ...news.found.map((scope): TidemarkEvent => ({ type: "Scope Found", detail: { ...sealed, scope } })),
  ];
  events.push({ type: "Run Sealed", detail: { ...sealed, run: seal.run } });
  if (firstSight.isEmpty()) return events;
  const detail = {
    ...sealed,
    scopes: [...firstSight.scopes],
    baseline: counted(firstSight.baseline),
    rejudged: counted(firstSight.rejudged),
    unread: firstSight.unread.map(({ problem: { code, detail: why }, results }) => ({
      problem: { code, detail: why },
      results,
    })),
  };
  return [...events, { type: "Summary", detail }];
}

type Base = Pick<
  Extract<TidemarkEvent, { readonly type: "Result Changed" }>["detail"],
  "v" | "ledger" | "system" | "example" | "seal"
>;

function resultChanged(result: ResultNews, base: Base, { controls }: LedgerOfNews): TidemarkEvent {
  const { is, id, scope, check, entry, severity, owner, waiver, before, after, said } = result;
  const { because, byTime, differences } = result;
  const { key, name, unit, region } = entry;
  return {
    type: "Result Changed",
    detail: {
      ...base,
      id,
      is,
      failure: failureId({ scope, key, check }, result.opened ?? said.record),
      scope,
      check,
      controls: (controls?.controls ?? [])
        .filter((each) => each.checks.some((of) => of.check === check))
        .map((each) => each.id),
      severity,
      owner,
      waiver,
      resource: { key, name, type: splitUnit(unit).type, region },
      before,
      after,
      because,
      byTime,
      differences: differences.map((each) => ({ ...each })) as never,
      since: result.since,
      recorded: said.time,
      record: said.record,
    },
  };
}

const counted = (counts: ReadonlyMap<string, Counted>) =>
  [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([check, { results, failing }]) => ({ check, results, failing }));
