// Lists frameworks beside SOC 2 whose requirements a control speaks to, and how their identifiers look. Their texts are not here.

export type FrameworkId = "iso27001" | "csf" | "nist80053" | "cis" | "pci" | "hipaa" | "gdpr";

export type Framework = {
  /** Name and edition. */
  readonly name: string;
  /** Examples of identifiers, for messages. */
  readonly example: string;
  /** Whether the edition has an identifier of this form. Where it numbers without gaps, whether it has this one. */
  readonly has: (id: string) => boolean;
};

/** By chapter, how many entries it has. */
type Counts = { readonly [chapter: string]: number };

const numbered =
  (counts: Counts) =>
  (id: string): boolean => {
    const [, chapter = "", entry = ""] = /^([1-9]\d?)\.([1-9]\d?)$/.exec(id) ?? [];
    return Number(entry) >= 1 && Number(entry) <= (counts[chapter] ?? 0);
  };

const listed = (ids: string) => {
  const known = new Set(ids.split(" "));
  return (id: string): boolean => known.has(id);
};

/** ISO/IEC 27001:2022, Annex A: 37 organizational, 8 people, 14 physical and 34 technological controls. */
const ANNEX_A: Counts = { 5: 37, 6: 8, 7: 14, 8: 34 };

/** CIS Controls 8.1: safeguards of each of the 18 controls, 153 in all. */
const SAFEGUARDS: Counts = Object.fromEntries(
  [5, 7, 14, 12, 6, 8, 7, 12, 7, 7, 5, 8, 11, 9, 7, 14, 9, 5].map((count, at) => [at + 1, count]),
);

/** NIST CSF 2.0 (NIST CSWP 29): the categories of its six functions. */
const CATEGORY =
  /^(?:GV\.(?:OC|RM|RR|PO|OV|SC)|ID\.(?:AM|RA|IM)|PR\.(?:AA|AT|DS|PS|IR)|DE\.(?:CM|AE)|RS\.(?:MA|AN|CO|MI)|RC\.(?:RP|CO))-\d{2}$/;

/** NIST SP 800-53 revision 5: its 20 families; a control, or one of its enhancements in brackets. */
const CONTROL = /^(?:AC|AT|AU|CA|CM|CP|IA|IR|MA|MP|PE|PL|PM|PS|PT|RA|SA|SC|SI|SR)-[1-9]\d?(?:\([1-9]\d?\))?$/;

/** PCI DSS 4.0.1: twelve requirements, each in up to four levels. */
const REQUIREMENT = /^(?:[1-9]|1[0-2])(?:\.[1-9]\d?){1,3}$/;

export const FRAMEWORKS: { readonly [id in FrameworkId]: Framework } = {
  iso27001: { name: "ISO/IEC 27001:2022, Annex A", example: "8.24", has: numbered(ANNEX_A) },
  csf: { name: "NIST CSF 2.0", example: "PR.DS-01", has: (id) => CATEGORY.test(id) },
  nist80053: { name: "NIST SP 800-53 revision 5", example: "IA-2(1)", has: (id) => CONTROL.test(id) },
  cis: { name: "CIS Controls 8.1", example: "3.11", has: numbered(SAFEGUARDS) },
  pci: { name: "PCI DSS 4.0.1", example: "8.4.2", has: (id) => REQUIREMENT.test(id) },
  hipaa: {
    name: "HIPAA, 45 CFR 164.312",
    example: "(a)(2)(iv)",
    has: listed("(a)(1) (a)(2)(i) (a)(2)(ii) (a)(2)(iii) (a)(2)(iv) (b) (c)(1) (c)(2) (d) (e)(1) (e)(2)(i) (e)(2)(ii)"),
  },
  gdpr: { name: "GDPR, Article 32(1)", example: "(a)", has: listed("(a) (b) (c) (d)") },
};

export const FRAMEWORK_IDS = Object.keys(FRAMEWORKS) as readonly FrameworkId[] as readonly [
  FrameworkId,
  ...FrameworkId[],
];

/** The identifiers of each framework that a control speaks to. A framework without an entry has none that we are sure of. */
export type Identifiers = { readonly [id in FrameworkId]?: readonly string[] };
