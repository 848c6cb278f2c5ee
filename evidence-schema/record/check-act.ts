// Checks the content of an act, and where a restart of the acts may stand (FORMAT.md A1, C7).
import { checkShape } from "./parse-body.ts";
import { ACTS, actOf, isRunType } from "./record-schema.ts";
import { requireSorted } from "../bytes/sorted.ts";
import { require, show } from "../violation.ts";

type Place = {
  /** The segment begins a higher gen. */
  readonly restarting: boolean;
  /** The record is its first. */
  readonly first: boolean;
};

/** Throws Violation of A1 unless the record is an act (or of a type that is not known), of C7 where a restart is misplaced. */
export function checkAct(
  { type, body }: { readonly type: string; readonly body: unknown },
  { restarting, first }: Place,
): void {
  const known = actOf(type);
  require(known !== undefined || !isRunType(type), "A1", () => `records of types ${Object.keys(ACTS).join(", ")}`, () =>
    type);
  const expected = restarting && first;
  require((type === "restart") === expected, "C7", () =>
    expected
      ? "an act restart as the first record of a higher gen"
      : "an act restart only as the first record of a higher gen", () => type);
  const { principal } = body as { readonly principal?: unknown };
  require(typeof principal === "string" && principal !== "", "A1", "a principal", () => show(principal));
  if (known === undefined) return;
  if (type === "restart") checkShape("C7", ACTS.restart.pick({ restarts: true }), body);
  checkShape("A1", known, body);
  if (type === "disowned") {
    const { objects } = body as { readonly objects: readonly Named[] };
    require(objects.length > 0, "A1", "at least one object", () => "none");
    requireSorted("A1", "objects", keysOf(objects));
  }
  if (type === "restart") {
    const { restarts } = body as { readonly restarts: { readonly abandoned: readonly Named[] } };
    requireSorted("C7", "abandoned", keysOf(restarts.abandoned));
  }
}

type Named = { readonly key: string };
const keysOf = (items: readonly Named[]): string[] => items.map(({ key }) => key);
