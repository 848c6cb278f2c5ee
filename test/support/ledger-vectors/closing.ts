// R8 and A1: what run-closed says, and what acts are.
import { lacking, lie, onSegment, saying } from "../forge/edit.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import type { Draft, Plan } from "../forge/plan.ts";
import { act, ACTS, at, ONE, seal } from "../forge/small.ts";
import { opened } from "../forge/statements.ts";
import { broken, type LedgerVector, valid } from "./vector.ts";

const closes = (name: string, what: string, change: (body: JsonObject) => JsonObject): LedgerVector =>
  broken("R8", name, what, lie(ONE, "a0", "run-closed", change));

const closings: readonly LedgerVector[] = [
  closes("no-population", "run-closed has no population", lacking("population")),
  closes("no-count", "an outcome has no count", (body) => ({
    ...body,
    counts: lacking("fail")(body["counts"] as JsonObject),
  })),
  closes("calls", "a service has a string of calls", saying({ calls: { config: "1" } })),
  closes("root", "the root is no digest", saying({ root: "none" })),
];

export const does = (type: string, body: JsonObject): Plan => ({
  ...ACTS,
  steps: [act("t0", at("09:01"), type, body), seal("s0", "t0", at("09:02"))],
});

const WAIVER: JsonObject = {
  id: "W-1",
  risk: "R-7",
  reason: "retired in May",
  ticket: "SEC-12",
  requester: "person:a",
  approver: "person:b",
  from: at("09:01"),
  until: at("10:00"),
  match: {},
};

const doing = (name: string, what: string, type: string, body: JsonObject): LedgerVector =>
  broken("A1", name, what, does(type, body));

const principal = (principal: string | null): Plan =>
  onSegment(ACTS, "t0", (segment) => ({
    ...segment,
    records: segment.records.map((draft) => ({ ...(draft as Draft), body: { ...(draft as Draft).body, principal } })),
  }));

export const EVERY: readonly [type: string, body: JsonObject][] = [
  ["deployment", { documents: { before: {}, after: { code: null } } }],
  ["roster-change", { scope: "aws/1", status: "enrolled", reason: "bought" }],
  ["waiver", WAIVER],
  [
    "response",
    { subject: "encrypted", about: { scope: "aws/1", gen: 0, seq: 7, check: "encrypted" }, text: "rotated" },
  ],
  [
    "attachment",
    {
      subject: "encrypted",
      digest: "d".repeat(64),
      bytes: 7,
      mediaType: "text/plain",
      name: "letter.txt",
      place: "elsewhere",
    },
  ],
  ["erasure", { references: ["person:c"], attachments: ["d".repeat(64)], reason: "left" }],
  ["disowned", { objects: [{ key: "notes.txt", object: "d".repeat(64) }], reason: "put by mistake" }],
  ["disclosure", { recipient: "auditor", from: at("08:00"), until: at("09:00"), reason: "audit of 2026" }],
  [
    "population",
    {
      asked: "all buckets",
      from: at("08:00"),
      until: at("09:00"),
      seal: 0,
      root: "e".repeat(64),
      count: 2,
      digest: "f".repeat(64),
      place: "elsewhere",
    },
  ],
  ["sample", { population: { gen: 0, seq: 7 }, seed: "7", drawn: ["a"], purpose: "audit of 2026" }],
];

const ATTACHED = EVERY.find(([type]) => type === "attachment")?.[1] as JsonObject;

const acts: readonly LedgerVector[] = [
  broken("A1", "principal-null", "an act names no principal", principal(null)),
  broken("A1", "principal-empty", "an act names an empty principal", principal("")),
  broken("A1", "unknown-without-principal", "an act of unknown kind names no principal", {
    ...ACTS,
    steps: [
      { ...act("t0", at("09:01"), "memo", {}), records: [{ type: "memo", body: {} }] },
      seal("s0", "t0", at("09:02")),
    ],
  }),
  broken("A1", "run", "the chain of acts holds a record of a run", does("run-opened", opened().body)),
  doing("deployment", "a deployment names a document by no digest", "deployment", {
    documents: { before: {}, after: { code: "latest" } },
  }),
  doing("deployment-list", "a deployment says nothing of the documents before", "deployment", {
    documents: { after: {} },
  }),
  doing("roster-change-of-another-form", "a roster change is of a text that is no scope", "roster-change", {
    scope: "recovered",
    status: "enrolled",
    reason: "acquired",
  }),
  doing("response-about-no-scope", "a response is about a record of a text that is no scope", "response", {
    subject: "encrypted",
    about: { scope: "recovered", gen: 0, seq: 1, check: "encrypted" },
    text: "rotated",
  }),
  doing("roster-change-scope", "a roster change is of no scope", "roster-change", {
    scope: "",
    status: "enrolled",
    reason: "bought",
  }),
  doing("waiver-match", "what a waiver matches is a string", "waiver", { ...WAIVER, match: "*" }),
  doing("waiver-id", "a waiver has an empty id", "waiver", { ...WAIVER, id: "" }),
  doing("waiver-until", "a waiver has no end", "waiver", { ...WAIVER, until: null }),
  doing("erasure-references", "the references of an erasure are no list", "erasure", {
    references: "person:c",
    attachments: [],
    reason: "left",
  }),
  doing("attachment-place", "an attachment lies in a place that is none", "attachment", {
    ...ATTACHED,
    place: "bucket",
  }),
  doing("attachment-bytes", "an attachment has a negative number of bytes", "attachment", { ...ATTACHED, bytes: -1 }),
  doing("response-about", "what a response is about has no check", "response", {
    subject: "encrypted",
    about: { scope: "aws/1", gen: 0, seq: 7 },
    text: "rotated",
  }),
  doing("disowned-nothing", "an act disowns nothing", "disowned", { objects: [], reason: "put by mistake" }),
  doing("disowned-unsorted", "what an act disowns is not sorted by key", "disowned", {
    objects: ["b", "a"].map((key) => ({ key, object: "d".repeat(64) })),
    reason: "put by mistake",
  }),
  doing("disclosure-recipient", "a disclosure names an empty recipient", "disclosure", {
    recipient: "",
    from: at("08:00"),
    until: at("09:00"),
    reason: "audit of 2026",
  }),
  broken("B2", "waiver-from", "a waiver begins at no instant", does("waiver", { ...WAIVER, from: "2026-03-01" })),
  broken("A1", "no-approver", "a waiver names no approver", does("waiver", lacking("approver")(WAIVER))),
  valid("acts", "every kind of act, and two that nobody knows", {
    ...ACTS,
    steps: [
      ...[...EVERY, ["memo", {}] as const, ["constructor", {}] as const].map(([type, body], i) =>
        act(`t${i}`, at("09:01"), type, body),
      ),
      seal("s0", "t0", at("09:02")),
    ],
  }),
];

export const closing: readonly LedgerVector[] = [...closings, ...acts];
