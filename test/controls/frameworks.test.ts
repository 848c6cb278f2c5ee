// Identifiers of other frameworks: what each edition has, and that the default controls name nothing else.
import { describe, expect, test } from "vitest";
import { controlMatrix, ControlInput } from "../../config/members/control-matrix.ts";
import { defaultControls } from "../../controls/default-controls.ts";
import { FRAMEWORK_IDS, FRAMEWORKS, type FrameworkId } from "../../controls/frameworks.ts";

const cases: { readonly [id in FrameworkId]: { readonly has: string; readonly lacks: string } } = {
  iso27001: { has: "5.1 5.37 6.8 7.14 8.1 8.34", lacks: "5.38 6.9 7.15 8.35 8.0 4.1 9.1 A.8.24 8.024 8.24.1 8" },
  csf: {
    has: "GV.OC-01 ID.AM-08 PR.AA-03 PR.IR-01 DE.CM-09 RS.MI-02 RC.RP-06",
    lacks: "PR.AC-1 PR.AA-3 PR.XX-01 XX.AA-01 PR.AA pr.aa-03",
  },
  nist80053: { has: "AC-2 AC-2(13) IA-2(1) SC-28 PT-8 SR-12", lacks: "AC-0 AC-02 AC2 AP-1 AC-2.1 AC-2() ac-2 AC-100" },
  cis: { has: "1.1 3.14 4.12 16.14 18.5", lacks: "1.6 3.15 16.15 18.6 19.1 0.1 3.0" },
  pci: { has: "1.3.1 8.4.2 8.3.10.1 10.5.1 12.10", lacks: "13.1 0.1 8 8.4.2. 8..4 8.3.10.1.1" },
  hipaa: { has: "(a)(1) (a)(2)(iv) (b) (d) (e)(2)(ii)", lacks: "(a) (a)(2) (a)(2)(v) (f) 164.312(a)(1)" },
  gdpr: { has: "(a) (b) (c) (d)", lacks: "(e) a 32(1)(a)" },
};

describe.each(FRAMEWORK_IDS)("%s", (id) => {
  const { has, example } = FRAMEWORKS[id];
  test.each(cases[id].has.split(" "))("has %s", (each) => expect(has(each)).toBe(true));
  test.each(["", ...cases[id].lacks.split(" ")])("does not have %j", (each) => expect(has(each)).toBe(false));
  test("has its example, and the default controls name nothing else", () => {
    const named = defaultControls.flatMap(({ frameworks }) => frameworks[id] ?? []);
    expect(named.length).toBeGreaterThan(3);
    expect([example, ...named].filter((each) => !has(each))).toEqual([]);
  });
});

describe("a company's own control", () => {
  const own = { id: "C-1", basedOn: "TM-ENC-1", owner: { role: "Security" } };
  const frameworksOf = (members: object): unknown =>
    controlMatrix([ControlInput.parse({ ...own, ...members })], () => "Security")[0]?.frameworks;
  const mistakes = (frameworks: object): string[] | undefined =>
    ControlInput.safeParse({ ...own, frameworks }).error?.issues.map(
      ({ path, message }) => `${path.join(".")}: ${message}`,
    );

  test("takes over the identifiers of the one that it is based on, or has its own", () => {
    expect(frameworksOf({})).toMatchObject({ iso27001: ["8.24"], gdpr: ["(a)"] });
    expect(frameworksOf({ frameworks: { iso27001: ["8.10"] } })).toEqual({ iso27001: ["8.10"] });
    expect(frameworksOf({ frameworks: {} })).toEqual({});
  });

  test("is refused where an identifier has another form, or a framework is unknown", () => {
    expect(mistakes({ iso27001: ["8.24", "A.8.24"], cis: ["3.15"] })).toEqual([
      'frameworks.iso27001.1: found "A.8.24", expected an identifier of ISO/IEC 27001:2022, Annex A, such as 8.24',
      'frameworks.cis.0: found "3.15", expected an identifier of CIS Controls 8.1, such as 3.11',
    ]);
    expect(mistakes({ nist: ["AC-2"] })).toHaveLength(1);
    expect(mistakes({ csf: [] })).toHaveLength(1);
  });
});
