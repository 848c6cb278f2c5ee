// Lets the forge's fold fill in what records owe to the state before them.
import { Fold, type Written } from "../forge/fold.ts";
import { judgeOf } from "../forge/documents.ts";
import type { DocumentPlan, Draft, Restatements } from "../forge/plan.ts";
import type { Rebuilding } from "./rebuilding.ts";
import type { Said } from "./decoded.ts";
import type { Repair } from "./repairs.ts";
import { isMembers, type Members, put, type Value, textOf } from "./value.ts";

/** Which members of a body each repair computes anew. */
const COMPUTED: Readonly<Record<string, readonly (readonly [Repair, string])[]>> = {
  "run-opened": [["units", "units"]],
  observation: [["since", "since"]],
  context: [["since", "since"]],
  "run-closed": [
    ["closing", "counts"],
    ["closing", "population"],
    ["closing", "root"],
  ],
};
const OF_FINDINGS: readonly (readonly [Repair, string])[] = [
  ["held", "held"],
  ["held", "transition"],
  ["judge", "version"],
  ["judge", "lanes"],
];
const OF_ROWS: readonly (readonly [Repair, string])[] = [
  ["counted", "listed"],
  ["counted", "observed"],
];

export class StateRepair {
  readonly #scope: string;
  readonly #rebuilding: Rebuilding;
  readonly #fold = new Fold();

  constructor(scope: string, rebuilding: Rebuilding) {
    this.#scope = scope;
    this.#rebuilding = rebuilding;
  }

  /** The lines of a segment whose first has `seq`, repaired; as they are where they are beyond the fold. */
  fill(lines: readonly Said[], seq: number): Said[] {
    try {
      return this.#fill(lines, seq);
    } catch {
      return [...lines];
    }
  }

  #fill(lines: readonly Said[], seq: number): Said[] {
    const first = recordOf(lines[0] as Said);
    const restated = lines.filter((line) => isRestated(line) && this.#rebuilding.repairs.has("restatements"));
    const drafts: (Draft | Restatements)[] = [];
    const sources: (Said | null)[] = [];
    for (const line of lines) {
      if (!restated.includes(line)) {
        drafts.push(this.#draft(line));
        sources.push(line);
      } else if (line === restated[0]) {
        drafts.push({ restate: true, lie: (truth: readonly Draft[]) => truth.map((each) => changed(each, restated)) });
        sources.push(null);
      }
    }
    const place = { gen: Number(first["gen"]), seq, time: textOf(first["time"]) };
    const written = this.#fold.fill(drafts, place, judgeOf(this.#documents(first), this.#scope));
    const more = written.length - drafts.length;
    let at = 0;
    return sources.flatMap((line) => {
      const own = written.slice(at, (at += line === null ? more + 1 : 1));
      return own.map((each) => (line === null ? restatement(each, restated[0] as Said) : this.#merged(line, each)));
    });
  }

  #draft(line: Said): Draft {
    const { type, body } = recordOf(line);
    if (!isMembers(body)) throw new Error("found no object, expected a body");
    const draft = this.#lacking(body, COMPUTED[textOf(type)] ?? [], line.kept, "body");
    if (isMembers(body["finding"]))
      put(draft, "finding", this.#lacking(body["finding"], OF_FINDINGS, line.kept, "body/finding"));
    for (const [list, computed] of [
      ["findings", OF_FINDINGS],
      ["units", OF_ROWS],
    ] as const) {
      const items = body[list];
      if (!Array.isArray(items) || (list === "units" && type !== "coverage")) continue;
      const stripped = items.map((item, i) =>
        isMembers(item) ? this.#lacking(item, computed, line.kept, `body/${list}/${i}`) : item,
      );
      put(draft, list, stripped);
    }
    return { type: textOf(type), body: draft } as Draft;
  }

  #lacking(
    members: Members,
    computed: readonly (readonly [Repair, string])[],
    kept: ReadonlySet<string>,
    path: string,
  ): Members {
    const repaired = new Set(
      computed.flatMap(([repair, name]) =>
        this.#rebuilding.repairs.has(repair) && !isKept(kept, `${path}/${name}`) ? [name] : [],
      ),
    );
    const result: Members = {};
    for (const [name, value] of Object.entries(members)) if (!repaired.has(name)) put(result, name, value);
    return result;
  }

  /** The line with what was computed for it; members that it lacked it goes on lacking. */
  #merged(line: Said, { body }: Written): Said {
    const record = recordOf(line);
    return { ...line, value: { ...record, body: only(record["body"] as Value, body as Value) } };
  }

  #documents(opened: Members): DocumentPlan {
    const body = opened["body"];
    const named = isMembers(body) && isMembers(body["documents"]) ? body["documents"] : {};
    const of = (kind: string): Value => this.#rebuilding.documents.get(textOf(named[kind])) ?? null;
    return { tests: of("tests"), roster: of("roster") } as DocumentPlan;
  }
}

const recordOf = ({ value }: Said): Members => (isMembers(value) ? value : {});

/** Whether a path, or one that it lies under or that lies under it, was changed. */
const isKept = (kept: ReadonlySet<string>, path: string): boolean =>
  [...kept].some((each) => each === path || each.startsWith(`${path}/`));

function isRestated(line: Said): boolean {
  const { body } = recordOf(line);
  return isMembers(body) && body["restated"] === true;
}

/** The restatement as it was changed, where it was. */
function changed(truth: Draft, restated: readonly Said[]): Draft {
  const own = restated.find((line) => {
    const { body } = recordOf(line);
    return line.kept.size > 0 && isMembers(body) && body["key"] === truth.body["key"];
  });
  return own === undefined ? truth : { ...truth, body: recordOf(own)["body"] as Draft["body"] };
}

const restatement = ({ type, body }: Written, like: Said): Said => ({
  ...like,
  kept: new Set(),
  value: { ...recordOf(like), type, body: body as Value },
});

/** What `computed` says of the members that `said` has, in lists item by item. */
function only(said: Value, computed: Value | undefined): Value {
  if (computed === undefined) return said;
  if (!isMembers(said) || !isMembers(computed)) return computed;
  const result: Members = {};
  for (const [name, value] of Object.entries(said)) {
    const truth = Object.hasOwn(computed, name) ? computed[name] : value;
    const items = Array.isArray(value) && Array.isArray(truth) && (name === "findings" || name === "units");
    if (items && value.length === truth.length)
      put(
        result,
        name,
        value.map((item, i) => only(item, truth[i])),
      );
    else put(result, name, name === "finding" ? only(value, truth) : (truth as Value));
  }
  return result;
}
