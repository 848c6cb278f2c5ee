// C1 to C6 and C8: the members of a record, and how lines and segments follow each other.
import { lacking, onSegment, saying } from "../forge/edit.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import type { Plan } from "../forge/plan.ts";
import { act, ACTS, AWS, at, seal, followedBy, TWO } from "../forge/small.ts";
import { broken, type LedgerVector } from "./vector.ts";

/** The acts with one line changed, by its index; lines after it follow from it. */
const line = (index: number, change: (record: JsonObject) => JsonObject): Plan =>
  onSegment(ACTS, "t0", (segment) => ({ ...segment, record: (record, i) => (i === index ? change(record) : record) }));

const each = (change: (record: JsonObject) => JsonObject): Plan =>
  onSegment(ACTS, "t0", (segment) => ({ ...segment, record: change }));

const LATER = act("t1", at("10:01"), "response", { subject: "encrypted", about: null, text: "again" });
const TWO_ACTS: Plan = followedBy(ACTS, LATER, seal("s1", "t1", at("10:02")));

export const chain: readonly LedgerVector[] = [
  broken("C1", "version", "a record is of version 2", line(1, saying({ v: 2 }))),
  broken("C1", "no-run", "a record has no run", each(lacking("run"))),
  broken("C1", "empty-run", "the run of a segment is an empty string", each(saying({ run: "" }))),
  broken("C1", "empty-type", "a record's type is an empty string", line(1, saying({ type: "" }))),
  broken(
    "C1",
    "body-list",
    "a record's body is a list",
    line(1, (record) => ({ ...record, body: [] })),
  ),
  broken("C1", "seq-text", "a record's seq is a string", line(1, saying({ seq: "1" }))),
  broken(
    "C1",
    "prev-upper-case",
    "a record's prev has upper-case digits",
    line(1, (record) => ({ ...record, prev: (record["prev"] as string).toUpperCase() })),
  ),
  broken(
    "C1",
    "list",
    "a line is a list",
    onSegment(ACTS, "t0", (segment) => ({ ...segment, record: (record, i) => (i === 1 ? [record] : record) })),
  ),
  broken("C2", "other-ledger", "a record is of another ledger", line(1, saying({ ledger: "0".repeat(64) }))),
  broken(
    "C2",
    "whole-segment",
    "all records of a segment are of another ledger",
    each(saying({ ledger: "0".repeat(64) })),
  ),
  broken("C3", "scope", "a record is of another scope", line(1, saying({ scope: AWS }))),
  broken("C3", "gen", "a record is of another gen", each(saying({ gen: 1 }))),
  broken("C4", "skipped", "seq leaves a number out", line(1, saying({ seq: 2 }))),
  broken("C4", "repeated", "seq stands twice", line(1, saying({ seq: 0 }))),
  broken("C5", "other-line", "prev is the digest of no line", line(1, saying({ prev: "1".repeat(64) }))),
  broken("C5", "line-before-that", "prev is 64 zeros past seq 0", line(1, saying({ prev: "0".repeat(64) }))),
  broken("C6", "time", "a segment has two times", line(1, saying({ time: at("09:01:01") }))),
  broken("C6", "run", "a segment has two runs", line(1, saying({ run: "run-t1" }))),
  broken(
    "C6",
    "backwards",
    "a segment has a time before that of the segment before",
    onSegment(TWO_ACTS, "t1", (segment) => ({ ...segment, time: at("09:00") })),
  ),
  broken(
    "C8",
    "run-again",
    "two segments of a scope are of one run",
    onSegment(TWO, "a1", (segment) => ({ ...segment, run: "run-a0" })),
  ),
];
