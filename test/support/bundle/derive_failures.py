"""Derives begin, end and status of each failure from the lines of the evidence. It shares no code with Tidemark, and reads no table.

Prints JSON: a list of [scope, key, check, control or null, begin, end or null, status or null]. Arguments: the begin and the end of the period.
"""
import datetime
import glob
import gzip
import json
import os
import re
import sys
import urllib.parse

START, STOP = sys.argv[1:]
NEVER = "9999"
LOG = sorted(path for path in glob.glob("evidence/log/*.json") if os.path.exists(path[:-4] + "note"))


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def plus(text, seconds):
    later = moment(text) + datetime.timedelta(seconds=seconds)
    return later.strftime("%Y-%m-%dT%H:%M:%S.") + "%03dZ" % (later.microsecond // 1000)


def seconds(duration):
    days, hours = re.fullmatch(r"P(?:(\d+)D)?(?:T(\d+)H)?", duration).groups()
    return int(days or 0) * 86400 + int(hours or 0) * 3600


def document(kind, digest):
    with open("evidence/documents/%s/%s.json" % (kind, digest), encoding="utf-8") as file:
        return json.load(file)


def segments(scope):
    provider, name = scope.split("/", 1)
    folder = "evidence/records/provider=%s/scope=%s" % (provider, urllib.parse.quote(name, safe="-._~"))
    for path in sorted(glob.glob(glob.escape(folder) + "/gen=*/*.ndjson.gz")):
        with gzip.open(path) as file:
            yield [json.loads(line) for line in file]


class Failure:
    def __init__(self, begin, last_good, last_bad):
        self.begin, self.last_good, self.last_bad = begin, last_good, last_bad
        self.end = None
        self.corrected = False


def failures_of(scope):
    states, found, applied, before = {}, {}, {}, {}
    for lines in segments(scope):
        opened = lines[0]["body"]
        sources = {each["source"]: (each["lagSeconds"], each["lane"]) for each in opened["sources"]}
        rows = {}
        for line in lines:
            if line["type"] == "coverage":
                for row in line["body"]["units"]:
                    if row["complete"]:
                        rows[row["unit"]] = (row["dataTime"], *sources.get(line["body"]["source"], (0, "")))
        # An event batch reads some units; of the others the run before speaks.
        applied = {**(applied if opened["trigger"] == "event" else {}), **rows}
        said = []
        for line in lines:
            body = line["body"]
            if line["type"] == "departure":
                said.append((body["key"], None, None, line, body["reason"]))
            elif line["type"] == "observation" and not body["restated"]:
                known = states.setdefault(body["key"], {"unit": body["unit"], "checks": {}, "open": {}, "since": ""})
                known["unit"] = body["unit"]
                known["created"] = body["createdAt"]
                for finding in body["findings"]:
                    said.append((body["key"], finding, body["dataTime"], line, None))
            elif line["type"] == "finding" and body["key"] in states:
                said.append((body["key"], body["finding"], None, line, None))
        for key, finding, data_time, line, reason in said:
            state = states.get(key)
            if state is None:
                continue
            own = applied.get(state["unit"])
            if finding is None:
                for failure in state["open"].values():
                    failure.corrected = reason != "replaced"
                    failure.end = own[0] if own else line["time"]
                # A replacement follows in the same segment: its readings begin with it.
                states[key] = {"unit": state["unit"], "checks": {}, "open": {}, "since": "", "replaced": own[0] if own else line["time"]}
                continue
            check, outcome = finding["check"], finding["outcome"]
            # An answer that was not understood confirms nothing.
            silent = state.setdefault("silent", set())
            if outcome == "indeterminate":
                silent.add(check)
                continue
            silent.discard(check)
            of_keys = [states[each]["unit"] for each in finding["relied"]["keys"] if each in states]
            units = [applied[each] for each in [state["unit"]] + of_keys + finding["relied"]["units"] if each in applied]
            latest = max([row[0] for row in units] or [line["time"]])
            # AWS Config says when a resource changed; other sources say when they were asked.
            dated = any(row[2].startswith("aws-config") for row in units)
            good_before = state["checks"].get(check)
            rejudged = finding["transition"] == "rejudged"

            def at(edge):
                if rejudged:
                    return line["time"]
                if data_time is None or not dated:
                    return data_time or latest
                return data_time if edge is not None and edge < data_time < latest else latest

            failing = state["open"].get(check)
            if outcome == "fail" and failing is None:
                good = good_before or state.get("replaced") or state.get("created") or before.get(state["unit"])
                begin = at(good if good_before else None)
                failure = Failure(begin, good or "", begin)
                state["open"][check] = failure
                found.setdefault((key, check), []).append(failure)
            elif outcome != "fail" and failing is not None:
                failing.end = at(failing.last_bad)
                failing.corrected = outcome == "pass" and not rejudged
                del state["open"][check]
            if outcome == "pass":
                state["checks"][check] = data_time or ""
            elif outcome == "not-applicable":
                state["checks"].pop(check, None)
        before.update({unit: plus(row[0], -row[1]) for unit, row in rows.items()})
        # Each complete reading says again what is in state.
        for key, state in states.items():
            own = rows.get(state["unit"])
            if own is None:
                continue
            earliest = plus(own[0], -own[1])
            silent = state.get("silent", set())
            for check, failure in state["open"].items():
                if check in silent:
                    continue
                failure.last_bad = max(failure.last_bad, earliest)
            for check in state["checks"]:
                if check not in state["open"] and check not in silent:
                    state["checks"][check] = max(state["checks"][check], earliest)
    return found


def scopes():
    return sorted({row["scope"] for path in LOG for row in json.load(open(path)).get("scopes", [])} - {"tidemark/ledger"})


def policy():
    """The controls and the boundary, each with the time from which on it is in force."""
    stated = []
    for path in LOG:
        leaf = json.load(open(path))
        if leaf["kind"] != "seal":
            continue
        documents = leaf["documents"]
        both = [documents.get("controls"), documents.get("boundary")]
        if not stated or stated[-1][1] != both:
            stated.append((leaf["time"], both))
    return [
        (
            time if at else "",
            stated[at + 1][0] if at + 1 < len(stated) else NEVER,
            document("controls", controls) if controls else {"controls": []},
            document("boundary", boundary) if boundary else {"rules": [], "otherwise": "production"},
        )
        for at, (time, (controls, boundary)) in enumerate(stated)
    ]


def waivers():
    """Each act with the times from which and until which it is in force: no earlier than its record and the last seal without it."""
    seals = [json.load(open(path)) for path in LOG]
    seals = [leaf for leaf in seals if leaf["kind"] == "seal"]
    found = []
    for lines in segments("tidemark/ledger"):
        for line in lines:
            if line["type"] != "waiver":
                continue
            body = line["body"]
            without = ""
            for leaf in seals:
                stand = [row for row in leaf["scopes"] if row["scope"] == "tidemark/ledger"]
                if not stand or (stand[0]["gen"], stand[0]["seq"]) < (line["gen"], line["seq"]):
                    without = leaf["time"]
            found.append((max(body["from"], line["time"], without), body["until"], body["match"]))
    return found


def matches(texts, value):
    return any(value.startswith(text[:-1]) if text.endswith("*") else text == value for text in texts)


def covers(match, scope, key, check=None):
    if check is not None and not matches(match["checks"], check):
        return False
    resources = match.get("resources", match) if check is not None else match
    if isinstance(resources, list):
        return matches(resources, key)
    if resources.get("scopes") and not matches(resources["scopes"], scope):
        return False
    if any(resources.get(member) for member in ["regions", "types", "labels"]):
        raise SystemExit("a rule matches by more than this script knows")
    return not resources.get("resources") or matches(resources["resources"], key)


POLICY, WAIVERS = policy(), waivers()


def place(boundary, scope, key):
    for rule in boundary["rules"]:
        try:
            if covers(rule["match"], scope, key):
                return rule["place"]
        except SystemExit:
            continue
    return boundary["otherwise"]


def without(stretches, cuts):
    for begin, end in cuts:
        stretches = [
            part for a, b in stretches for part in [(a, min(b, begin)), (max(a, end), b)] if part[0] < part[1]
        ]
    return stretches


def status(failure, limit, counts, scope, key, check):
    """By the times that nobody doubts: late at the earliest, and late whatever happened between readings."""
    end = failure.end or NEVER
    due = plus(failure.begin, limit)
    accepted = [(begin, until) for begin, until, match in WAIVERS if covers(match, scope, key, check)]

    def inside(begin, until):
        parts = [(max(begin, a, START), min(until, b, STOP)) for a, b in counts]
        return [part for part in parts if part[0] < part[1]]

    # A reading is an instant: with no time to correct, one reading is enough.
    known = inside(due, plus(failure.last_bad, 0.001)) if due <= failure.last_bad else []
    if without(known, accepted):
        return "exception"
    earliest = plus(failure.last_good, limit) if failure.last_good else ""
    perhaps = inside(earliest, end)
    if without(perhaps, accepted):
        ends = max((b for _, b in counts), default="")
        if end == NEVER and earliest >= STOP:
            return "open within its limit"
        return "possible exception"
    if perhaps:
        return "accepted"
    if failure.end is not None and failure.corrected:
        return "corrected in time"
    if failure.end is not None or max(b for _, b in counts) < STOP:
        return "ended uncorrected"
    return "open within its limit"


answers = []
for scope in scopes():
    for (key, check), all_failures in sorted(failures_of(scope).items()):
        for failure in all_failures:
            if failure.begin >= STOP or (failure.end or NEVER) <= START:
                continue
            by_control = {}
            for begin, until, controls, boundary in POLICY:
                if place(boundary, scope, key) not in ("production", "supporting"):
                    continue
                for control in controls["controls"]:
                    if any(each["check"] == check for each in control["checks"]):
                        limit, counts = by_control.get(control["id"], (0, []))
                        by_control[control["id"]] = (seconds(control["correctWithin"]), counts + [(begin, until)])
            told = [(name, status(failure, limit, counts, scope, key, check)) for name, (limit, counts) in by_control.items()]
            for control, said in told or [(None, None)]:
                answers.append([scope, key, check, control, failure.begin, failure.end, said])
print(json.dumps(answers))
