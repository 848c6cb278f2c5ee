// Makes of a config's claims and accepted risks the documents and waivers that a run records.
import { makeBoundaryDocument } from "../controls/boundary-document.ts";
import { makeControlsDocument, type Adjusted } from "../controls/controls-document.ts";
import type { Waiver } from "../controls/waiver.ts";
import { makeWaiversDocument } from "../controls/waivers-document.ts";
import { controlMatrix } from "./members/control-matrix.ts";
import { endOf, startOf } from "./members/day.ts";
import type { Config } from "./schema.ts";
import { recordedAs, type Person, type PersonOrRole } from "./members/person-or-role.ts";

export type Policy = {
  /** Bytes of the documents of these kinds. */
  readonly documents: { readonly controls: Buffer; readonly waivers: Buffer; readonly boundary: Buffer };
  readonly waivers: readonly Waiver[];
};

/** `person`: reference of a person known by name; remembers the name outside the evidence. */
export function policyOf(config: Config, person: Person): Policy {
  const recorded = (who: PersonOrRole): string => recordedAs(who, person);
  const adjusted = Object.entries(config.checks).flatMap(([check, { severity, reason }]): Adjusted[] =>
    severity === undefined ? [] : [{ check, severity, reason }],
  );
  const waivers = config.waivers.map((input): Waiver => {
    const { id, risk, reason, ticket, checks, resources } = input;
    const [requester, approver] = [recorded(input.requester), recorded(input.approver)];
    const match = { checks: checks.map((check) => check.id).sort(), resources };
    return {
      id,
      risk,
      reason,
      ticket,
      requester,
      approver,
      from: startOf(input.from),
      until: endOf(input.until),
      match,
    };
  });
  return {
    documents: {
      controls: makeControlsDocument(
        controlMatrix(config.controls, recorded),
        adjusted,
        config.owners.map(({ match, owner }) => ({ match, owner: recorded(owner) })),
        config.staleAfter,
      ),
      waivers: makeWaiversDocument(waivers),
      boundary: makeBoundaryDocument(config.boundary),
    },
    waivers,
  };
}
