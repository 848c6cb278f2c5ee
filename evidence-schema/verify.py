#!/usr/bin/env python3
"""Verifies a Tidemark evidence ledger: the second verifier, written from FORMAT.md alone.

    python3 verify.py LEDGER_DIRECTORY --trust FILE [--from INSTANT] [--to INSTANT] [--now INSTANT] [--json]
                      [--checkpoint FILE]... [--earlier DIRECTORY --earlier-trust FILE]

It needs Python 3.9 or newer and OpenSSL 1.1.1 or newer (libcrypto, else the openssl command 3.0). It only reads the ledger.
Exit 0 INTACT, 1 BROKEN, 2 INCOMPLETE, 4 STRAY; 3 where usage, trust file or store cannot be read.

The course: list the objects (K1), read genesis (G*), read the log leaf by leaf (L*, N*) and the documents that the
seals name (K2, K3, K5). Then read chain after chain, the acts first (B*, C*, R*, A*, S*, K4, and L5: is each segment
what its seal says?), then the attachments (K6), then section 9 (W*). The rules have the names of FORMAT.md.
The first problem of a chain ends the reading of that chain: what follows it has no meaning. The same holds for the
log after a leaf that has its note and cannot be read, or that its note does not match.

Known limits: this program checks no time stamps (`tsa`, `.tsr`); it refuses a trust file that asks for them with exit 3.
It checks no ML-DSA-44 signatures (type 0x06); it leaves such keys aside and says so. Shapes that FORMAT.md leaves open
are read generously; the comments say where.
"""

import argparse
import base64
import binascii
import bisect
import ctypes
import datetime
import functools
import hashlib
import json
import os
import re
import stat
import subprocess
import sys
import tempfile
import unicodedata
import urllib.parse
import zlib
from collections import Counter, defaultdict, namedtuple

RULES = {
    "B1": "everything is written in one way",
    "B2": "an instant is an instant",
    "B3": "a segment is one gzip member",
    "B4": "a segment is whole lines",
    "B5": "nothing is longer than its bound",
    "K1": "every object has a name of the ledger",
    "K2": "a document is named by its digest",
    "K3": "a named document is there",
    "K4": "every segment belongs to its chain",
    "K5": "documents that rules rest on have their form",
    "K6": "an attachment is the one that was recorded",
    "G1": "genesis says who and what",
    "G2": "it is the ledger that was asked for",
    "G3": "a successor names its predecessor's tree",
    "C1": "a record has its members",
    "C2": "a record is of this ledger",
    "C3": "a record stands where its object says",
    "C4": "no record is left out",
    "C5": "every record names the one before",
    "C6": "a segment has one time and one run",
    "C7": "a restart names all that it leaves behind",
    "C8": "a run appends once to a scope",
    "R1": "records stand in their order",
    "R2": "a run says what it is",
    "R3": "a resource leaves for a reason",
    "R4": "an observation has its members",
    "R5": "a finding has its members",
    "R6": "coverage says how complete each answer was",
    "R7": "what is said is covered",
    "R8": "a run closes with its counts",
    "R9": "no answer comes from the future",
    "R10": "a slot's run is made in its slot",
    "R11": "a run asks all that is planned",
    "A1": "an act names who did it",
    "A2": "only what belongs nowhere is disowned",
    "S1": "the root is that of the state",
    "S2": "since tells when this form was first read",
    "S3": "a restatement changes nothing",
    "S4": "units are restated too",
    "S5": "held follows from what was held",
    "S6": "counts are of what was read",
    "S7": "a verdict comes from the tests in force",
    "L1": "a leaf has its members",
    "L2": "no leaf is missing",
    "L3": "a leaf names the tree before it",
    "L4": "the log does not go back in time",
    "L5": "a listed segment is stored unchanged",
    "L6": "seals follow each other chain by chain",
    "L7": "only a bad leaf without a note is void",
    "L8": "no scope leaves without a word",
    "L9": "a view says what the run did",
    "L10": "a run is sealed once",
    "L11": "a listed stamp is stored unchanged",
    "L12": "nothing follows the end",
    "N1": "a checkpoint can be read",
    "N2": "a checkpoint is signed by the log",
    "N3": "a checkpoint is of this tree",
    "N4": "every sealed leaf has its checkpoint",
    "N5": "a kept checkpoint is of this log",
    "N6": "a key signs only while it is in force",
    "W1": "every due slot has its run",
    "W2": "every run is sealed",
    "W3": "event batches and acts are sealed in time",
    "W4": "the log ends with a sealed leaf",
    "W5": "the witnesses asked for have signed",
    "W6": "the period is covered",
    "W7": "a slot leaves no scope out",
    "W8": "nothing is of the future",
    "W9": "a slot's run has looked lately",
    "W10": "the log reaches what was kept",
}
OUTCOMES = ("pass", "fail", "indeterminate", "not-applicable")
CODES = frozenset("denied throttled unavailable no-answer out-of-time disabled licence truncated not-recorded contradictory "
                  "suddenly-empty relied-gone not-planned check-withdrawn older-answer not-captured read-too-early unconfirmed "
                  "not-supported not-in-answer not-seen unexpected-shape".split())
KINDS = frozenset("tests controls waivers boundary schedule roster queries code".split())
RESTED_ON = ("schedule", "roster", "tests")  # K5
ACTS_SCOPE = "tidemark/ledger"
ZEROS = "0" * 64
MAX_INTEGER = 2 ** 53 - 1
MAX_DEPTH = 128
MAX_INFLATED = 2 * 1024 ** 3
MAX_LINE, MAX_LEAF, MAX_GENESIS, MAX_NOTE = 16 << 20, 64 << 20, 64 << 10, 256 << 10  # B5, in bytes
MAX_ATTACHMENT, MAX_TRUST = 1 << 30, 1 << 20
MAX_KEY, MAX_NAME, MAX_SCOPE_ID = 4096, 1024, 200
NUMBERED, GENS = 10 ** 12, 10 ** 6
LISTED = 10000  # of missed slots and of unknown members, so many are listed; the rest is counted


class Broken(Exception):
    """A rule of FORMAT.md is violated, at `line` of `object` (the object that is being read where None)."""

    def __init__(self, rule, expected, found, line=None, object=None, stray=False):
        super().__init__(rule)
        self.rule, self.expected, self.found, self.line, self.object, self.stray = rule, expected, found, line, object, stray


class Unreadable(Broken):
    """An object that cannot be read as a plain object. Where a rule needs the object, that rule is broken instead."""


class Unforeseen(Broken):
    """A check went wrong in a way that was not foreseen, for want of memory say. It never speaks for a ledger."""


class TooLong(Exception):
    """A text or number is beyond its bound (B5)."""


class CannotVerify(Exception):
    """Usage, trust file or store that cannot be read: exit 3."""


# ---------------------------------------------------------------- bytes (section 2)

def digest_of(data):
    return hashlib.sha256(data).hexdigest()


def utf16(text):
    """Sort key of section 1: UTF-16 code units."""
    return text.encode("utf-16-be", "surrogatepass")


QUICK = json.JSONEncoder(ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",", ":"))


def canonicalize(value):
    """RFC 8785 for the JSON of B1. Raises ValueError for what B1 does not allow.

    Python's encoder writes the same bytes, only quicker, wherever code point order is UTF-16 order (no character
    beyond U+FFFF) and there is neither U+0000 nor deep nesting. Everything else is written by write_canonical.
    """
    text = QUICK.encode(value)
    may_be_deep = text.count("{") + text.count("[") > MAX_DEPTH and is_deeper(value, MAX_DEPTH)
    if "\\u0000" not in text and (text.isascii() or max(text) <= "\uffff") and not may_be_deep:
        return text.encode("utf-8")
    parts = []
    write_canonical(value, parts.append, 0)
    return "".join(parts).encode("utf-8")  # a lone surrogate is a UnicodeEncodeError, which is a ValueError


def is_deeper(value, depth):
    """Whether objects and lists are nested more than `depth` deep."""
    if not isinstance(value, (dict, list)):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return depth == 0 or any(is_deeper(item, depth - 1) for item in inner if isinstance(item, (dict, list)))


def write_canonical(value, put, depth):
    if isinstance(value, str):
        if "\0" in value:
            raise ValueError("U+0000 in a string")
        put(json.encoder.encode_basestring(value))  # escapes exactly as RFC 8785 section 3.2.2.2 says
    elif value is None or isinstance(value, bool):
        put("null" if value is None else "true" if value else "false")
    elif isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise ValueError("an integer beyond 2^53-1")
        put(str(value))
    elif depth >= MAX_DEPTH:
        raise ValueError("nesting deeper than 128")
    elif isinstance(value, dict):
        lead = "{"
        for name in sorted(value, key=utf16):
            put(lead)
            write_canonical(name, put, depth + 1)
            put(":")
            write_canonical(value[name], put, depth + 1)
            lead = ","
        put("{}" if lead == "{" else "}")
    else:
        lead = "["
        for item in value:
            put(lead)
            write_canonical(item, put, depth + 1)
            lead = ","
        put("[]" if lead == "[" else "]")


def refuse_number(text):
    raise ValueError("a number that is not an integer: " + text[:40])


def parse_integer(text):
    if len(text) > 17 or abs(int(text)) > MAX_INTEGER:
        raise ValueError("an integer beyond 2^53-1")
    return int(text)


def unique_members(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member twice")
    return members


def parse_canonical(data, line=None):
    """B1: the value of `data`, which must be canonical JSON and one LF, byte for byte."""
    try:
        value = json.loads(data.decode("utf-8"), parse_float=refuse_number, parse_constant=refuse_number,
                           parse_int=parse_integer, object_pairs_hook=unique_members)
        written = canonicalize(value) + b"\n"
    except RecursionError:
        raise Broken("B1", "nesting at most 128 deep", "deeper nesting", line)
    except ValueError as error:
        raise Broken("B1", "RFC 8785 canonical JSON and one LF", "%s, in %s" % (str(error)[:200], brief_bytes(data)), line)
    if written != data:
        raise Broken("B1", brief_bytes(written, data), brief_bytes(data, written), line)
    return value


def parse_loosely(data):
    """The value of `data` where it is JSON, whatever rule it breaks; None where it is none. It proves nothing."""
    try:
        return json.loads(data.decode("utf-8"), parse_int=parse_integer)
    except (ValueError, RecursionError):
        return None


def brief_bytes(data, other=b""):
    """A short excerpt for messages, from shortly before where `data` departs from `other`."""
    start = 0
    if other:
        low, high = 0, min(len(data), len(other))
        while low < high:  # the length of what both begin with
            middle = (low + high + 1) // 2
            low, high = (middle, high) if data[low:middle] == other[low:middle] else (low, middle - 1)
        start = max(0, low - 20)
    text = data[start:start + 60].decode("utf-8", "backslashreplace")
    return ("…" if start else "") + json.dumps(text, ensure_ascii=False)


def brief(value):
    """A value, short enough for a message, and never longer in the making."""
    text = ""
    for part in json.JSONEncoder(default=str).iterencode(value[:200] if isinstance(value, (str, list, tuple)) else value):
        text += part[:121]
        if len(text) > 120:
            return text[:117] + "..."
    return text


def read_lines(chunks):
    """B3, B4 and B5 of a segment: yields the number and the bytes, LF included, of each line of a gzip object with one
    member. It never holds more than a line and a chunk, and stops at a bound. `chunks` yields the object's bytes."""
    data = b""
    for part in chunks:
        data += part
        if len(data) >= 18:
            break
    if len(data) < 18 or data[:3] != b"\x1f\x8b\x08":
        raise Broken("B3", "a gzip member (1f 8b 08)", "%d bytes: %s" % (len(data), data[:3].hex()))
    if data[3] != 0 or data[4:8] != b"\0\0\0\0":
        raise Broken("B3", "FLG 0 and MTIME 0", "FLG %d, MTIME %s" % (data[3], data[4:8].hex()))
    stream, rest, number, size, check = zlib.decompressobj(-15), data[10:], 1, 0, 0
    pending, long = [], 0  # the line that is not whole yet
    while not stream.eof:
        try:
            part = stream.decompress(rest, 1 << 20)
        except zlib.error as error:
            raise Broken("B3", "a valid deflate stream", str(error))
        rest, size, check = stream.unconsumed_tail, size + len(part), zlib.crc32(part, check)
        if size > MAX_INFLATED:
            raise Broken("B3", "at most 2 GiB inflated", "more")
        if not part and not rest and not stream.eof:
            rest = next(chunks, b"")
            if not rest:
                raise Broken("B3", "a whole deflate stream", "it ends early")
        start = 0
        while start < len(part):
            end = part.find(b"\n", start) + 1
            pending.append(part[start:end or len(part)])
            long += len(pending[-1])
            if long > MAX_LINE:
                raise Broken("B5", "a line of at most %d bytes" % MAX_LINE, "more", number)
            if not end:
                break
            if long == 1:
                raise Broken("B4", "no empty line", "an empty line", number)
            yield number, pending[0] if len(pending) == 1 else b"".join(pending)
            number, start, pending, long = number + 1, end, [], 0
    trailer = stream.unused_data
    for part in chunks:
        trailer = (trailer + part)[:9]
        if len(trailer) == 9:
            break
    if len(trailer) < 8:
        raise Broken("B3", "CRC32 and ISIZE", "the object ends early")
    right = check.to_bytes(4, "little") + (size & 0xFFFFFFFF).to_bytes(4, "little")
    if trailer[:8] != right:
        raise Broken("B3", "CRC32 and ISIZE " + right.hex(), trailer[:8].hex())
    if len(trailer) > 8:
        raise Broken("B3", "no byte after the member", "one or more")
    if pending or not size:
        raise Broken("B4", "lines that end with LF", "a last byte that is not LF" if pending else "nothing", number)


# ---------------------------------------------------------------- instants and shapes (sections 1 and 2)

INSTANT_FORM = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})\.([0-9]{3})Z")
EPOCH = datetime.datetime(1970, 1, 1)
DIGEST_FORM = re.compile(r"[0-9a-f]{64}")


@functools.lru_cache(maxsize=65536)
def milliseconds(text):
    """Milliseconds since 1970 of an instant; None for anything else, a day that does not exist or before 1970 included."""
    match = INSTANT_FORM.fullmatch(text)
    if not match:
        return None
    year, month, day, hour, minute, second, milli = map(int, match.groups())
    try:
        moment = datetime.datetime(year, month, day, hour, minute, second, milli * 1000)
    except ValueError:
        return None
    return (moment - EPOCH) // datetime.timedelta(milliseconds=1) if year >= 1970 else None


def instant_text(millis):
    return (EPOCH + datetime.timedelta(milliseconds=millis)).isoformat(timespec="milliseconds") + "Z"


def less_lag(data_time, lag):
    """6.2: a dataTime less the lagSeconds of its source, not before 1970; null stays null."""
    return None if data_time is None else instant_text(max(0, milliseconds(data_time) - lag * 1000))


def is_sorted(names):
    """Section 1, Sorted: ascending by UTF-16 code units, no two equal."""
    return all(utf16(a) < utf16(b) for a, b in zip(names, names[1:]))


WORD_FORM = re.compile("[a-z][a-z0-9-]{0,31}")


def within(text, limit):
    """B5: refuses a text of more than `limit` UTF-8 bytes."""
    if len(text) > limit or (len(text) * 4 > limit and len(text.encode("utf-8", "surrogatepass")) > limit):
        raise TooLong("at most %d bytes of UTF-8" % limit)
    return True


def is_scope(value):
    if not isinstance(value, str):
        return False
    within(value, MAX_NAME)
    provider, slash, name = value.partition("/")
    if not WORD_FORM.fullmatch(provider) or not name or (provider == "tidemark" and value != ACTS_SCOPE):
        return False
    if len(urllib.parse.quote(name, safe="", errors="surrogatepass")) > MAX_SCOPE_ID:
        raise TooLong("a scope's id of at most %d bytes, percent-encoded" % MAX_SCOPE_ID)
    return True


def is_below(value, bound):
    """B5: refuses a number that is not below `bound`."""
    if value >= bound:
        raise TooLong("a number below %d" % bound)
    return True


def is_integer(value):
    return isinstance(value, int) and not isinstance(value, bool)


# A type is a test and the words for it. A test raises TooLong where only a bound is broken.
Type = namedtuple("Type", "test words")
ANY = Type(lambda v: True, "a value")
STRING = Type(lambda v: isinstance(v, str), "a string")
TEXT = Type(lambda v: isinstance(v, str) and v != "", "a non-empty string")
NAME = Type(lambda v: isinstance(v, str) and v != "" and within(v, MAX_NAME), "a non-empty string")
KEY = Type(lambda v: isinstance(v, str) and v != "" and within(v, MAX_KEY), "a non-empty string")
WORD = Type(lambda v: isinstance(v, str) and WORD_FORM.fullmatch(v) is not None, "a word")
BOOLEAN = Type(lambda v: isinstance(v, bool), "a boolean")
NATURAL = Type(lambda v: is_integer(v) and v >= 0, "an integer >= 0")
POSITIVE = Type(lambda v: is_integer(v) and v >= 1, "an integer >= 1")
INDEX = Type(lambda v: is_integer(v) and v >= 0 and is_below(v, NUMBERED), "an integer >= 0")
GEN = Type(lambda v: is_integer(v) and v >= 0 and is_below(v, GENS), "an integer >= 0")
SEQ = Type(lambda v: is_integer(v) and v >= -1 and is_below(v, NUMBERED), "an integer >= -1")
DIGEST = Type(lambda v: isinstance(v, str) and DIGEST_FORM.fullmatch(v) is not None, "a digest")
INSTANT = Type(lambda v: isinstance(v, str) and milliseconds(v) is not None, "an instant")
SCOPE = Type(is_scope, "a scope")
OBJECT = Type(lambda v: isinstance(v, dict), "an object")
LIST = Type(lambda v: isinstance(v, list), "a list")


def nullable(kind):
    return Type(lambda v: v is None or kind.test(v), kind.words + " or null")


def one_of(*values):
    return Type(lambda v: isinstance(v, (str, int)) and not isinstance(v, bool) and v in values,
                "one of " + " ".join(map(str, values)))


def list_of(kind):
    return Type(lambda v: isinstance(v, list) and all(map(kind.test, v)), "a list, each " + kind.words)


def sorted_list_of(kind):
    return Type(lambda v: list_of(kind).test(v) and is_sorted(v), "a sorted list, each " + kind.words)


def map_of(kind):
    return Type(lambda v: isinstance(v, dict) and all(map(kind.test, v.values())), "an object, each member " + kind.words)


class Shapes:
    """Checks members against tables: a wrong or missing one breaks `rule`, an unknown one is only reported."""

    def __init__(self, unknown):
        self.unknown = unknown

    def check(self, rule, name, value, table, line=None, optional=()):
        if not isinstance(value, dict):
            raise Broken(rule, name + ": an object", brief(value), line)
        for member, kind in table.items():
            if member not in value:
                raise Broken(rule, "%s.%s: %s" % (name, member, kind.words), "no such member", line)
            try:
                if not kind.test(value[member]):
                    raise Broken(rule, "%s.%s: %s" % (name, member, kind.words), brief(value[member]), line)
            except TooLong as error:
                raise Broken("B5", "%s.%s: %s" % (name, member, error), "more: " + brief(value[member]), line)
        for member in value:
            if member not in table and member not in optional:
                self.unknown("member %s.%s" % (re.sub(r"\[.*?\]", "[]", name), member[:100]), line)

    def check_if_there(self, rule, name, value, member, kind):
        if member in value and not kind.test(value[member]):
            raise Broken(rule, "%s.%s: %s" % (name, member, kind.words), brief(value[member]))

    def check_list(self, rule, name, values, table, line=None, by=None, optional=()):
        """A list of objects, sorted by the member `by` where one is given."""
        if not isinstance(values, list):
            raise Broken(rule, name + ": a list", brief(values), line)
        for number, value in enumerate(values):
            self.check(rule, "%s[%d]" % (name, number), value, table, line, optional)
        if by and not is_sorted([value[by] for value in values]):
            raise Broken(rule, "%s sorted by %s" % (name, by), "another order, or one twice", line)


def is_origin(value):
    """Section 4: what may stand as origin."""
    return (isinstance(value, str) and 1 <= len(value.encode("utf-8", "surrogatepass")) <= 255 and "://" not in value
            and "+" not in value and not any(c.isspace() or unicodedata.category(c) == "Cc" for c in value))


PROBLEM = {"code": WORD, "detail": STRING}
COUNTS = {outcome: NATURAL for outcome in OUTCOMES}
POSITION = {"gen": GEN, "seq": INDEX}
DOCUMENTS = map_of(nullable(DIGEST))
BY = {"principal": NAME, "software": TEXT, "code": DIGEST}
GENESIS = {"v": one_of(1), "kind": one_of("genesis"), "legalEntity": TEXT, "system": TEXT,
           "origin": Type(is_origin, "1 to 255 bytes without ://, +, white space and control characters"),
           "mode": one_of("local", "trial", "compliance"), "retentionDays": NATURAL, "continues": nullable(OBJECT),
           "salt": DIGEST, "created": INSTANT}
CONTINUES = {"ledger": DIGEST, "size": POSITIVE, "root": DIGEST, "reason": TEXT}
SCHEDULE = {"v": one_of(1), "kind": one_of("schedule"), "from": INSTANT, "graceSeconds": NATURAL,
            "everySeconds": nullable(Type(lambda v: is_integer(v) and 60 <= v <= 31622400, "an integer from 60 to 31622400")),
            "eventCadenceSeconds": Type(lambda v: is_integer(v) and 0 <= v <= 86400, "an integer from 0 to 86400")}
ROSTER_DOCUMENT = {"v": one_of(1), "kind": one_of("roster"), "enrolled": LIST, "excluded": LIST}
ENROLLED = {"scope": SCOPE, "name": nullable(STRING), "regions": sorted_list_of(TEXT), "leftOut": LIST}
LEFT_OUT = {"region": TEXT, "reason": TEXT, "approver": TEXT}
EXCLUDED = {"scope": SCOPE, "reason": TEXT, "approver": TEXT}
TESTS = {"v": one_of(1), "kind": one_of("tests"), "checks": LIST, "slices": map_of(map_of(DIGEST)), "lanes": map_of(TEXT),
         "lanesOf": map_of(map_of(TEXT)), "labels": sorted_list_of(STRING)}
CHECK = {"id": NAME, "version": NATURAL, "parameters": OBJECT, "evaluators": LIST}
RELATED = {"provider": WORD, "type": NAME, "global": BOOLEAN}
EVALUATOR = {**RELATED, "version": TEXT, "related": LIST}
KINDS = Type(lambda v: v != [] and sorted_list_of(STRING).test(v), "a sorted list of at least one string")
LEAF = {"v": one_of(1), "kind": TEXT, "ledger": DIGEST, "index": INDEX, "time": INSTANT, "frontier": list_of(DIGEST),
        "void": LIST, "by": OBJECT}
SEAL = {**LEAF, "run": NAME, "trigger": one_of("slot", "manual", "event"), "slot": nullable(INSTANT), "documents": DOCUMENTS,
        "scopes": LIST, "roster": OBJECT, "stamps": LIST}
KEY_LEAF = {**LEAF, "add": nullable(TEXT), "retire": nullable(TEXT), "endorsed": STRING, "reason": TEXT}
END_LEAF = {**LEAF, "successor": nullable(DIGEST), "endorsed": STRING, "reason": TEXT}
EARLIER = -1  # the seal of acts before a window
LEAVES = {"seal": SEAL, "key": KEY_LEAF, "end": END_LEAF}
VOID = {"index": INDEX, "object": DIGEST, "reason": TEXT}
NAMED_OBJECT = {"key": KEY, "object": DIGEST}
SCOPE_ROW = {"scope": SCOPE, "view": one_of("observed", "silent", "failed"), "problem": nullable(STRING), "gen": GEN, "seq": SEQ,
             "head": DIGEST, "root": nullable(DIGEST), "full": nullable(OBJECT), "segments": LIST}
SEGMENT_ROW = {"key": KEY, "content": DIGEST, "object": DIGEST, "first": INDEX, "last": INDEX, "before": DIGEST,
               "after": DIGEST, "root": nullable(DIGEST), "counts": nullable(OBJECT), "run": NAME, "time": INSTANT}
ROSTER = {"enrolled": sorted_list_of(SCOPE), "excluded": LIST, "found": sorted_list_of(SCOPE),
          "unlisted": sorted_list_of(TEXT)}
RECORD = {"v": one_of(1), "ledger": ANY, "scope": ANY, "gen": GEN, "seq": INDEX, "prev": DIGEST, "run": NAME,
          "time": ANY, "type": NAME, "body": OBJECT}
RUN_OPENED = {"trigger": one_of("slot", "manual", "event"), "slot": nullable(INSTANT), "extent": one_of("full", "delta"),
              "asOf": INSTANT, "began": INSTANT, "documents": DOCUMENTS, "by": OBJECT, "sources": LIST}
SOURCE = {"source": Type(lambda v: NAME.test(v) and v != "none", "a non-empty string other than none"),
          "lane": STRING, "principal": NAME, "endpoint": STRING, "query": nullable(DIGEST), "atomic": BOOLEAN,
          "lagSeconds": NATURAL}
RESTARTS = {"gen": GEN, "seq": SEQ, "head": DIGEST, "abandoned": LIST, "reason": TEXT, "principal": NAME}
UNIT_STATE = {"unit": KEY, "ever": BOOLEAN, "listed": nullable(INSTANT), "named": nullable(INSTANT)}
DEPARTURE = {"key": KEY, "incarnation": STRING, "reason": one_of("gone", "not-found", "replaced")}
OBSERVATION = {"key": KEY, "incarnation": STRING, "unit": KEY, "region": nullable(STRING), "name": nullable(STRING),
               "createdAt": nullable(STRING), "labels": map_of(STRING), "source": nullable(NAME),
               "dataTime": nullable(INSTANT), "since": INSTANT, "tests": DIGEST, "projection": OBJECT, "findings": LIST,
               "restated": BOOLEAN}
CONTEXT = {"key": KEY, "incarnation": STRING, "unit": KEY, "from": SCOPE, "source": nullable(NAME),
           "dataTime": nullable(INSTANT), "since": INSTANT, "tests": DIGEST, "projection": OBJECT, "restated": BOOLEAN}
FINDING = {"check": NAME, "version": STRING, "lanes": STRING, "outcome": one_of(*OUTCOMES), "because": STRING,
           "facts": OBJECT, "basis": WORD, "problem": nullable(OBJECT), "relied": OBJECT,
           "held": OBJECT, "transition": nullable(one_of("appeared", "baseline", "rejudged", "drift", "recovered"))}
RELIED = {"keys": sorted_list_of(KEY), "units": sorted_list_of(KEY)}
HELD = {"as": one_of("appeared", "baseline"), "outcome": nullable(one_of("pass", "fail", "not-applicable")),
        "version": nullable(STRING), "lanes": nullable(STRING), "opened": nullable(OBJECT)}
FINDING_RECORD = {"key": KEY, "incarnation": STRING, "finding": OBJECT}
COVERAGE = {"source": NAME, "units": LIST, "asked": OBJECT}
UNIT_ROW = {"unit": KEY, "complete": BOOLEAN, "dataTime": nullable(INSTANT), "listed": NATURAL, "observed": NATURAL,
            "problem": nullable(OBJECT), "pages": NATURAL, "first": nullable(STRING), "last": nullable(STRING),
            "server": nullable(STRING)}
ANSWER = {"key": KEY, "unit": KEY, "dataTime": INSTANT}
FAILED_ANSWER = {**ANSWER, "problem": OBJECT}
RUN_CLOSED = {"counts": OBJECT, "population": NATURAL, "calls": map_of(NATURAL), "root": DIGEST}
PLACE = one_of("ledger", "elsewhere")
ACTS = {"deployment": {"documents": OBJECT}, "roster-change": {"scope": SCOPE, "status": STRING, "reason": TEXT},
        "waiver": {"id": TEXT, "risk": STRING, "reason": TEXT, "ticket": STRING, "requester": STRING, "approver": TEXT,
                   "from": INSTANT, "until": INSTANT, "match": OBJECT},
        "response": {"subject": STRING, "about": nullable(OBJECT), "text": STRING},
        "attachment": {"subject": STRING, "digest": DIGEST, "bytes": NATURAL, "mediaType": STRING, "name": STRING, "place": PLACE},
        "erasure": {"references": list_of(STRING), "attachments": list_of(DIGEST), "reason": TEXT},
        "disowned": {"objects": LIST, "reason": TEXT}, "restart": {"restarts": OBJECT},
        "disclosure": {"recipient": TEXT, "from": INSTANT, "until": INSTANT, "reason": TEXT},
        "population": {"asked": STRING, "from": INSTANT, "until": INSTANT, "seal": NATURAL, "root": DIGEST, "count": NATURAL,
                       "digest": DIGEST, "place": PLACE},
        "sample": {"population": OBJECT, "seed": STRING, "drawn": list_of(STRING), "purpose": STRING}}
ABOUT = {"scope": SCOPE, "gen": GEN, "seq": INDEX, "check": NAME}
DEPLOYED = {"before": DOCUMENTS, "after": DOCUMENTS}
ENCLOSING_KINDS = ("managementGroups", "folders", "organizations")
RUN_TYPES = ("run-opened", "departure", "observation", "context", "finding", "coverage", "run-closed")
ENTRY = "incarnation key labels name projection region createdAt tests unit".split()
CONTEXT_ENTRY = "from incarnation key projection tests unit".split()
LEAF_FINDING = "basis because check facts lanes outcome problem relied version".split()
EARLY = 120000  # milliseconds that a clock may be ahead: R9, R10, W1, W8


def is_run_of_slot(run, trigger, slot):
    """R2 and L9: `run` is `slot-` and the slot where the trigger is `slot`, and does not begin with `slot-` elsewhere."""
    return run == "slot-" + str(slot) if trigger == "slot" else not run.startswith("slot-")


def run_facts(trigger, slot, documents):
    """What a seal and the segments of its run have alike: L9's trigger and slot, and documents, of which section 10 speaks."""
    return [trigger, slot], [] if trigger == "event" else [*map(documents.get, ("schedule", "roster", "tests"))]


def check_instants(pairs, line=None):
    """B2, for strings; a value that is no string at all is left to the rule of its shape."""
    for name, value in pairs:
        if isinstance(value, str) and milliseconds(value) is None:
            raise Broken("B2", name + ": an instant", brief(value), line)


def member(value, name):
    return value.get(name) if isinstance(value, dict) else None


def items(value):
    return value if isinstance(value, list) else []


INSTANTS_OF_ACTS = {"waiver": ("from", "until"), "disclosure": ("from", "until"), "population": ("from", "until")}


def record_instants(record):
    """Yields every member of a record that FORMAT.md calls an instant, before its shape is known to be right."""
    body, kind = record["body"], record["type"]
    yield "time", record["time"] if isinstance(record["time"], str) else brief(record["time"])
    for name in INSTANTS_OF_ACTS.get(kind, ()):
        yield name, body.get(name)
    if kind == "run-opened":
        for name in ("slot", "asOf", "began"):
            yield name, body.get(name)
        for unit in items(body.get("units")):
            yield "units.listed", member(unit, "listed")
            yield "units.named", member(unit, "named")
    if kind in ("observation", "context"):
        yield "dataTime", body.get("dataTime")
        yield "since", body.get("since")
    if kind == "coverage":
        for row in items(body.get("units")):
            yield "units.dataTime", member(row, "dataTime")
        for name in ("seen", "notFound", "failed"):
            for answer in items(member(body.get("asked"), name)):
                yield "asked.%s.dataTime" % name, member(answer, "dataTime")


# ---------------------------------------------------------------- RFC 6962 trees

def hash_leaf(data):
    return hashlib.sha256(b"\0" + data).digest()


def hash_node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def tree_root(hashes):
    """RFC 6962 root over leaf hashes: pair level by level, an odd last one goes up as it is."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    while len(hashes) > 1:
        pairs = [hash_node(hashes[i], hashes[i + 1]) for i in range(0, len(hashes) - 1, 2)]
        hashes = pairs + hashes[len(hashes) - len(hashes) % 2:]
    return hashes[0]


class Frontier:
    """The complete subtrees of the leaves so far, largest first."""

    def __init__(self, size, roots):
        self.sizes = [1 << bit for bit in range(size.bit_length() - 1, -1, -1) if size >> bit & 1]
        self.roots = list(roots)
        if len(self.roots) != len(self.sizes):
            raise Broken("L3", "%d roots for %d leaves" % (len(self.sizes), size), "%d" % len(self.roots))

    def append(self, leaf):
        self.sizes.append(1)
        self.roots.append(leaf)
        while len(self.sizes) > 1 and self.sizes[-1] == self.sizes[-2]:
            right = self.roots.pop()
            self.roots[-1] = hash_node(self.roots[-1], right)
            self.sizes[-2:] = [self.sizes[-1] * 2]

    def root(self):
        return functools.reduce(lambda right, left: hash_node(left, right), reversed(self.roots))

# ---------------------------------------------------------------- trust file, notes, signatures (section 8)

Key = namedtuple("Key", "name id type spki")
ED25519_SPKI = bytes.fromhex("302a300506032b6570032100")
P256_SPKI = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200") + b"\x04"
# Known signatures: they tell an OpenSSL that cannot verify from a signature that does not (RFC 8032 7.1 test 2; our own).
KNOWN = {1: ("302a300506032b65700321003d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
             "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
             "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
         2: ("3059301306072a8648ce3d020106082a8648ce3d03010703420004625eb64369e9470dbba58bca8fdc954dce2aab"
             "806737a542a0ce9edcf3b5e540e587b29c9387d29b4bc8412dfcd27a87be167939018813b6d516f466ab24bcf1", "72",
             "3045022100f8ed68fdcf85893625d7fb9b28a8a546f1718085538ff12b8cd5b30b5e7bc1"
             "a102202d2465eb6d1a991c53c6f6a6e8ef20fdd8610f77b476d140ddd54f9ec4203669")}
KNOWN[4] = KNOWN[1]
LOG_TYPES, WITNESS_TYPES = (1, 2, 6), (4, 6)  # of section 8


class Libcrypto:
    """OpenSSL's libcrypto, called in this process. Raises OSError or AttributeError where it cannot be had."""

    NAMES = {"darwin": ["/opt/homebrew/opt/openssl@3/lib/libcrypto.3.dylib", "/usr/local/opt/openssl@3/lib/libcrypto.3.dylib"],
             "win32": ["libcrypto-3-x64.dll", "libcrypto-3.dll", "libcrypto-1_1-x64.dll"]}

    def __init__(self):
        library = None
        for name in self.NAMES.get(sys.platform, ["libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.so"]):
            try:
                library = ctypes.CDLL(name)
                break
            except OSError:
                continue
        if library is None:
            raise OSError("no libcrypto")
        pointer, size, text = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p
        for name, result, arguments in (
                ("d2i_PUBKEY", pointer, [pointer, ctypes.POINTER(text), ctypes.c_long]), ("EVP_PKEY_free", None, [pointer]),
                ("EVP_MD_CTX_new", pointer, []), ("EVP_MD_CTX_free", None, [pointer]), ("EVP_sha256", pointer, []),
                ("EVP_DigestVerifyInit", ctypes.c_int, [pointer, pointer, pointer, pointer, pointer]),
                ("EVP_DigestVerify", ctypes.c_int, [pointer, text, size, text, size]), ("ERR_clear_error", None, [])):
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
            setattr(self, name, function)

    def verify(self, key, signature, message):
        data = ctypes.c_char_p(key.spki)
        loaded = self.d2i_PUBKEY(None, ctypes.byref(data), len(key.spki))
        context = self.EVP_MD_CTX_new() if loaded else None
        try:
            return bool(context) and self.EVP_DigestVerifyInit(
                context, None, self.EVP_sha256() if key.type == 2 else None, None, loaded) == 1 and self.EVP_DigestVerify(
                context, signature, len(signature), message, len(message)) == 1
        finally:
            if context:
                self.EVP_MD_CTX_free(context)
            if loaded:
                self.EVP_PKEY_free(loaded)
            self.ERR_clear_error()


class Command:
    """The openssl command, called once for each signature, with files in a temporary directory."""

    def __init__(self, directory):
        self.directory = directory

    def file(self, name, data):
        path = os.path.join(self.directory, name)
        with open(path, "wb") as target:
            target.write(data)
        return path

    def verify(self, key, signature, message):
        pem = b"-----BEGIN PUBLIC KEY-----\n" + base64.encodebytes(key.spki) + b"-----END PUBLIC KEY-----\n"
        try:
            key_file, signature_file = self.file("key.pem", pem), self.file("signature", signature)
            message_file = self.file("message", message)
            if key.type == 2:
                command = ["dgst", "-sha256", "-verify", key_file, "-signature", signature_file, message_file]
            else:
                command = ["pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", key_file, "-sigfile", signature_file,
                           "-in", message_file]
            return subprocess.run(["openssl"] + command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL).returncode == 0
        except OSError as error:
            raise CannotVerify("cannot run openssl: %s" % error)


def knows(library, kind):
    """Whether `library` verifies a known signature of this type of key and refuses another."""
    spki, message, signature = map(bytes.fromhex, KNOWN[kind])
    key = Key("", b"", kind, spki)
    return library.verify(key, signature, message) and not library.verify(key, signature, message + b"x")


class Signatures:
    """Verifies signatures: with libcrypto, or with the openssl command where libcrypto can't be had or can't verify."""

    def __init__(self, directory):
        try:
            self.libcrypto = Libcrypto()
        except (OSError, AttributeError):
            self.libcrypto = None
        self.command, self.by_type = Command(directory), {}

    def verify(self, key, signature, message):
        if key.type not in self.by_type:
            self.by_type[key.type] = next((one for one in (self.libcrypto, self.command) if one and knows(one, key.type)), None)
        if self.by_type[key.type] is None:
            raise CannotVerify("neither libcrypto nor the openssl command verifies a known signature of type %d; "
                               "OpenSSL 3.0 or newer is needed" % key.type)
        return self.by_type[key.type].verify(key, signature, message)

    def verify_line(self, key, signature, text):
        """One signature line of a note over its text: types 0x01 and 0x02 of signed-note, 0x04 of tlog-cosignature."""
        if key.type != 4:
            return (key.type == 2 or len(signature) == 64) and self.verify(key, signature, text)
        if len(signature) != 72:
            return False
        head = b"cosignature/v1\ntime %d\n" % int.from_bytes(signature[:8], "big")
        return self.verify(key, signature[8:], head + text)


def decode_base64(text):
    """Base64 in its one canonical form; None for anything else."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (ValueError, binascii.Error):
        return None
    return data if base64.b64encode(data).decode() == text else None


def parse_verifier_key(text):
    """A vkey, `<name>+<id>+<base64 of type and key>`, raising ValueError. The id must be the one that C2SP computes for the
    type. The key has no `spki` where this program can't verify its type."""
    name, _, rest = text.partition("+")
    shown, _, encoded = rest.partition("+")
    data = decode_base64(encoded)
    if not name or not re.fullmatch("[0-9a-f]{8}", shown) or not data or any(c.isspace() for c in name):
        raise ValueError("not a verifier key: %s" % brief(text))
    kind, key = data[0], data[1:]
    ids, fits = {hashlib.sha256(name.encode() + b"\n" + data).hexdigest()[:8]}, True
    if kind == 2:
        ids.add(digest_of(key)[:8])  # what C2SP says for ECDSA
        fits = key.startswith(P256_SPKI) and len(key) == len(P256_SPKI) + 64
    elif kind in (1, 4):
        fits, key = len(key) == 32, ED25519_SPKI + key
    else:
        key = None
    if not fits or (shown not in ids and key is not None):
        raise ValueError("wrong key or key ID: %s" % brief(text))
    return Key(name, bytes.fromhex(shown), kind, key)


CONTROL_FORM = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]")  # but for tab and LF
SIZE_FORM = re.compile("0|[1-9][0-9]{0,15}")


def parse_kept(words):
    """(size, root) of the items of a `checkpoint` line; None where they are none."""
    root = decode_base64(words[2]) if len(words) == 3 else None
    if root is None or len(root) != 32 or not SIZE_FORM.fullmatch(words[1]) or int(words[1]) > MAX_INTEGER:
        return None
    return int(words[1]), root


def read_outside(path, what):
    """A file that the caller names, of at most 1 MiB."""
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_TRUST + 1)
    except OSError as error:
        raise CannotVerify("cannot read %s: %s" % (what, error))
    if len(data) > MAX_TRUST:
        raise CannotVerify("%s has more than 1 MiB: %s" % (what, path))
    return data


class Trust:
    """The trust file: C2SP tlog-policy lines and those of section 8. Anything else in it is exit 3."""

    def __init__(self, path):
        self.path = path
        try:
            text = read_outside(path, "the trust file").decode("utf-8")
        except UnicodeDecodeError as error:
            raise CannotVerify("cannot read the trust file: %s" % error)
        self.ledger, self.logs, self.witnesses, self.groups, self.quorum = None, [], {}, {}, None
        self.kept, self.until, self.left_aside, self.names = [], {}, [], set()
        used = set()
        if not text.endswith("\n"):
            raise CannotVerify("trust file: its last line does not end")
        if CONTROL_FORM.search(text):
            raise CannotVerify("trust file: a control character other than tab and LF")
        for number, line in enumerate(text.split("\n"), 1):
            words = [word for word in re.split("[ \t]+", line) if word]
            try:
                if words and not words[0].startswith("#") and not self.take(words, used):
                    raise ValueError("not a line of the form in FORMAT.md section 8")
            except ValueError as error:
                raise CannotVerify("trust file, line %d: %s" % (number, error))
        logs = [key for key in self.logs if key.spki]
        if self.ledger is None or not self.logs or self.quorum is None:
            raise CannotVerify("trust file: one ledger line, one or more log lines and one quorum line are needed")
        if not logs:
            raise CannotVerify("trust file: this version can't verify the type of any of its log keys")
        keys = [*logs, *(key for key in self.witnesses.values() if key.spki)]
        if len({(key.type, key.spki) for key in keys}) != len(keys) or len({(key.name, key.id) for key in keys}) != len(keys):
            raise CannotVerify("trust file: a key twice")
        self.logs = logs
        if self.quorum != "none" and not self.is_met(self.quorum, {name for name, key in self.witnesses.items() if key.spki}):
            raise CannotVerify("trust file: this version can't verify enough of the witnesses that quorum %s asks for" % self.quorum)

    def key_of(self, text, types):
        key = parse_verifier_key(text)
        if key.type not in types and key.spki:
            raise ValueError("a key of type 0x%02x where this line can't have one: %s" % (key.type, brief(text)))
        if not key.spki:
            self.left_aside.append("the key %s, of type 0x%02x" % (brief(text[:80]), key.type))
        return key

    def take(self, words, used):
        """One line; False if it is not of a known form. Names are defined before they are used."""
        defined = {*self.witnesses, *self.groups, "none"}
        word, count = words[0], len(words)
        if word == "ledger" and count == 2 and self.ledger is None and DIGEST.test(words[1]):
            self.ledger = words[1]
        elif word == "log" and count in (2, 3):
            self.logs.append(self.key_of(words[1], LOG_TYPES))
        elif word == "witness" and count in (3, 4) and words[1] not in defined:
            self.witnesses[words[1]] = self.key_of(words[2], WITNESS_TYPES)
        elif word == "group" and count >= 4 and words[1] not in defined:
            members = words[3:]
            needed = {"any": "1", "all": str(len(members))}.get(words[2], words[2])
            if not re.fullmatch("[1-9][0-9]{0,5}", needed) or int(needed) > len(members) or used & set(members):
                return False
            if len(set(members)) != len(members) or not set(members) <= defined - {"none"}:
                return False
            used.update(members)
            self.groups[words[1]] = (int(needed), members)
        elif word == "quorum" and count == 2 and self.quorum is None and words[1] in defined:
            self.quorum = words[1]
        elif word == "checkpoint" and parse_kept(words):
            self.kept.append((*parse_kept(words), "the trust file"))
        elif word == "until" and count == 3 and SIZE_FORM.fullmatch(words[1]):
            key = parse_verifier_key(words[2])
            if key not in self.logs:
                return False
            self.until[key] = min(int(words[1]), self.until.get(key, MAX_INTEGER))
        elif word == "tsa" and count == 3 and decode_base64(words[2]):
            raise CannotVerify("trust file: it asks for time stamps (tsa), which this version can't check")
        else:
            return False
        return True

    def is_met(self, name, cosigned):
        """Whether the witnesses named in `cosigned` make `name`, a witness or a group, count as cosigned."""
        if name in self.groups:
            needed, members = self.groups[name]
            return sum(self.is_met(member, cosigned) for member in members) >= needed
        return name in cosigned


def parse_signature_line(line):
    """(key name, key ID, signature) of one signature line. Raises ValueError."""
    match = re.fullmatch("\u2014 ([^ ]+) ([^ ]+)", line)
    data = decode_base64(match.group(2)) if match else None
    if not data or len(data) < 5 or "+" in match.group(1) or any(c.isspace() for c in match.group(1)):
        raise ValueError("not a signature line: " + brief(line))
    return match.group(1), data[:4], data[4:]


def parse_signed(data):
    """The text of a signed note, LF at its end, and its 1 to 16 signature lines. Raises ValueError."""
    text = data.decode("utf-8")
    if CONTROL_FORM.search(text) or "\t" in text:
        raise ValueError("a control character other than LF")
    body, gap, tail = text.rpartition("\n\n")
    if not gap:
        raise ValueError("no blank line before signatures")
    lines = tail.split("\n")
    if lines.pop() != "" or not 1 <= len(lines) <= 16:
        raise ValueError("not 1 to 16 whole signature lines")
    return body + "\n", [parse_signature_line(line) for line in lines]


def parse_note(data):
    """N1: the text, origin, size, root and signatures of a checkpoint note."""
    try:
        text, signatures = parse_signed(data)
        lines = text.split("\n")[:-1]
        root = decode_base64(lines[2]) if len(lines) == 3 else None
        if root is None or len(root) != 32 or not lines[0] or not SIZE_FORM.fullmatch(lines[1]):
            raise ValueError("not the three lines of a checkpoint: " + brief(text))
    except ValueError as error:
        raise Broken("N1", "a signed note with a checkpoint", str(error)[:300])
    return text.encode("utf-8"), lines[0], int(lines[1]), root, signatures


def read_kept(path, trust, signatures):
    """--checkpoint: (size, root, where it is from, origin or None) of each `checkpoint` line of a file, or of a note."""
    data = read_outside(path, "the checkpoint file")
    refusal = CannotVerify("%s: expected lines `checkpoint <size> <root in base64>`, or a note that a log key signed" % path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise refusal
    lines = [re.split("[ \t]+", line.strip(" \t")) for line in text.split("\n")]
    lines = [words for words in lines if words[0] and not words[0].startswith("#")]
    if lines and all(words[0] == "checkpoint" and parse_kept(words) for words in lines):
        return [(*parse_kept(words), path, None) for words in lines]
    try:
        note, origin, size, root, signed = parse_note(data)
    except Broken:
        raise refusal
    keys = {(key.name, key.id): key for key in trust.logs}
    good = [signatures.verify_line(keys[name, key_id], signature, note) for name, key_id, signature in signed if (name, key_id) in keys]
    if not good or not all(good):
        raise refusal
    return [(size, root, path, origin)]


# ---------------------------------------------------------------- objects (section 3)

SegmentKey = namedtuple("SegmentKey", "scope gen seq")
SEGMENT_FORM = re.compile(r"records/provider=([a-z][a-z0-9-]{0,31})/scope=([^/]{1,%d})/gen=(0|[1-9][0-9]{0,5})/([0-9]{12})\.ndjson\.gz"
                          % MAX_SCOPE_ID)
LOG_FORM = re.compile(r"log/([0-9]{12})\.(json|note|(?:[1-9][0-9]?\.)?(?:tsr|cosig))")
DOCUMENT_FORM = re.compile(r"documents/([a-z][a-z0-9-]{0,31})/([0-9a-f]{64})\.json")
ATTACHMENT_FORM = re.compile("attachments/([0-9a-f]{64})")


def parse_segment_key(key):
    """The parts of a segment's key; None for any other key, one that its parts would format otherwise included (K1)."""
    match = SEGMENT_FORM.fullmatch(key)
    if not match:
        return None
    try:
        name = urllib.parse.unquote_to_bytes(match.group(2)).decode("utf-8")
    except UnicodeError:
        return None
    scope = match.group(1) + "/" + name
    if "\0" in name or urllib.parse.quote(name, safe="") != match.group(2) or (match.group(1) == "tidemark" and scope != ACTS_SCOPE):
        return None
    return SegmentKey(scope, int(match.group(3)), int(match.group(4)))


def is_object_key(key):
    """K1: whether a key is of the forms of section 3."""
    return (key == "genesis.json" or LOG_FORM.fullmatch(key) is not None or DOCUMENT_FORM.fullmatch(key) is not None
            or ATTACHMENT_FORM.fullmatch(key) is not None or parse_segment_key(key) is not None)


def log_key(index, kind="json"):
    return "log/%012d.%s" % (index, kind)


def document_key(kind, digest):
    return "documents/%s/%s.json" % (kind, digest)


class Ledger:
    """The objects under the ledger's root: regular files that can be read, named by their relative path, each with its
    size. Links are not followed, nothing else than a regular file is opened."""

    def __init__(self, root):
        self.root, self.sizes, self.odd, self.done = os.fsencode(root), {}, [], set()
        pending = [""]
        while pending:
            folder = pending.pop()
            try:
                with os.scandir(self.path(folder)) as found:
                    for entry in found:
                        self.take(folder + entry.name.decode("utf-8", "surrogateescape"), entry, pending)
            except OSError as error:
                if not folder:
                    raise CannotVerify("cannot list the ledger: %s" % error)
                self.odd.append((folder[:-1], "a directory that can't be listed: %s" % error.strerror))

    def path(self, key):
        return os.path.join(self.root, key.encode("utf-8", "surrogateescape"))

    def take(self, key, entry, pending):
        try:
            found = entry.stat(follow_symlinks=False)
            if stat.S_ISDIR(found.st_mode):
                pending.append(key + "/")
                if is_object_key(key):
                    self.odd.append((key, "a directory"))
            elif not stat.S_ISREG(found.st_mode):
                self.odd.append((key, "a link" if stat.S_ISLNK(found.st_mode) else "a special file"))
            elif not os.access(self.path(key), os.R_OK):
                self.odd.append((key, "a file that can't be read"))
            else:
                self.sizes[key] = found.st_size
        except OSError as error:
            self.odd.append((key, "what can't be looked at: %s" % error.strerror))

    def has(self, key):
        return key in self.sizes

    def chunks(self, key, bound=None):
        """Yields the bytes of an object, piece by piece. A FIFO that took its place meanwhile does not hold us up."""
        try:
            descriptor = os.open(self.path(key), os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
                                 | getattr(os, "O_BINARY", 0))
            with os.fdopen(descriptor, "rb", buffering=0) as file:
                found, size = os.fstat(descriptor), 0
                if not stat.S_ISREG(found.st_mode):
                    raise OSError(0, "not a regular file")
                while True:
                    if bound is not None and max(found.st_size, size) > bound:
                        raise Broken("B5", "at most %d bytes" % bound, "%d bytes or more" % max(found.st_size, size), object=key)
                    data = file.read(1 << 20)
                    if not data:
                        break
                    size += len(data)
                    yield data
        except OSError as error:
            raise Unreadable("K1", "a plain object that can be read", error.strerror or "none", object=key, stray=True)
        self.done.add(key)

    def read(self, key, bound):
        """The bytes of an object. Raises Broken (B5), before it reads, where there are more than `bound`."""
        return b"".join(self.chunks(key, bound))

    def digest(self, key):
        """The digest of an object's bytes, whatever their number."""
        return self.hash(key, hashlib.sha256()).hex()

    def hash(self, key, state):
        for data in self.chunks(key):
            state.update(data)
        return state.digest()


# ---------------------------------------------------------------- state (section 6)

Row = namedtuple("Row", "complete code seen unseen")  # what a coverage record says of a unit
Answer = namedtuple("Answer", "kind unit code")  # what it says of a key that was asked for


def sees(row, key):
    """6.4: whether a unit's row alone makes a key of it current."""
    return row.complete or (row.seen is not None and key in row.seen) or (
        row.unseen is not None and row.unseen != "all" and key not in row.unseen)


class State:
    """What a chain says: entries, units and the applicable coverage, with the state root and the effective counts
    kept up to date by recomputing only what a segment touches. Entries are never changed, only replaced."""

    def __init__(self):
        self.entries, self.units, self.rows, self.asked = {}, {}, {}, {}
        self.buckets = [{} for _ in range(256)]
        self.bucket_roots = [tree_root([])] * 256
        self.stale = set()  # buckets whose root is to be computed again
        self.by_unit, self.by_relied_key, self.by_relied_unit = defaultdict(set), defaultdict(set), defaultdict(set)
        self.fully_read = set()  # units
        self.judged, self.totals, self.touched = {}, Counter(), set()
        self.population = 0

    def clone(self):
        other = State()
        for name in ("entries", "rows", "asked", "bucket_roots", "stale", "fully_read", "judged", "totals", "touched"):
            setattr(other, name, getattr(self, name).copy())
        other.units = {unit: list(value) for unit, value in self.units.items()}
        other.buckets = [bucket.copy() for bucket in self.buckets]
        for name in ("by_unit", "by_relied_key", "by_relied_unit"):
            getattr(other, name).update((key, keys.copy()) for key, keys in getattr(self, name).items())
        other.population = self.population
        return other

    # 6.1 entries

    def put(self, entry):
        self.remove(entry["key"])
        key = entry["key"]
        self.entries[key] = entry
        self.by_unit[entry["unit"]].add(key)
        for finding in entry.get("findings", {}).values():
            for relied in finding["relied"]["keys"]:
                self.by_relied_key[relied].add(key)
            for relied in finding["relied"]["units"]:
                self.by_relied_unit[relied].add(key)
        self.population += "findings" in entry
        bucket = hashlib.sha256(key.encode()).digest()[0]
        self.buckets[bucket][key] = hash_leaf(canonicalize(state_leaf(entry)) + b"\n")

    def remove(self, key):
        self.touch_key(key)
        bucket = hashlib.sha256(key.encode()).digest()[0]
        self.stale.add(bucket)
        self.buckets[bucket].pop(key, None)
        entry = self.entries.pop(key, None)
        if entry is None:
            return
        self.by_unit[entry["unit"]].discard(key)
        if not self.by_unit[entry["unit"]]:
            del self.by_unit[entry["unit"]]
        for finding in entry.get("findings", {}).values():
            for relied in finding["relied"]["keys"]:
                self.by_relied_key[relied].discard(key)
            for relied in finding["relied"]["units"]:
                self.by_relied_unit[relied].discard(key)
        self.population -= "findings" in entry

    def root(self):
        """S1: the RFC 6962 root over 256 bucket roots as leaf data."""
        for bucket in self.stale:
            hashes = self.buckets[bucket]
            self.bucket_roots[bucket] = tree_root([hashes[key] for key in sorted(hashes, key=utf16)])
        self.stale.clear()
        return tree_root([hash_leaf(root) for root in self.bucket_roots]).hex()

    # 6.4 coverage, currency, effective outcomes

    def cover(self, rows, asked, is_event):
        """Makes a segment's coverage the applicable one; of an event batch, by laying it over the one before."""
        if is_event:
            kept = {key: answer for key, answer in self.asked.items()
                    if not (answer.unit in rows and (answer.kind == "seen" or sees(rows[answer.unit], key)))}
            rows, asked = {**self.rows, **rows}, {**kept, **asked}
        asked = {key: answer for key, answer in asked.items() if answer.kind != "notFound"}
        for unit in {*rows, *self.rows}:
            if rows.get(unit) != self.rows.get(unit):
                for key in self.by_unit.get(unit, ()):
                    self.touch_key(key)
        for key in {*asked, *self.asked}:
            if asked.get(key) != self.asked.get(key):
                self.touch_key(key)
        failed = {answer.unit for answer in asked.values() if answer.kind == "failed"}
        fully_read = {unit for unit, row in rows.items() if row.complete and unit not in failed}
        for unit in fully_read ^ self.fully_read:
            self.touched.update(self.by_relied_unit.get(unit, ()))
        self.rows, self.asked, self.fully_read = rows, asked, fully_read

    def touch_key(self, key):
        self.touched.add(key)
        self.touched.update(self.by_relied_key.get(key, ()))

    def is_current(self, key):
        if key in self.asked:
            return self.asked[key].kind == "seen"
        row = self.rows.get(self.entries[key]["unit"])
        return row is not None and sees(row, key)

    def judge(self, key):
        """The effective outcomes of an entry's findings."""
        current = self.is_current(key)
        outcomes = Counter()
        for finding in self.entries[key].get("findings", {}).values():
            relied = finding["relied"]
            stands = (current and all(other in self.entries and self.is_current(other) for other in relied["keys"])
                      and self.fully_read.issuperset(relied["units"]))
            outcomes[finding["outcome"] if stands else "indeterminate"] += 1
        return outcomes

    def counts(self):
        """S6: effective outcomes over the findings of the population."""
        for key in self.touched:
            self.totals.subtract(self.judged.pop(key, {}))
            if key in self.entries:
                self.judged[key] = self.judge(key)
                self.totals.update(self.judged[key])
        self.touched.clear()
        return {outcome: self.totals[outcome] for outcome in OUTCOMES}


def named(value, table):
    """The members of an object that FORMAT.md names: no other enters a leaf or a comparison (section 1). null stays null."""
    return value and {name: value[name] for name in table}


def known_held(held):
    return {**named(held, HELD), "opened": named(held["opened"], POSITION)}


def known_finding(finding):
    return {**named(finding, FINDING), "problem": named(finding["problem"], PROBLEM),
            "relied": named(finding["relied"], RELIED), "held": known_held(finding["held"])}


def known_counts(counts):
    """`counts` without outcomes that FORMAT.md does not name; its shape may not be known to be right yet."""
    return {name: counts[name] for name in OUTCOMES if name in counts} if isinstance(counts, dict) else counts


def type_of(unit):
    """Section 1: a unit is `<type>@<region>`."""
    return unit.rpartition("@")[0]


def state_leaf(entry):
    """S1: the leaf of an entry."""
    if "findings" not in entry:
        return named(entry, CONTEXT_ENTRY)
    findings = sorted(entry["findings"].items(), key=lambda pair: utf16(pair[0]))
    return {**named(entry, ENTRY), "findings": [named(finding, LEAF_FINDING) for _, finding in findings]}


def entry_of(kind, body):
    """The entry that an observation or context leaves in state."""
    entry = {**named(body, ENTRY if kind == "observation" else CONTEXT_ENTRY), "since": body["since"]}
    if kind == "observation":
        entry["findings"] = {finding["check"]: known_finding(finding) for finding in body["findings"]}
    return entry


def restated(entry):
    """S3: what a restatement of an entry must say, in one form for both sides."""
    told = dict(entry)
    if "findings" in entry:
        told["findings"] = [{**entry["findings"][check], "transition": None} for check in sorted(entry["findings"], key=utf16)]
    return canonicalize(told)


def follow_finding(finding, before, fresh, opened):
    """6.3: held and transition of a new finding; `before` is the held before or None, `fresh` the `as` if there is none."""
    held = before or {"as": fresh, "outcome": None, "version": None, "lanes": None, "opened": None}
    outcome, was = finding["outcome"], held["outcome"]
    judged = {"outcome": outcome, "version": finding["version"], "lanes": finding["lanes"]}
    if outcome == "indeterminate":
        return held, None
    if was is None:
        return {**held, **judged, "opened": opened}, held["as"]
    if was == outcome:
        return {**held, **judged}, None
    if (held["version"], held["lanes"]) != (finding["version"], finding["lanes"]):
        transition = "rejudged"
    else:
        transition = "drift" if outcome == "fail" else "recovered" if was == "fail" else None
    return {**held, **judged, "opened": opened}, transition


# ---------------------------------------------------------------- documents that rules rest on (section 11)

Schedule = namedtuple("Schedule", "every start grace cadence")  # milliseconds; every 0 where nothing is due
Roster = namedtuple("Roster", "regions excluded left_out")  # scope to regions; (scope, reason, approver); what is left out


def is_slot_of(schedule, slot):
    return schedule.every > 0 and slot >= schedule.start and (slot - schedule.start) % schedule.every == 0


def place_of(scope):
    """The provider of a scope, and its kind: the word that the ids of scopes that enclose others begin with (section 11)."""
    provider, _, name = scope.partition("/")
    return provider, next((kind for kind in ENCLOSING_KINDS if name.startswith(kind + "/")), "")


class Tests:
    """What S7 and R11 ask of a `tests` document: which version judges what, what is planned, and from which lanes."""

    def __init__(self, body):
        self.lanes, self.lanes_of = body["lanes"], body["lanesOf"]
        self.versions, self.related, self.types = {}, {}, defaultdict(dict)
        for check in body["checks"]:
            for evaluator in check["evaluators"]:
                provider, kinds, others = evaluator["provider"], evaluator.get("kinds", [""]), []
                for other in evaluator["related"]:
                    is_elsewhere = other["provider"] != provider or "kind" in other
                    others.append((other["provider"], other.get("kind", "") if is_elsewhere else None, other["type"]))
                    for kind in [other.get("kind", "")] if is_elsewhere else kinds:
                        self.types[other["provider"], kind][other["type"]] = other["global"]
                for kind in kinds:
                    self.types[provider, kind][evaluator["type"]] = evaluator["global"]
                    about = (check["id"], provider, kind, evaluator["type"])
                    self.versions[about], self.related[about] = evaluator["version"], others

    def plan(self, scope, regions):
        """The units that a scope is asked for."""
        for name, is_global in self.types[place_of(scope)].items():
            for region in ["global"] if is_global else regions:
                yield "%s@%s" % (name, region)

    def lane(self, name, scope=None):
        return self.lanes_of.get(scope, {}).get(name) or self.lanes.get(name) or "none"

    def version(self, check, scope, name):
        """The version of a check's evaluator of a type in a scope; None where there is none."""
        return self.versions.get((check, *place_of(scope), name))

    def lanes_for(self, check, scope, name, roster):
        """The lanes of a check on a type in a scope."""
        lanes = {self.lane(name, scope)}
        for provider, kind, related in self.related[(check, *place_of(scope), name)]:
            if kind is None:
                lanes.add(self.lane(related, scope))
                continue
            scopes = [one for one in (roster.regions if roster else ()) if one != scope and place_of(one) == (provider, kind)]
            lanes.update([self.lane(related, one) for one in scopes] or [self.lane(related)])
        return "+".join(sorted(lanes, key=utf16))


def read_schedule(body, shapes):
    shapes.check("K5", "schedule", body, SCHEDULE)
    every, grace = body["everySeconds"], body["graceSeconds"]
    most = 3600 if every is None else min(86400, max(every, 3600))
    if grace > most:
        raise Broken("K5", "graceSeconds of at most %d" % most, brief(grace))
    return Schedule((every or 0) * 1000, milliseconds(body["from"]), grace * 1000, body["eventCadenceSeconds"] * 1000)


def read_roster(body, shapes):
    shapes.check("K5", "roster", body, ROSTER_DOCUMENT)
    shapes.check_list("K5", "enrolled", body["enrolled"], ENROLLED, by="scope")
    shapes.check_list("K5", "excluded", body["excluded"], EXCLUDED, by="scope")
    left_out = []
    for row in body["enrolled"]:
        shapes.check_list("K5", "enrolled.leftOut", row["leftOut"], LEFT_OUT, by="region")
        both = {*row["regions"]} & {item["region"] for item in row["leftOut"]}
        if both:
            raise Broken("K5", "no region of %s both read and left out" % row["scope"], brief(sorted(both)))
        left_out += [(row["scope"], item["region"], item["reason"], item["approver"]) for item in row["leftOut"]]
    regions = {row["scope"]: row["regions"] for row in body["enrolled"]}
    excluded = [(row["scope"], row["reason"], row["approver"]) for row in body["excluded"]]
    both = [item[0] for item in excluded if item[0] in regions]
    if both or ACTS_SCOPE in {*regions, *(item[0] for item in excluded)}:
        raise Broken("K5", "no scope both enrolled and excluded, and none of provider tidemark", brief(both or ACTS_SCOPE))
    return Roster(regions, excluded, left_out)


def read_tests(body, shapes):
    shapes.check("K5", "tests", body, TESTS)
    shapes.check_list("K5", "checks", body["checks"], CHECK, by="id")
    spread = {}
    for check in body["checks"]:
        shapes.check_list("K5", "evaluators", check["evaluators"], EVALUATOR, optional=("kinds",))
        for evaluator in check["evaluators"]:
            shapes.check_list("K5", "related", evaluator["related"], RELATED, optional=("kind",))
            shapes.check_if_there("K5", "evaluator", evaluator, "kinds", KINDS)
            for related in evaluator["related"]:
                shapes.check_if_there("K5", "related", related, "kind", TEXT)
        for rows, name in [(check["evaluators"], "evaluators")] + [(one["related"], "related") for one in check["evaluators"]]:
            about = {(one["provider"], one["type"], one.get("kind") if name == "related" else None) for one in rows}
            if len(about) != len(rows):
                raise Broken("K5", "%s of %s unique by provider and type" % (name, check["id"]), "two of one type")
            for one in rows:
                if spread.setdefault((one["provider"], one["type"]), one["global"]) != one["global"]:
                    raise Broken("K5", "one `global` of type %s throughout" % one["type"], "both true and false")
    return Tests(body)


READ_DOCUMENT = {"schedule": read_schedule, "roster": read_roster, "tests": read_tests}


# ---------------------------------------------------------------- one segment (section 5)

class Segment:
    """One segment object, read and parsed line by line: rules B1 to B5, C1, C2, and what C3 to C6 say within a segment
    hold for what could be made."""

    def __init__(self, key, verifier):
        self.key, self.place, self.records, self.digests = key, parse_segment_key(key), [], []
        shapes, place, stored, content = verifier.shapes_of(key), self.place, hashlib.sha256(), hashlib.sha256()

        def chunks():
            for data in verifier.ledger.chunks(key):
                stored.update(data)
                yield data

        for line, text in read_lines(chunks()):
            record = parse_canonical(text, line)
            shapes.check("C1", "record", record, RECORD, line)
            check_instants(record_instants(record), line)
            if record["ledger"] != verifier.ledger_id:
                raise Broken("C2", verifier.ledger_id, brief(record["ledger"]), line)
            if record["scope"] != place.scope or record["gen"] != place.gen:
                raise Broken("C3", brief([place.scope, place.gen]), brief([record["scope"], record["gen"]]), line)
            first = self.records[0] if self.records else record
            if record["seq"] != place.seq + line - 1:
                raise Broken("C3" if line == 1 else "C4", "seq %d" % (place.seq + line - 1), brief(record["seq"]), line)
            if line > 1 and record["prev"] != self.digests[-1]:
                raise Broken("C5", "prev " + self.digests[-1], record["prev"], line)
            if (record["time"], record["run"]) != (first["time"], first["run"]):
                raise Broken("C6", brief([first["time"], first["run"]]), brief([record["time"], record["run"]]), line)
            content.update(text)
            self.records.append(record)
            self.digests.append(digest_of(text))
        self.object, self.content = stored.hexdigest(), content.hexdigest()
        first = self.records[0]
        self.is_act = place.scope == ACTS_SCOPE
        self.opening = first["body"] if first["type"] == "run-opened" else {}
        self.is_event = self.opening.get("trigger") == "event"
        self.is_full = self.opening.get("extent") == "full"
        self.kind = "act" if self.is_act else "event batch" if self.is_event else "run"
        self.restarts = None

    def facts(self):
        """L9 and section 10: what is compared with the seal of this run."""
        documents = self.opening.get("documents")
        return run_facts(self.opening.get("trigger"), self.opening.get("slot"), documents if isinstance(documents, dict) else {})

    def row(self):
        """L5: the row that a seal must have for this segment."""
        first, last = self.records[0], self.records[-1]
        closing = {} if self.is_act else last["body"]
        return {"key": self.key, "content": self.content, "object": self.object, "first": first["seq"], "last": last["seq"],
                "before": first["prev"], "after": self.digests[-1], "root": closing.get("root"),
                "counts": known_counts(closing.get("counts")), "run": first["run"], "time": first["time"]}


class Run:
    """The records of a run or event batch in the order of R1, with the shapes of R1 to R6, R8 and R9."""

    def __init__(self, segment, shapes):
        self.segment, self.shapes = segment, shapes
        self.departures, self.restatements, self.news = [], [], []
        self.rows, self.asked, self.data_times, self.observed, self.row_times = {}, {}, [], {}, {}
        self.not_found, self.incarnations, coverage = set(), defaultdict(set), []
        numbered = list(enumerate(segment.records, 1))
        for line, expected in ((1, "run-opened"), (len(numbered), "run-closed")):
            if numbered[line - 1][1]["type"] != expected:
                raise Broken("R1", expected, numbered[line - 1][1]["type"], line)
        self.check_opening()  # it says whether the segment is full
        phase, phases = 0, ("run-opened", "departures", "restatements", "findings, observations and contexts", "coverage", "run-closed")
        for line, record in numbered:
            kind, body = record["type"], record["body"]
            if kind not in RUN_TYPES:
                if kind in ACTS:
                    raise Broken("R1", "a record of a run", "an act: " + kind, line)
                shapes.unknown("record type " + kind, line)
                continue
            again = kind in ("observation", "context") and body.get("restated") is True
            new_phase = {"run-opened": 0, "departure": 1, "coverage": 4, "run-closed": 5}.get(kind, 2 if again else 3)
            if new_phase < phase or (new_phase in (0, 5) and line not in (1, len(numbered))):
                raise Broken("R1", "%s, or what follows it" % phases[phase], "%s after %s" % (kind, phases[phase]), line)
            if again and not segment.is_full:
                raise Broken("R1", "restatements in a full segment only", "a restatement in a delta", line)
            phase = new_phase
            if kind == "coverage":
                coverage.append((line, body))
            elif phase in (1, 2, 3):
                (self.departures, self.restatements, self.news)[phase - 1].append((line, record))
        self.check_restatement_order()
        self.check_coverage(coverage, len(numbered))
        for line, record in self.restatements + self.news:
            self.check_new(line, record["type"], record["body"])
        for line, record in self.departures:
            self.check_departure(line, record["body"])
        self.check_left()
        self.closing = numbered[-1][1]["body"]
        shapes.check("R8", "run-closed", self.closing, RUN_CLOSED, len(numbered))
        shapes.check("R8", "run-closed.counts", self.closing["counts"], COUNTS, len(numbered))

    def check_age(self, name, instant, line):
        """R9."""
        time = self.segment.records[0]["time"]
        if instant is not None and milliseconds(instant) > milliseconds(time) + EARLY:
            raise Broken("R9", "%s not later than %s and 120 s" % (name, time), instant, line)

    def check_opening(self):
        """R2, except what needs the segment before; R9 of asOf."""
        body, place = self.segment.opening, self.segment.place
        self.shapes.check("R2", "run-opened", body, RUN_OPENED, 1, optional=("units", "restarts"))
        self.shapes.check("R2", "by", body["by"], BY, 1)
        for kind in body["documents"]:
            if kind not in KINDS:
                self.shapes.unknown("document kind " + kind[:100], 1)
        self.shapes.check_list("R2", "sources", body["sources"], SOURCE, 1)
        self.sources = [source["source"] for source in body["sources"]]
        if len(set(self.sources)) != len(self.sources):
            raise Broken("R2", "unique sources", brief(self.sources), 1)
        if (body["trigger"] == "slot") != (body["slot"] is not None):
            raise Broken("R2", "slot an instant if and only if trigger is slot", brief([body["trigger"], body["slot"]]), 1)
        run = self.segment.records[0]["run"]
        if not is_run_of_slot(run, body["trigger"], body["slot"]):
            raise Broken("R2", "run slot- and the slot where trigger is slot, and no slot- elsewhere", brief([run, body["trigger"], body["slot"]]), 1)
        if body["documents"].get("tests") is None:
            raise Broken("R2", "documents.tests: a digest", brief(body["documents"].get("tests")), 1)
        if "restarts" in body and (place.gen == 0 or place.seq > 0):
            raise Broken("R2", "restarts in the first segment of a gen above 0 only", brief(body["restarts"]), 1)
        if "units" in body and not self.segment.is_full:
            raise Broken("R2", "units in a full segment only", brief(body["units"]), 1)
        self.check_age("asOf", body["asOf"], 1)
        if self.segment.is_full:
            self.shapes.check_list("R2", "units", body.get("units"), UNIT_STATE, 1)
            if not is_sorted([unit["unit"] for unit in body["units"]]):
                raise Broken("S4", "units sorted", "another order, or one twice", 1)
        if self.segment.is_event and self.segment.is_full:
            raise Broken("R2", "a delta, being an event batch", "full", 1)

    def check_restatement_order(self):
        before = None
        for line, record in self.restatements:
            key = record["body"].get("key")
            if isinstance(key, str):
                if before is not None and utf16(key) <= utf16(before):
                    raise Broken("R1", "restatements sorted by key", "%s after %s" % (brief(key), brief(before)), line)
                before = key

    def check_departure(self, line, body):
        """R3, except `gone`, which needs state."""
        self.shapes.check("R3", "departure", body, DEPARTURE, line)
        key = body["key"]
        if body["reason"] == "not-found" and key not in self.not_found:
            raise Broken("R3", "the key in asked.notFound of this segment", "not there", line)
        if body["reason"] == "replaced" and not self.incarnations[key] - {body["incarnation"]}:
            raise Broken("R3", "an observation of the key with another incarnation", "none follows", line)

    def check_left(self):
        """R3: what is gone or not found is not observed in the same segment."""
        left = {record["body"]["key"]: record["body"]["reason"] for _, record in self.departures if record["body"]["reason"] != "replaced"}
        for line, record in self.news if left else ():
            if record["type"] != "finding" and record["body"]["key"] in left:
                raise Broken("R3", "no new %s of a key that this segment says is %s" % (record["type"], left[record["body"]["key"]]),
                             brief(record["body"]["key"]), line)

    def check_new(self, line, kind, body):
        """R4 and R5."""
        if kind == "finding":
            self.shapes.check("R5", "finding record", body, FINDING_RECORD, line)
            return self.check_finding(body["finding"], line)
        self.shapes.check("R4", kind, body, OBSERVATION if kind == "observation" else CONTEXT, line)
        if body["restated"]:
            if body["source"] is not None or body["dataTime"] is not None:
                raise Broken("R4", "source and dataTime null in a restatement", brief([body["source"], body["dataTime"]]), line)
        else:
            if body["source"] not in self.sources:
                raise Broken("R4", "source: one of " + brief(self.sources), brief(body["source"]), line)
            if body["dataTime"] is None:
                raise Broken("R4", "dataTime: an instant", "null", line)
            self.check_age("dataTime", body["dataTime"], line)
            self.incarnations[body["key"]].add(body["incarnation"])
        if not body["restated"] and body["tests"] != self.segment.opening["documents"]["tests"]:
            raise Broken("R4", "tests: documents.tests of run-opened", body["tests"], line)
        if kind == "context":
            start = body["from"] + "#"
            if body["from"] == self.segment.place.scope or not body["key"].startswith(start) or not body["unit"].startswith(start):
                raise Broken("R4", "from a scope, not the chain's own; key and unit that start with it and #",
                             brief([body["from"], body["key"], body["unit"]]), line)
            return
        for finding in body["findings"]:
            self.check_finding(finding, line)
        if not is_sorted([finding["check"] for finding in body["findings"]]):
            raise Broken("R4", "findings sorted by check", "another order, or one twice", line)

    def check_finding(self, finding, line):
        """R5."""
        self.shapes.check("R5", "finding", finding, FINDING, line)
        self.shapes.check("R5", "finding.relied", finding["relied"], RELIED, line)
        self.shapes.check("R5", "finding.held", finding["held"], HELD, line)
        if finding["held"]["opened"] is not None:
            self.shapes.check("R5", "finding.held.opened", finding["held"]["opened"], POSITION, line)
        if (finding["problem"] is not None) != (finding["outcome"] == "indeterminate"):
            raise Broken("R5", "a problem if and only if indeterminate", brief([finding["outcome"], finding["problem"]]), line)
        if finding["problem"] is not None:
            self.check_problem("R5", "finding.problem", finding["problem"], line)

    def check_problem(self, rule, name, problem, line):
        self.shapes.check(rule, name, problem, PROBLEM, line)
        if problem["code"] not in CODES:
            self.shapes.unknown("problem code " + problem["code"], line)

    def check_coverage(self, coverage, last_line):
        """R1 (which records), R6 and R9."""
        expected = [*self.sources, "none"]
        lags = {source["source"]: source["lagSeconds"] for source in self.segment.opening["sources"]}
        for line, body in coverage:
            self.shapes.check("R6", "coverage", body, COVERAGE, line)
            if not expected or body["source"] != expected.pop(0):
                raise Broken("R1", "coverage in the order of sources, then at most one of none", "one of " + brief(body["source"]), line)
            self.shapes.check_list("R6", "units", body["units"], UNIT_ROW, line, by="unit", optional=("seen", "unseen", "expected"))
            for row in body["units"]:
                self.take_row(row, line, lags.get(body["source"], 0), body["source"] == "none")
            self.shapes.check("R6", "asked", body["asked"], {"seen": LIST, "notFound": LIST, "failed": LIST}, line)
            for kind in ("seen", "notFound", "failed"):
                table = FAILED_ANSWER if kind == "failed" else ANSWER
                self.shapes.check_list("R6", "asked." + kind, body["asked"][kind], table, line, by="key")
                if body["source"] == "none" and kind != "failed" and body["asked"][kind]:
                    raise Broken("R6", "no asked.%s of source none, which nobody was asked for" % kind, brief(body["asked"][kind]), line)
                for answer in body["asked"][kind]:
                    self.take_answer(kind, answer, line, lags.get(body["source"], 0))
        if len(expected) > 1:
            raise Broken("R1", "coverage of " + brief(expected[0]), "none", last_line)

    def take_row(self, row, line, lag, is_of_nobody):
        unit, complete, problem = row["unit"], row["complete"], row["problem"]
        if unit in self.rows:
            raise Broken("R6", "a unit in one coverage record only", "%s twice" % brief(unit), line)
        if complete and (row["dataTime"] is None or problem is not None):
            raise Broken("R6", "a complete row with dataTime and without problem", brief([row["dataTime"], problem]), line)
        if complete and is_of_nobody:
            raise Broken("R6", "no complete row of source none, which nobody was asked for", brief(unit), line)
        if complete and row["listed"] < row["observed"]:
            raise Broken("R6", "a complete row with listed >= observed", brief([row["listed"], row["observed"]]), line)
        if "expected" in row and not NATURAL.test(row["expected"]):
            raise Broken("R6", "expected: an integer >= 0", brief(row["expected"]), line)
        if ("seen" in row) + ("unseen" in row) != (not complete):
            raise Broken("R6", "exactly one of seen and unseen if and only if incomplete", "another combination", line)
        if not complete:
            self.check_problem("R6", "units.problem", problem, line)
        try:
            if "seen" in row and not sorted_list_of(KEY).test(row["seen"]):
                raise Broken("R6", "seen: a sorted list of keys", brief(row["seen"]), line)
            if "unseen" in row and row["unseen"] != "all" and not sorted_list_of(KEY).test(row["unseen"]):
                raise Broken("R6", 'unseen: "all" or a sorted list of keys', brief(row["unseen"]), line)
            if is_of_nobody and row.get("unseen") != "all" and row.get("seen") != []:
                raise Broken("R6", 'unseen "all" or an empty seen of source none, which nobody was asked for', "%s: %s" % (
                    brief(unit), brief(row.get("unseen", row.get("seen")))), line)
        except TooLong as error:
            raise Broken("B5", "keys of %s: %s" % (brief(unit), error), "more", line)
        self.check_age("units.dataTime", row["dataTime"], line)
        keys = {name: row[name] if row[name] == "all" else frozenset(row[name]) for name in ("seen", "unseen") if name in row}
        self.rows[unit] = Row(complete, problem and problem["code"], keys.get("seen"), keys.get("unseen"))
        self.data_times.append((unit, 1, less_lag(row["dataTime"], lag), complete))
        if complete:
            self.observed[unit] = (row["observed"], line)
        if row["dataTime"] is not None:
            self.row_times[unit] = (milliseconds(row["dataTime"]), complete, lag)

    def take_answer(self, kind, answer, line, lag):
        if kind == "failed":
            self.check_problem("R6", "asked.failed.problem", answer["problem"], line)
        elif "problem" in answer:
            raise Broken("R6", "a problem of failed answers only", brief(answer["problem"]), line)
        if answer["key"] in self.asked:
            raise Broken("R6", "at most one asked answer of a key", "two of " + brief(answer["key"]), line)
        self.check_age("asked.%s.dataTime" % kind, answer["dataTime"], line)
        if kind == "notFound":
            self.not_found.add(answer["key"])
        self.asked[answer["key"]] = Answer(kind, answer["unit"], answer["problem"]["code"] if kind == "failed" else None)
        self.data_times.append((answer["unit"], 2, less_lag(answer["dataTime"], lag), False))

    def gaps(self):
        """Every (unit, code) that this segment could not read."""
        return ({(unit, row.code) for unit, row in self.rows.items() if not row.complete}
                | {(answer.unit, answer.code) for answer in self.asked.values() if answer.kind == "failed"})


# ---------------------------------------------------------------- one chain (sections 5 and 6)

class Chain:
    """Where a scope's chain stands. `start` is a Position, None where it is not known. `state` is None while it is
    unproven (section 10, window)."""

    def __init__(self, scope, objects, start):
        self.scope, self.objects = scope, objects  # objects: (gen, seq) to key, of every segment object of the scope
        self.places = sorted(objects)
        self.is_known = start is not None
        self.gen, self.seq, self.head, _, self.full = start or ORIGIN
        self.time, self.runs, self.tests, self.tried = None, set(), None, {}
        at_origin = self.is_known and (self.gen, self.seq) == (0, -1)
        self.state = State() if at_origin and scope != ACTS_SCOPE else None
        self.proven = (0, 0) if self.state else None
        self.is_trial = False  # a trial: what is wrong with documents and attachments breaks the segment

    def clone(self):
        other = Chain(self.scope, {}, Position(self.gen, self.seq, self.head, None, self.full) if self.is_known else None)
        other.objects, other.places, other.tried = self.objects, self.places, self.tried
        other.time, other.runs, other.tests = self.time, set(self.runs), self.tests
        other.proven, other.state = self.proven, self.state.clone() if self.state else None
        return other

    def append(self, segment, verifier):
        """Checks a segment as the next one and moves on: C rules first, then R and A, then S. Returns its Run, if any."""
        restarts = self.check_links(segment, verifier)
        if segment.is_act:
            run = self.check_acts(segment, verifier.shapes_of(segment.key))
            if self.is_trial:
                verifier.need_attachments_now(segment)
        else:
            run = Run(segment, verifier.shapes_of(segment.key))
            if self.is_trial:
                verifier.need_documents_now(segment)
            self.check_extent(segment)
            self.check_slot(segment, verifier)
            self.check_plan(segment, run, verifier)
            self.fold(segment, run, verifier)
            self.tests = segment.opening["documents"]["tests"]
        last = segment.records[-1]
        self.gen, self.seq, self.head, self.is_known = last["gen"], last["seq"], segment.digests[-1], True
        self.time = last["time"]
        self.runs.add(last["run"])
        if segment.is_full and not segment.is_act:
            self.full = {"gen": self.gen, "seq": segment.place.seq}
        segment.restarts = restarts
        return run

    def check_links(self, segment, verifier):
        """C4 to C8 against the chain. Returns `restarts` of the first segment of a gen > 0."""
        place, first = segment.place, segment.records[0]
        is_start = place.gen > self.gen or (not self.is_known and place.seq == 0)
        seq, prev = (0, ZEROS) if is_start else (self.seq + 1, self.head)
        if place.seq != seq:
            raise Broken("C4", "seq %d" % seq, "an object that starts at %d" % place.seq, 1)
        if first["prev"] != prev:
            raise Broken("C5", "prev " + prev, first["prev"], 1)
        if self.time is not None and first["time"] < self.time:
            raise Broken("C6", "time not earlier than " + self.time, first["time"], 1)
        if first["run"] in self.runs:
            raise Broken("C8", "a run that no other segment of the scope has", brief(first["run"]), 1)
        is_restart = place.gen > 0 and is_start
        for line, record in enumerate(segment.records, 1) if segment.is_act else ():
            if record["type"] == "restart" and not (is_restart and line == 1):
                raise Broken("C7", "no restart but at the start of a gen > 0", "a restart", line)
        if not is_restart:
            return None
        if segment.is_act and first["type"] != "restart":
            raise Broken("C7", "an act restart at the start of a gen > 0", first["type"], 1)
        restarts = first["body"].get("restarts") if segment.is_act else segment.opening.get("restarts")
        self.check_restart(segment, restarts, verifier)
        return restarts

    def check_restart(self, segment, restarts, verifier):
        """C7."""
        if not segment.is_act and (segment.opening.get("extent") == "delta" or segment.is_event):
            raise Broken("C7", "a full run at the start of a gen > 0", "%s: %s" % (segment.records[0]["type"], segment.kind), 1)
        shapes, time = verifier.shapes_of(segment.key), milliseconds(segment.records[0]["time"])
        shapes.check("C7", "restarts", restarts, RESTARTS, 1)
        shapes.check_list("C7", "restarts.abandoned", restarts["abandoned"], NAMED_OBJECT, 1, by="key")
        told = (restarts["gen"], restarts["seq"], restarts["head"])
        if not self.is_known and told[1] < 0:  # a window's first seal; where nothing is gone on with, all is known
            self.gen, self.seq, self.head, self.is_known = 0, -1, ZEROS, True
            if self.scope != ACTS_SCOPE:
                self.state, self.proven = State(), segment.place[1:]
        if self.is_known and told != (self.gen, self.seq, self.head):
            raise Broken("C7", "gen %d, seq %d, head %s" % (self.gen, self.seq, self.head), brief(told), 1)
        left = self.places[bisect.bisect_right(self.places, told[:2]):bisect.bisect_left(self.places, (segment.place.gen, -1))]
        there = {self.objects[place]: verifier.ledger.digest(self.objects[place]) for place in left}
        named = {item["key"]: item["object"] for item in restarts["abandoned"]}
        for key in sorted({*named, *there}, key=utf16):
            is_disowned = verifier.is_disowned(key) or (self.scope == ACTS_SCOPE and (key, there.get(key)) in verifier.foreseen)
            if named.get(key) != there.get(key) and (key in named or not is_disowned):
                raise Broken("C7", "abandoned: every object between gen %d, seq %d and this gen" % told[:2],
                             "%s: named as %s, there is %s" % (brief(key), named.get(key), there.get(key)), 1)
        between = {place[0] for place in left if place[0] > told[0] and self.objects[place] in named}
        if len(between) != segment.place.gen - told[0] - 1:
            raise Broken("C7", "an abandoned object in every gen left out", brief(sorted(between)), 1)
        first = next((place for place in left if self.objects[place] in named), None)
        if first and self.can_try() and self.is_next(first):
            key = self.objects[first]
            if not verifier.is_disowned(key, time) and self.would_continue(key, verifier):
                raise Broken("C7", "a first abandoned object that is no valid continuation", key, 1)

    def is_next(self, place):
        """Whether an object stands where the chain could go on."""
        return place == (self.gen, self.seq + 1) or (place[0] > self.gen and place[1] == 0)

    def can_try(self):
        """Whether enough is known to tell if a segment is a valid continuation: in a window, state may be unproven."""
        return self.is_known and (self.state is not None or self.scope == ACTS_SCOPE)

    def would_continue(self, key, verifier):
        """Whether the chain could have gone on with this object, tried on a copy."""
        at = (self.gen, self.seq, key)
        if at not in self.tried:
            self.tried[at] = False  # the tries of a later gen ask for those of an earlier one again
            try:
                trial = self.clone()
                trial.is_trial = True
                verifier.guard("B1", lambda: trial.append(verifier.read_segment(key), verifier))
                self.tried[at] = True
            except Unforeseen:
                raise
            except Broken:
                pass
        return self.tried[at]

    def check_acts(self, segment, shapes):
        """A1."""
        for line, record in enumerate(segment.records, 1):
            kind, body = record["type"], record["body"]
            if kind in RUN_TYPES:
                raise Broken("A1", "acts only in " + ACTS_SCOPE, kind, line)
            if kind not in ACTS:
                shapes.unknown("record type " + kind, line)
            try:
                if not NAME.test(body.get("principal")):
                    raise Broken("A1", "principal: a non-empty string", brief(body.get("principal")), line)
            except TooLong as error:
                raise Broken("B5", "principal: %s" % error, "more", line)
            if kind in ACTS:
                # "functions" of a deployment is a claim that no rule looks into.
                claims = ("functions",) if kind == "deployment" else ()
                shapes.check("A1", kind, body, ACTS[kind], line, optional=("principal",) + claims)
            if kind == "deployment":
                shapes.check("A1", "deployment.documents", body["documents"], DEPLOYED, line)
            elif kind == "response" and body["about"] is not None:
                shapes.check("A1", "response.about", body["about"], ABOUT, line)
            elif kind == "sample":
                shapes.check("A1", "sample.population", body["population"], POSITION, line)
            elif kind == "disowned":
                shapes.check_list("A1", "disowned.objects", body["objects"], NAMED_OBJECT, line, by="key")
                if not body["objects"]:
                    raise Broken("A1", "disowned.objects: at least one", "none", line)

    def check_extent(self, segment):
        """R2: which segments must be full."""
        tests = segment.opening["documents"]["tests"]
        if segment.place.seq == 0 and not segment.is_full:
            raise Broken("R2", "a full segment first in a gen", "delta", 1)
        if not segment.is_full and self.tests not in (None, tests):
            raise Broken("R2", "the tests of the segment before, %s, or a full run" % self.tests, "a delta under " + tests, 1)

    def check_slot(self, segment, verifier):
        """R10."""
        opening, time = segment.opening, segment.records[0]["time"]
        if opening["trigger"] != "slot":
            return
        digest, slot = opening["documents"].get("schedule"), milliseconds(opening["slot"])
        if digest is None:
            raise Broken("R10", "documents.schedule, of which the slot is one", "null", 1)
        schedule = verifier.rested("schedule", digest)
        if schedule and not is_slot_of(schedule, slot):
            raise Broken("R10", "a slot of the schedule that the run names", opening["slot"], 1)
        if milliseconds(time) < slot - EARLY:
            raise Broken("R10", "time not earlier than the slot, %s, less 120 s" % opening["slot"], time, 1)

    def check_plan(self, segment, run, verifier):
        """R11."""
        documents, line = segment.opening["documents"], len(segment.records)
        if segment.is_event:
            return
        if documents.get("roster") is None:
            raise Broken("R11", "documents.roster: a digest", brief(documents.get("roster")), 1)
        roster, tests = verifier.rested("roster", documents["roster"]), verifier.rested("tests", documents["tests"])
        if roster is None:
            return
        if self.scope not in roster.regions:
            raise Broken("R11", "%s enrolled in the roster that the run names" % self.scope, "it is not", 1)
        for unit in tests.plan(self.scope, roster.regions[self.scope]) if tests else ():
            if unit not in run.rows:
                raise Broken("R11", "a row for unit %s, which is planned" % brief(unit), "none", line)

    def fold(self, segment, run, verifier):
        """Section 6: takes a run or event batch into state; R1 (every entry), R3, R5, R7 and S1 to S7 on the way."""
        is_taken_over = self.state is None and segment.is_full
        if is_taken_over:
            self.state, self.proven = State(), (segment.place.gen, segment.place.seq)
            self.state.units = {unit["unit"]: [unit["ever"], unit["listed"], unit["named"]] for unit in segment.opening["units"]}
        if self.state is None:
            for line, record in run.news:
                if record["type"] == "observation":
                    self.check_judges(segment, verifier, record["body"]["unit"], record["body"]["findings"], line)
            return
        state = self.state
        if segment.is_full:
            units = [dict(zip(UNIT_STATE, (unit, *state.units[unit]))) for unit in sorted(state.units, key=utf16)]
            told = [{name: unit[name] for name in UNIT_STATE} for unit in segment.opening["units"]]
            if told != units:
                wrong = next((pair for pair in zip(units, told) if pair[0] != pair[1]), (len(units), len(told)))
                raise Broken("S4", brief(wrong[0]), brief(wrong[1]), 1)
        for line, record in run.departures:
            body = record["body"]
            entry = state.entries.get(body["key"])
            if entry and entry["incarnation"] == body["incarnation"]:
                row = run.rows.get(entry["unit"])
                if body["reason"] == "gone" and not (row and row.complete):
                    raise Broken("R3", "unit %s complete in this segment" % brief(entry["unit"]), "it is not", line)
                state.remove(body["key"])
        self.fold_restatements(segment, run, is_taken_over)
        for line, record in run.news:
            self.fold_new(record, segment, verifier, line)
        state.cover(run.rows, run.asked, segment.is_event)
        for unit, which, data_time, complete in run.data_times:
            known = state.units.setdefault(unit, [False, None, None])
            known[0] = known[0] or complete
            known[which] = max(filter(None, (known[which], data_time)), default=None)
        self.check_closing(segment, run)

    def fold_restatements(self, segment, run, is_taken_over):
        """R1: every entry still in state, and S3: as it is there. Or, where state starts here, taken over."""
        if is_taken_over:
            for _, record in run.restatements:
                self.state.put(entry_of(record["type"], record["body"]))
            return
        expected = sorted(self.state.entries, key=utf16) if segment.is_full else []
        told = {record["body"]["key"]: (line, record) for line, record in run.restatements}
        for key, (line, record) in told.items():
            entry = self.state.entries.get(key)
            if entry is None:
                raise Broken("S3", "an entry in state", "a restatement of %s, which is not" % brief(key), line)
            found = entry_of(record["type"], record["body"])
            for finding in record["body"].get("findings", ()):
                if finding["transition"] is not None:
                    raise Broken("S3", "transition null in a restatement", brief(finding["transition"]), line)
            if restated(found) != restated(entry):
                raise Broken("S3", brief_bytes(restated(entry), restated(found)), brief_bytes(restated(found), restated(entry)), line)
        for key in expected:
            if key not in told:
                raise Broken("R1", "a restatement of every entry still in state", "none of " + brief(key), len(segment.records))

    def fold_new(self, record, segment, verifier, line):
        """R3, R5, S2, S5 and S7 for one new observation, context or finding."""
        state, kind, body = self.state, record["type"], record["body"]
        before, findings = state.entries.get(body["key"]), body["findings"] if kind == "observation" else ()
        same = before if before and before["incarnation"] == body["incarnation"] else None
        opened = {"gen": record["gen"], "seq": record["seq"]}
        if kind == "finding":
            if same is None or "findings" not in same:
                raise Broken("R5", "a key in state with that incarnation", "not there, or context", line)
            self.check_held(body["finding"], same["findings"], "baseline", opened, line)
            replaced = same["findings"].get(body["finding"]["check"])
            self.check_judges(segment, verifier, same["unit"], [body["finding"]], line, replaced and replaced["lanes"])
            state.put({**same, "findings": {**same["findings"], body["finding"]["check"]: known_finding(body["finding"])}})
            return
        if before and not same:
            raise Broken("R3", "a departure of incarnation %s before another" % brief(before["incarnation"]), "none", line)
        is_equal = (same is not None and same["unit"] == body["unit"]
                    and canonicalize(same["projection"]) == canonicalize(body["projection"]))
        since = same["since"] if is_equal else body["dataTime"]
        if body["since"] != since:
            raise Broken("S2", "since " + since, body["since"], line)
        is_ever = state.units.get(body["unit"], [False])[0]
        for finding in findings:
            fresh = "appeared" if same is None and is_ever else "baseline"
            self.check_held(finding, same.get("findings", {}) if same else {}, fresh, opened, line)
        left = {*(same or {}).get("findings", ())} - {finding["check"] for finding in findings}
        if kind == "observation" and left:
            raise Broken("S5", "a finding of every check that the entry has one of", "none of " + brief(sorted(left)), line)
        if kind == "observation":
            self.check_judges(segment, verifier, body["unit"], body["findings"], line)
        state.put(entry_of(kind, body))

    def check_judges(self, segment, verifier, unit, findings, line, kept=None):
        """S7. `kept`: the lanes of the finding that a finding record replaces."""
        documents = segment.opening["documents"]
        for finding in findings:
            if finding["outcome"] == "indeterminate":
                continue
            known = verifier.judge_of(documents["tests"], documents.get("roster"), self.scope, finding["check"], type_of(unit))
            if known is None:
                return
            version, lanes = known
            if finding["version"] != version:
                raise Broken("S7", "%s on type %s: %s" % (finding["check"], brief(type_of(unit)), "no determinate finding, since tests has no "
                             "evaluator" if version is None else "version " + brief(version)), brief(finding["version"]), line)
            if lanes is not None and finding["lanes"] not in (lanes, kept):
                raise Broken("S7", "%s on type %s: lanes %s" % (finding["check"], brief(type_of(unit)), brief(lanes)), brief(finding["lanes"]), line)

    def check_held(self, finding, before, fresh, opened, line):
        """S5."""
        known = before.get(finding["check"])
        held, transition = follow_finding(finding, known and known["held"], fresh, opened)
        told = known_held(finding["held"])
        if told != held or finding["transition"] != transition:
            raise Broken("S5", "%s: held %s, transition %s" % (finding["check"], brief(held), transition),
                         "held %s, transition %s" % (brief(told), finding["transition"]), line)

    def check_closing(self, segment, run):
        """R7, S1 and S6, after the segment."""
        state, line = self.state, len(segment.records)
        if not segment.is_event:
            for unit in sorted(state.by_unit, key=utf16):
                if unit not in run.rows:
                    raise Broken("R7", "a row for unit " + brief(unit), "none", line)
        for new_line, record in run.news:
            if record["type"] != "finding" and not state.is_current(record["body"]["key"]):
                raise Broken("R7", "a key that is current after the segment", brief(record["body"]["key"]), new_line)
        answered = Counter(state.entries[key]["unit"] for key in run.asked if key in state.entries)
        for unit, (observed, row_line) in run.observed.items():
            entries = len(state.by_unit.get(unit, ())) - answered[unit]
            if observed < entries:
                raise Broken("R7", "observed of %s not less than its %d entries" % (brief(unit), entries), brief(observed), row_line)
        root = state.root()
        if run.closing["root"] != root:
            raise Broken("S1", "root " + root, run.closing["root"], line)
        counts = {**state.counts(), "population": state.population}
        told = {**{outcome: run.closing["counts"][outcome] for outcome in OUTCOMES}, "population": run.closing["population"]}
        if told != counts:
            raise Broken("S6", brief(counts), brief(told), line)


# ---------------------------------------------------------------- the whole ledger (sections 3, 4, 7, 9, 10)

Position = namedtuple("Position", "gen seq head root full")
Listed = namedtuple("Listed", "seal key row full")  # a listed segment: digest of its row; `full` of the last of a seal
SealFacts = namedtuple("SealFacts", "index time run trigger slot schedule facts")
Disowned = namedtuple("Disowned", "seal key object time act line")
ORIGIN = Position(0, -1, ZEROS, None, None)
UNKNOWN = "unknown"  # `full` of a chain where the seal before a window is not there
EMPTY_ROOT = hashlib.sha256(b"").digest()


class Verifier:
    def __init__(self, ledger, trust, signatures, asked, now, kept=()):
        self.ledger, self.trust, self.signatures, self.now = ledger, trust, signatures, now
        self.asked_from, self.asked_to = asked  # milliseconds, None where not given
        self.is_window = asked != (None, None)
        self.violations, self.unknowns, self.unknown_count, self.gaps = [], {}, 0, Counter()
        self.proven, self.abandoned, self.void_leaves, self.missed, self.statements = [], [], [], [], []
        self.genesis, self.ledger_id, self.checkpoint, self.covered, self.records, self.missed_count = None, trust.ledger, None, None, 0, 0
        self.start, self.end, self.first, self.last, self.newest = None, None, 0, -1, -1
        # the log
        self.is_log_stopped, self.is_partial, self.seals, self.stopped, self.unsealed = False, False, [], set(), 0
        self.seal_before, self.ended, self.noted, self.tree = None, None, None, Frontier(0, [])
        self.before, self.voided, self.must_stay, self.runs_sealed, self.noted_leaves, self.names = None, {}, {}, {}, [], (0, 0, set())
        self.listed_runs, self.seal_at, self.positions, self.starts = defaultdict(set), {}, {}, {}
        self.listed, self.listing, self.named_at = defaultdict(list), defaultdict(list), {}
        self.seals_of_run, self.keys_of_run, self.other_documents = defaultdict(list), defaultdict(list), {}
        self.events, self.added, self.signers = defaultdict(list), {}, []
        self.kept = defaultdict(list)
        for size, root, source, *_ in (*trust.kept, *kept):
            self.kept[size].append((root, source))
        self.kept_count = sum(map(len, self.kept.values()))
        # documents, segments, acts
        self.segments, self.told_abandoned, self.foreseen = defaultdict(dict), {}, set()
        self.document_problems, self.rested_documents, self.judges = {}, {}, {}
        self.named_documents, self.told_notes = set(), set()
        self.disowned, self.pending = defaultdict(list), defaultdict(list)
        self.attachments, self.needed_attachments, self.are_acts_read = set(), {}, True
        # what section 10 asks to be said
        self.exclusions, self.found, self.unlisted, self.views, self.left_out, self.no_scopes = {}, {}, {}, {}, {}, [0, None, None]
        self.first_enrolled, self.last_enrolled, self.unrostered, self.has_read, self.old_rows = {}, {}, {}, set(), {}
        self.late_segments, self.said_disowned, self.enrolled_count = [], [], Counter()

    # reporting

    def report(self, broken, object, order):
        """Keeps a problem. `order` sorts them: listing and genesis, log, documents, chains, completeness."""
        problem = {"rule": broken.rule, "name": RULES[broken.rule], "object": broken.object or object, "line": broken.line,
                   "expected": broken.expected, "found": broken.found}
        if broken.stray:
            problem["stray"] = True
        self.violations.append((order, len(self.violations), problem))

    def shapes_of(self, object):
        return Shapes(lambda what, line: self.take_unknown(what, object, line))

    def take_unknown(self, what, object, line):
        if (what, object) not in self.unknowns:
            self.unknown_count += 1
            if len(self.unknowns) < LISTED:
                self.unknowns[what, object] = {"what": what, "object": object, "line": line}

    @staticmethod
    def guard(rule, call):
        """Runs a check of hostile input: whatever goes wrong in it that was not foreseen breaks `rule`."""
        try:
            return call()
        except (Broken, CannotVerify):
            raise
        except TooLong as error:
            raise Broken("B5", str(error), "more")
        except Exception as error:
            raise Unforeseen(rule, "an object that can be read", "%s: %s" % (type(error).__name__, str(error)[:100]))

    # course

    def run(self):
        """The course. What goes wrong in it that was not foreseen, memory included, is a problem of the ledger (section 10)."""
        try:
            self.guard("B1", self.course)
        except Broken as broken:
            self.report(broken, "log/", (6,))
            self.statements.append("This program could not read on: it did not check all that is there.")

    def course(self):
        for key in self.ledger.sizes:
            place = parse_segment_key(key)
            if place:
                self.segments[place.scope][place.gen, place.seq] = key
        try:
            self.guard("G1", self.read_genesis)
        except Broken as broken:
            self.report(broken, "genesis.json", (0, ""))
            self.statements.append("This program checked nothing but genesis.json and the names of objects: without the right genesis nothing else has a meaning.")
            return self.check_names()
        self.read_log()
        scopes = {*self.segments, *self.listed, *self.positions}
        self.read_earlier_acts()
        self.look_through_acts()
        for scope in [ACTS_SCOPE] + sorted(scopes - {ACTS_SCOPE}, key=utf16):
            if scope in scopes:
                self.read_chain(scope)
        self.check_names()
        self.check_bounds()
        self.check_documents()
        self.check_attachments()
        self.check_disowned()
        if not self.is_log_stopped:
            self.check_completeness()

    def check_names(self):
        """K1."""
        for key, what in self.ledger.odd:
            self.report(Broken("K1", "a plain object", what, stray=True), key, (0, utf16(key)))
        for key in self.ledger.sizes:
            if not is_object_key(key) and not self.is_disowned(key):
                self.report(Broken("K1", "a key of the forms of section 3", "another", stray=True), key, (0, utf16(key)))

    def check_bounds(self):
        """B5 of notes, and of stamps and cosignatures that a seal lists. Notes that are read are checked as they are read."""
        for key, size in self.ledger.sizes.items():
            match = LOG_FORM.fullmatch(key) if size > MAX_NOTE else None
            is_read = match and (match.group(2) == "note" and int(match.group(1)) <= self.newest or key in self.listing)
            if is_read and key not in self.told_notes:
                if not self.is_window or self.first <= int(match.group(1)) <= self.last:
                    self.report(Broken("B5", "at most %d bytes" % MAX_NOTE, "%d bytes" % size), key, (1, int(match.group(1))))

    def read_genesis(self):
        """B1, B5, G1, B2, G3, G2."""
        if not self.ledger.has("genesis.json"):
            raise Broken("G1", "genesis.json", dict(self.ledger.odd).get("genesis.json", "no such object"))
        try:
            data = self.ledger.read("genesis.json", MAX_GENESIS)
        except Unreadable as error:
            raise Broken("G1", "genesis.json", error.found)
        body = parse_canonical(data)
        check_instants([("created", member(body, "created"))])
        shapes = self.shapes_of("genesis.json")
        shapes.check("G1", "genesis", body, GENESIS, optional=("example",))
        if "example" in body and body["example"] is not True:
            raise Broken("G1", "example true, or no such member", brief(body["example"]))
        if body["continues"] is not None:
            shapes.check("G3", "continues", body["continues"], CONTINUES)
        if digest_of(data) != self.trust.ledger:
            raise Broken("G2", "ledger id " + self.trust.ledger, digest_of(data))
        self.genesis, self.created = body, milliseconds(body["created"])
        if self.asked_from is None and self.asked_to is not None and self.asked_to <= self.created:
            raise CannotVerify("--to must be after the ledger was created, at " + body["created"])
        self.start = self.created if self.asked_from is None else self.asked_from
        self.end = self.now if self.asked_to is None else self.asked_to
        self.check_clock(body["created"], "genesis.json")

    # section 7: the log

    def has_leaf(self, index):
        return self.ledger.has(log_key(index))

    def has_note(self, index):
        return self.ledger.has(log_key(index, "note"))

    def read_log(self):
        found = sorted(int(match.group(1)) for match in map(LOG_FORM.fullmatch, self.ledger.sizes) if match and match.group(2) == "json")
        self.newest = self.last = found[-1] if found else -1
        self.noted_leaves = [index for index in found if self.has_note(index)]
        if self.is_window:
            self.find_window(found)
        self.compare_kept(0, EMPTY_ROOT)
        index = self.first
        while index <= self.last and not self.is_log_stopped:
            if self.has_leaf(index):
                self.read_leaf(index)
            else:
                self.report(Broken("L2", "every leaf before the newest", "no such object"), log_key(index), (1, index))
                self.is_log_stopped = True
            index += 1
        if self.is_log_stopped:
            self.statements.append("The log was read up to leaf %d, which stops the reading: this program did not check what later leaves say, "
                                   "nor section 9." % (index - 1))
        self.check_keys_in_force()
        self.compare_other_kept()

    def loose_leaf(self, index, parse=parse_canonical):
        """A leaf of which nothing else was asked yet: None where it is no object, or breaks B1 or B5 (section 10)."""
        try:
            body = parse(self.ledger.read(log_key(index), MAX_LEAF))
        except (Broken, TooLong):
            return None
        return body if isinstance(body, dict) else None

    def is_named_void(self, index):
        """Whether the next leaf of kind seal, key or end that has its note names this one in `void`: it says it is void."""
        after, namer, names = self.names
        if not (after <= index < namer):  # not the leaf that was looked for last
            names, namer = set(), self.newest + 1
            for other in range(bisect.bisect_right(self.noted_leaves, index), len(self.noted_leaves)):
                body = self.loose_leaf(self.noted_leaves[other]) or {}
                if isinstance(body.get("kind"), str) and body["kind"] in LEAVES:
                    namer = self.noted_leaves[other]
                    names = {i for i in (member(item, "index") for item in items(body.get("void"))) if NATURAL.test(i)}
                    break
            self.names = index, namer, names
        return index in names

    def find_window(self, found):
        """Section 10, Window. Times that nobody verified serve to look for the first and the last leaf, and prove nothing."""
        claims = []  # index, time and note of leaves that say they are a seal
        for index in found:
            body = self.loose_leaf(index, parse_loosely) if index < self.newest or self.has_note(index) else None
            kind = member(body, "kind")
            if kind == "seal" and (self.has_note(index) or not self.is_named_void(index)):
                claims.append((index, milliseconds(body["time"]) if INSTANT.test(body.get("time")) else None, self.has_note(index)))
            if kind == "key" and self.has_note(index):
                self.take_earlier_key(index, body)

        def first_of(some):
            # Whether a leaf keeps B1 is asked of those alone on which the window rests: it takes longer than reading it.
            return next((claim for claim in some if self.loose_leaf(claim[0]) is not None), None)
        noted = [claim for claim in claims if claim[2] and claim[1] is not None]
        newest = first_of(reversed(noted))
        if newest is None:
            return
        if self.asked_from is not None:
            self.first = (first_of(claim for claim in noted if claim[1] >= self.start) or newest)[0]
        last = first_of(claim for claim in noted if claim[0] >= self.first and claim[1] >= self.asked_to) if self.asked_to is not None else None
        self.last = last[0] if last else self.newest
        before = first_of(claim for claim in reversed(claims) if claim[0] < self.first)
        if not before and all(map(self.has_leaf, range(self.first))):
            self.first = 0  # leaves that are no seals, if any, and then the ledger's own first seal
        self.is_partial = self.first > 0
        if self.is_partial:
            self.seal_before = before[0] if before else None

    def take_earlier_key(self, index, body):
        """A key leaf that may lie before a window. Its endorsement tells whether its key may alone have signed a note (exit 3)."""
        def check():
            self.check_endorsed(index, self.shape_leaf(index, body))
        try:
            self.guard("L1", check)
        except Broken:
            return
        key = parse_verifier_key(body["add"]) if body["add"] else None
        if key and (key.name, key.id) not in {(log.name, log.id) for log in self.trust.logs}:
            self.added[key.name, key.id] = key

    def check_before_window(self, first):
        """L3 for a window's first seal: the frontier of the seal before, that leaf, and every leaf between lead to its
        frontier. So what the seal before says is what was signed. N4 of them. W6 where they are not there."""
        key = log_key(self.first)
        gone = next((index for index in range(self.seal_before, self.first) if not self.has_leaf(index)), None) if self.seal_before is not None else self.first - 1
        if gone is not None:
            self.seal_before = None
            self.report(Broken("W6", "the seal before the window and every leaf between", "not there: " + log_key(gone)), key, (5,))
            return None
        at = log_key(self.seal_before)
        for index in range(self.seal_before, self.first):
            if not self.has_note(index) and not self.is_named_void(index):
                self.report(Broken("N4", "a note", "none"), log_key(index, "note"), (1, index))

        def follow():
            tree = Frontier(self.seal_before, map(bytes.fromhex, body["frontier"]))
            for index in range(self.seal_before, self.first):
                tree.append(self.hash_of(index))
            if [root.hex() for root in tree.roots] != first["frontier"]:
                raise Broken("L3", "the frontier that %s and the leaves after it lead to: %s" % (at, brief([root.hex() for root in tree.roots])),
                             brief(first["frontier"]), object=key)
        body = self.loose_leaf(self.seal_before)
        try:
            self.guard("L3", follow)
        except Broken as broken:
            self.report(broken, at, (1, self.seal_before))
            self.seal_before = None
            return None
        try:  # what else is wrong with it is not asked
            return self.guard("L1", lambda: self.shape_leaf(self.seal_before, body))
        except Broken as broken:
            self.report(broken, at, (1, self.seal_before))
            self.seal_before = None
            return None

    def hash_of(self, index):
        """The leaf hash, whatever the leaf's length."""
        return self.ledger.hash(log_key(index), hashlib.sha256(b"\0"))

    def read_leaf(self, index):
        """One leaf: what it says (B1, B2, B5, L1, L2), its note (N*), then L3 to L12. Decides whether it is void."""
        key, has_note = log_key(index), self.has_note(index)
        is_first = self.is_partial and index == self.first
        if index == self.newest and not has_note:  # what it says is not looked at; its bytes serve to compare a kept checkpoint
            self.report(Broken("W4", "a seal or an end with its note as newest leaf", "no note"), key, (4, "", key))
            if index + 1 in self.kept:
                self.grow(index)
            return
        leaf, failure = None, None
        try:
            data = self.ledger.read(key, MAX_LEAF)
            leaf = self.guard("L1", lambda: self.parse_leaf(index, data))
        except Broken as broken:
            failure = broken
        if isinstance(failure, (Unreadable, Unforeseen)) or (failure and has_note):
            self.report(failure, key, (1, index))
            self.is_log_stopped = True
            return
        body_before = None
        if is_first:
            try:
                self.tree = Frontier(index, map(bytes.fromhex, leaf["frontier"]))
            except Broken as broken:
                self.report(broken, key, (1, index))
                self.is_log_stopped = True
                return
        roots = [root.hex() for root in self.tree.roots]
        if is_first:
            body_before = self.check_before_window(leaf)
            self.take_before_window(body_before)
        if has_note:
            try:
                self.grow(index, data)
                self.check_note(index)
            except Broken as broken:
                self.report(broken, key, (1, index))
                self.is_log_stopped = True
                return
        else:
            is_named = self.is_named_void(index)
            if not failure and not (self.is_partial and is_named):
                failure = next((broken for broken, _ in self.problems_of(index, leaf, roots, False)), None)
            self.grow(index)
            if failure or self.is_partial and is_named:
                self.voided[index] = self.ledger.digest(key)
            if failure or is_named:  # a good leaf that is named breaks L7 in the leaf that names it
                return
            self.report(Broken("N4", "a note", "none"), log_key(index, "note"), (1, index))
        if leaf["kind"] not in LEAVES:
            for broken, _ in self.problems_of_end(leaf):
                self.report(broken, key, (1, index))
            if index == self.newest:
                self.report(Broken("W4", "a seal or an end with its note as newest leaf", "a leaf of kind " + leaf["kind"][:100]), key, (4, "", key))
            return
        positions = {}
        for broken, scope in self.problems_of(index, leaf, roots, True, positions):
            self.report(broken, key, (1, index))
            if scope:
                self.stopped.add(scope)
        self.take_leaf(index, leaf, positions)
        if index == self.newest and leaf["kind"] == "key":
            self.report(Broken("W4", "a seal or an end with its note as newest leaf", "a leaf of kind key"), key, (4, "", key))

    def grow(self, index, data=None):
        """Takes a leaf into the tree, and compares the kept checkpoints of that size (N5)."""
        before = self.tree.root() if index == self.first and self.is_partial else None
        self.tree.append(self.hash_of(index) if data is None else hash_leaf(data))
        if index + 1 in self.kept and not self.has_note(index):
            self.compare_kept(index + 1, self.tree.root())
        if before:
            self.root_before = before

    def compare_kept(self, size, root):
        """N5."""
        for kept, source in self.kept.pop(size, ()):
            if kept != root:
                self.report(Broken("N5", "the tree of size %d with root %s, which %s says was kept" % (size, base64.b64encode(kept).decode(), source),
                                   "root " + base64.b64encode(root).decode()), "log/", (1, size))

    def compare_other_kept(self):
        """N5 and W10 for kept checkpoints of other sizes than that of a leaf that was read."""
        if self.is_partial and not self.is_log_stopped:
            self.compare_kept_before()
        tree, index = self.tree, self.last + 1
        for size in sorted(self.kept):
            if size > self.newest + 1:
                for _, source in self.kept.pop(size):
                    self.report(Broken("W10", "a log of at least %d leaves, as %s says" % (size, source), "%d leaves" % (self.newest + 1)), "log/", (5,))
            elif self.is_log_stopped:
                self.statements.append("A kept checkpoint of size %d was not compared, since the log could not be read so far." % size)
            elif size > self.last:
                while index < size and self.has_leaf(index):
                    tree.append(self.hash_of(index))
                    index += 1
                if index < size:
                    self.report(Broken("W10", "every leaf up to the kept checkpoint of size %d" % size, "not there: " + log_key(index)), "log/", (5,))
                else:
                    self.compare_kept(size, tree.root())

    def compare_kept_before(self):
        """N5 and W10 before a window: the last leaf of a known kind with a note that is not after a size, and the leaves
        from it on, lead to the first seal of the window."""
        hashes = {}

        def grow(tree, start, end):
            for index in range(start, end):
                if index not in hashes:
                    hashes[index] = self.hash_of(index)
                tree.append(hashes[index])
        for size in sorted(size for size in self.kept if size < self.first):
            base, roots = self.kept_base(size)
            gone = next((index for index in range(max(base, 0), self.first) if not self.has_leaf(index)), None)
            if base < 0 or gone is not None:
                for _ in self.kept.pop(size):
                    self.report(Broken("W10", "the leaves from the kept checkpoint of size %d to the window" % size, "not all there"), "log/", (5,))
                continue
            try:
                tree = Frontier(base, [bytes.fromhex(root) if DIGEST.test(root) else b"" for root in roots])
                grow(tree, base, size)
                root = tree.root()
                grow(tree, size, self.first)
                is_led = tree.root() == self.root_before
            except Broken:
                is_led = False
            if is_led:
                self.compare_kept(size, root)
            else:
                del self.kept[size]
                self.report(Broken("N5", "leaves from %s on that lead to the first seal of the window" % log_key(base), "they do not"), "log/", (1, size))

    def kept_base(self, size):
        """The last leaf of kind seal, key or end with a note whose index is not above `size`, and its frontier; -1 beyond one that is gone."""
        for index in range(size, 0, -1):
            if not self.has_leaf(index):
                return -1, []
            body = self.loose_leaf(index) if self.has_note(index) else None
            kind = member(body, "kind")
            if isinstance(kind, str) and kind in LEAVES:
                return index, items(body.get("frontier"))
        return 0, []

    def problems_of(self, index, leaf, roots, has_note, positions=None):
        """Yields each rule of section 7, and K3, K5 and N6, that a leaf breaks, with its scope where only that is hurt."""
        yield from self.problems_of_end(leaf)
        if leaf["frontier"] != roots:
            yield Broken("L3", brief(roots), brief(leaf["frontier"])), None
        if self.before is not None and leaf["time"] < self.before:
            yield Broken("L4", "time not earlier than %s, that of the leaf before" % self.before, leaf["time"]), None
        yield from self.problems_of_void(index, leaf)
        if leaf["kind"] in ("key", "end"):
            try:
                self.guard("N6", lambda: self.check_endorsed(index, leaf))
            except Broken as broken:
                yield broken, None
        if leaf["kind"] != "seal":
            return
        for row in leaf["scopes"]:
            late = next((segment for segment in row["segments"] if segment["time"] > leaf["time"]), None)
            if late:
                yield Broken("L4", "time not earlier than %s (%s)" % (late["time"], late["key"]), leaf["time"]), None
        yield from self.problems_of_rows(index, leaf, {} if positions is None else positions)
        yield from self.problems_of_roster(index, leaf)
        yield from self.problems_of_views(index, leaf)
        if leaf["run"] in self.runs_sealed:
            yield Broken("L10", "a run that no other seal has", "%s, of %s too" % (brief(leaf["run"]), log_key(self.runs_sealed[leaf["run"]]))), None
        for stamp in leaf["stamps"]:
            if int(stamp["key"][4:16]) >= self.first:
                found = self.ledger.digest(stamp["key"]) if self.ledger.has(stamp["key"]) else "no such object"
                if found != stamp["object"]:
                    yield Broken("L11", "the digest %s, which %s lists" % (stamp["object"], log_key(index)), found, object=stamp["key"]), None
        if not has_note:
            for kind, digest in leaf["documents"].items():
                problem = self.problem_of_document(kind, digest) if digest else None
                if problem:
                    yield problem, None
            yield from self.problems_with_objects(leaf)

    def problems_of_end(self, leaf):
        """L12."""
        if self.ended is not None:
            yield Broken("L12", "no leaf after %s, of kind end" % log_key(self.ended[0]), "a leaf of kind " + leaf["kind"][:100]), None

    def problems_of_void(self, index, leaf):
        """L7. A window's first seal may name leaves before the window. Those after the seal before, where it is there, are there too,
        and their digests are compared."""
        voids, expected = {item["index"]: item["object"] for item in leaf["void"]}, self.voided
        if self.is_partial and index == self.first:
            expected = dict(self.voided)
            for other in voids:
                if other < index and not self.has_note(other):
                    is_between = self.seal_before is not None and other > self.seal_before
                    expected[other] = self.ledger.digest(log_key(other)) if is_between else voids[other]
        if voids != expected or len(voids) != len(leaf["void"]):
            yield Broken("L7", "void: " + brief(expected), brief(leaf["void"])), None

    def problems_of_rows(self, index, leaf, positions):
        """L6: where the rows lead. Fills `positions`."""
        is_taken_over = self.is_partial and index == self.first and self.seal_before is None
        for row in leaf["scopes"]:
            scope = row["scope"]
            if scope in self.stopped:
                continue
            try:
                before = self.take_over(scope, row) if is_taken_over else self.positions.get(scope, ORIGIN)
                positions[scope] = self.follow_row(scope, row, before)
            except Broken as broken:
                yield broken, scope
        listed = {row["scope"] for row in leaf["scopes"]}
        for scope in sorted(self.positions, key=utf16):
            if scope not in listed and scope not in self.stopped:
                yield Broken("L6", "a row for %s, which was listed before" % brief(scope), "none"), scope

    def take_over(self, scope, row):
        """Where the seal before a window is not there, its first seal is believed where its chains stood before it."""
        first = row["segments"][0] if row["segments"] else None
        place = parse_segment_key(first["key"]) if first else None
        if first is None:
            start = Position(row["gen"], row["seq"], row["head"], row["root"], row["full"])
        elif place is None or (first["first"] == 0 and place.gen > 0):
            start = None  # a restart whose line before is not in the window
        else:
            start = Position(place.gen, first["first"] - 1, first["before"], None, UNKNOWN)
        self.starts[scope] = start
        return start or Position(place.gen - 1 if place else 0, -1, ZEROS, None, UNKNOWN)

    def follow_row(self, scope, row, before):
        """One scope."""
        gen, seq, head = before.gen, before.seq, before.head
        for segment in row["segments"]:
            place = parse_segment_key(segment["key"])
            if place is None or place.scope != scope or place.seq != segment["first"] or segment["last"] < segment["first"]:
                raise Broken("L6", "a segment of %s that its key names" % scope, brief([segment["key"], segment["first"], segment["last"]]))
            expected = [gen, seq + 1, head] if place.gen == gen else [max(place.gen, gen + 1), 0, ZEROS]
            if [place.gen, segment["first"], segment["before"]] != expected:
                raise Broken("L6", "gen, first, before of %s: %s" % (segment["key"], brief(expected)),
                             brief([place.gen, segment["first"], segment["before"]]))
            gen, seq, head = place.gen, segment["last"], segment["after"]
        root = row["segments"][-1]["root"] if row["segments"] else before.root
        expected = {"gen": gen, "seq": seq, "head": head, "root": root}
        if not row["segments"]:
            expected["full"] = before.full
        told = {name: row[name] for name in expected}
        if told != expected:
            raise Broken("L6", "%s: %s" % (scope, brief(expected)), brief(told))
        return Position(gen, seq, head, root, row["full"])

    def problems_of_roster(self, index, seal):
        """L8."""
        digest, roster = seal["documents"].get("roster"), seal["roster"]
        if digest is None:
            yield Broken("L8", "documents.roster: a digest", brief(digest)), None
        document = self.rested("roster", digest) if digest else None
        if document:
            if roster["enrolled"] != list(document.regions):
                yield Broken("L8", "enrolled as in documents.roster: " + brief(list(document.regions)), brief(roster["enrolled"])), None
            told = [(item["scope"], item["reason"], item["approver"]) for item in roster["excluded"]]
            if told != document.excluded:
                yield Broken("L8", "excluded as in documents.roster: " + brief(document.excluded), brief(told)), None
        scopes = {row["scope"] for row in seal["scopes"]}
        for scope in roster["enrolled"]:
            if scope not in scopes:
                yield Broken("L8", "a row for " + brief(scope), "none"), None
        named_now = {*roster["enrolled"], *(item["scope"] for item in roster["excluded"])}
        for scope, what in self.must_stay.items():
            if scope not in named_now:
                yield Broken("L8", "%s enrolled or excluded, since the seal before has it %s" % (brief(scope), what), "neither"), None

    def problems_of_views(self, index, seal):
        """L9, but for the segments' trigger and slot, which their chains are read for."""
        if not is_run_of_slot(seal["run"], seal["trigger"], seal["slot"]):
            yield Broken("L9", "run slot- and the slot where trigger is slot, and no slot- elsewhere", brief([seal["run"], seal["trigger"], seal["slot"]])), None
        slot = None if seal["slot"] is None else milliseconds(seal["slot"])
        if slot is not None:
            digest = seal["documents"].get("schedule")
            schedule = self.rested("schedule", digest) if digest else None
            if digest is None or (schedule and not is_slot_of(schedule, slot)):
                yield Broken("L9", "a slot of the schedule that documents name", seal["slot"] if digest else "no schedule"), None
        is_asked = not self.is_partial or (index > self.first and slot is not None and self.seal_before is not None
                                           and slot - EARLY > self.time_before)
        for row in seal["scopes"]:
            scope, runs = row["scope"], {segment["run"] for segment in row["segments"]}
            if row["view"] == "observed" and is_asked and seal["run"] not in runs and seal["run"] not in self.listed_runs[scope]:
                yield Broken("L9", "%s observed by a listed segment of run %s" % (brief(scope), brief(seal["run"])), "none"), None
            if row["view"] == "silent" and seal["run"] in runs:
                yield Broken("L9", "%s not silent: a segment of run %s is listed" % (brief(scope), brief(seal["run"])), "silent"), None

    def problems_with_objects(self, seal):
        """L5, L6 (full) and L9 of a leaf without note, to know whether it breaks a rule; for others the chains are compared."""
        own = run_facts(seal["trigger"], seal["slot"], seal["documents"])
        for key in self.keys_of_run.get(seal["run"], ()):
            try:
                segment = self.guard("B1", lambda: self.read_segment(key)) if self.ledger.has(key) else None
            except Broken:
                continue  # its own seal speaks of it
            if segment and not segment.is_act and segment.facts()[0] != own[0]:
                yield Broken("L9", "segments of the seal's run with its trigger and slot", key), None
        for row in seal["scopes"]:
            full = self.positions.get(row["scope"], ORIGIN).full
            for told in row["segments"]:
                if not self.ledger.has(told["key"]):
                    yield Broken("L5", "the object " + told["key"], "no such object"), None
                    return
                try:
                    segment = self.guard("B1", lambda: self.read_segment(told["key"]))
                except Broken as broken:
                    yield Broken("L5", "what %s says" % told["key"], "it breaks " + broken.rule), None
                    return
                if row_digest(told) != row_digest(segment.row()):
                    yield Broken("L5", "what %s says" % told["key"], "another row"), None
                if segment.is_full and not segment.is_act:
                    full = {"gen": segment.place.gen, "seq": segment.place.seq}
                facts = [other.facts for other in self.seals_of_run.get(told["run"], ())] + ([own] if told["run"] == seal["run"] else [])
                if not segment.is_act and any(segment.facts()[0] != other[0] for other in facts):
                    yield Broken("L9", "segments of a seal's run with its trigger and slot", told["key"]), None
            if row["full"] != full:
                yield Broken("L6", "full %s of %s" % (brief(full), row["scope"]), brief(row["full"])), None

    def parse_leaf(self, index, data):
        """B1, B2, L1, L2. Of a leaf of another kind nothing more is asked than its note and L12."""
        body = parse_canonical(data)
        kind = member(body, "kind")
        if isinstance(kind, str) and kind != "" and kind not in LEAVES:
            if not self.has_note(index):
                raise Broken("L1", "a seal, key or end, or a leaf of another kind with its note", brief(kind))
            self.take_unknown("leaf kind " + kind[:100], log_key(index), None)
            return {"kind": kind}
        return self.shape_leaf(index, body)

    def shape_leaf(self, index, body):
        """B2, L1, L2 of a seal, key or end."""
        shapes, kind = self.shapes_of(log_key(index)), member(body, "kind")
        if not isinstance(kind, str) or kind not in LEAVES:
            raise Broken("L1", "kind: seal, key, end or another text", brief(kind))
        check_instants([("time", body.get("time"))] + ([("slot", body.get("slot"))] + [
            ("segments.time", member(segment, "time")) for row in items(body.get("scopes")) for segment in items(member(row, "segments"))]
            if kind == "seal" else []))
        shapes.check("L1", kind, body, LEAVES[kind])
        shapes.check("L1", "by", body["by"], BY)
        shapes.check_list("L1", "void", body["void"], VOID)
        if body["ledger"] != self.ledger_id:
            raise Broken("L1", "ledger " + self.ledger_id, body["ledger"])
        if kind == "seal":
            self.shape_seal(index, body, shapes)
        if kind == "key":
            if body["add"] is None and body["retire"] is None:
                raise Broken("L1", "add or retire: a verifier key", "both null")
            for name in ("add", "retire"):
                try:
                    if body[name] is not None:
                        parse_verifier_key(body[name])
                except ValueError as error:
                    raise Broken("L1", "%s: a verifier key or null" % name, str(error))
        if body["index"] != index:
            raise Broken("L2", "index %d" % index, brief(body["index"]))
        return body

    @staticmethod
    def shape_seal(index, body, shapes):
        """L1 of a seal."""
        if (body["trigger"] == "slot") != (body["slot"] is not None):
            raise Broken("L1", "slot an instant if and only if trigger is slot", brief([body["trigger"], body["slot"]]))
        for kind in body["documents"]:
            if kind not in KINDS:
                shapes.unknown("document kind " + kind[:100], None)
        shapes.check_list("L1", "scopes", body["scopes"], SCOPE_ROW, by="scope")
        for row in body["scopes"]:
            if (row["view"] == "failed") != (row["problem"] is not None):
                raise Broken("L1", "a problem if and only if view is failed", brief([row["view"], row["problem"]]))
            if row["full"] is not None:
                shapes.check("L1", "scopes.full", row["full"], POSITION)
                row["full"] = named(row["full"], POSITION)
            shapes.check_list("L1", "scopes.segments", row["segments"], SEGMENT_ROW)
            for segment in row["segments"]:
                if segment["counts"] is not None:
                    shapes.check("L1", "scopes.segments.counts", segment["counts"], COUNTS)
        shapes.check("L1", "roster", body["roster"], ROSTER)
        shapes.check_list("L1", "roster.excluded", body["roster"]["excluded"], EXCLUDED, by="scope")
        both = {*body["roster"]["enrolled"]} & {item["scope"] for item in body["roster"]["excluded"]}
        if both:
            raise Broken("L1", "no scope both enrolled and excluded", brief(sorted(both)))
        shapes.check_list("L1", "stamps", body["stamps"], NAMED_OBJECT, by="key")
        for stamp in body["stamps"]:
            match = LOG_FORM.fullmatch(stamp["key"])
            if not match or match.group(2) in ("json", "note") or int(match.group(1)) >= index:
                raise Broken("L1", "stamps: keys of .tsr and .cosig objects of leaves before", brief(stamp["key"]))

    # taking a leaf

    def take_before_window(self, body):
        """What L4, L6, L8, L9 and W1 ask of the seal before a window."""
        if body is None:
            return
        self.before, self.time_before = body["time"], milliseconds(body["time"])
        self.take_must_stay(body)
        for row in body["scopes"]:
            self.positions[row["scope"]] = at = Position(*(row[name] for name in Position._fields))
            self.starts[row["scope"]] = ORIGIN if at.seq == -1 else at
        self.slot_before = (milliseconds(body["slot"]), self.time_before) if body["slot"] else None
        self.schedule_before = body["documents"].get("schedule")
        self.need_document("schedule", self.schedule_before, log_key(body["index"]), (1, body["index"]))

    def take_must_stay(self, seal):
        """L8: the scopes that the next seal must account for."""
        rows = {row["scope"] for row in seal["scopes"]}
        self.must_stay = {item["scope"]: "excluded, with a row" for item in seal["roster"]["excluded"] if item["scope"] in rows}
        self.must_stay.update((scope, "enrolled") for scope in seal["roster"]["enrolled"])

    def take_leaf(self, index, leaf, positions):
        """A leaf that counts: what it says is what later leaves and the chains are held against."""
        key = log_key(index)
        self.void_leaves += [{"index": item["index"], "reason": item["reason"]} for item in leaf["void"]]
        for item in leaf["void"]:
            self.named_at.setdefault(log_key(item["index"]), index)
        self.before, self.voided = leaf["time"], {}
        self.check_clock(leaf["time"], key)
        if leaf["kind"] == "key":
            self.take_key(index, leaf)
        elif leaf["kind"] == "end":
            self.ended = (index, milliseconds(leaf["time"]), leaf["successor"], leaf["reason"])
        else:
            self.take_seal(index, leaf, positions)

    def take_seal(self, index, seal, positions):
        key, time = log_key(index), milliseconds(seal["time"])
        self.take_must_stay(seal)
        for kind, digest in sorted(seal["documents"].items()):
            if digest is not None:
                self.named_at.setdefault(document_key(kind, digest), index)
                self.need_document(kind, digest, key, (1, index))
        for stamp in seal["stamps"]:
            self.listing[stamp["key"]].append((index, stamp["object"]))
        self.positions.update(positions)
        self.runs_sealed.setdefault(seal["run"], index)
        for row in seal["scopes"]:
            scope = row["scope"]
            self.listed_runs[scope].update(segment["run"] for segment in row["segments"])
            for number, segment in enumerate(row["segments"], 1):
                self.listing[segment["key"]].append((index, segment["object"]))
                self.keys_of_run[segment["run"]].append(segment["key"])
                if scope not in self.stopped:
                    full = (row["full"],) if number == len(row["segments"]) else None
                    self.listed[scope].append(Listed(index, segment["key"], row_digest(segment), full))
            if row["view"] == "silent" and seal["slot"] is not None and scope in self.must_stay and self.must_stay[scope] == "enrolled":
                self.report(Broken("W7", "%s observed or failed in a slot" % brief(scope), "silent"), key, (4, key))
        self.seal_at[index] = SealFacts(index, time, seal["run"], seal["trigger"], seal["slot"], seal["documents"].get("schedule"),
                                         run_facts(seal["trigger"], seal["slot"], seal["documents"]))
        self.seals.append(self.seal_at[index])
        self.seals_of_run[seal["run"]].append(self.seal_at[index])
        self.take_facts(index, seal, time)

    def take_facts(self, index, seal, time):
        """What section 10 asks to be said of every seal that was read."""
        def span(table, about):
            row = table.setdefault(about, [time, time, 0])
            row[1:] = [time, row[2] + 1]
            return row
        roster = seal["roster"]
        enrolled = {*roster["enrolled"]}
        if not enrolled:
            self.no_scopes = [self.no_scopes[0] + 1, self.no_scopes[1] or time, time]
        for item in roster["excluded"]:
            about = (item["scope"], item["reason"], item["approver"])
            if about not in self.exclusions:
                self.exclusions[about] = {"first": time, "before": item["scope"] in self.last_enrolled, "between": False}
            known = self.exclusions[about]
            known["between"] = known["between"] or known["first"] < self.last_enrolled.get(item["scope"], 0)
            known["last"] = time
        for scope in enrolled:
            self.first_enrolled.setdefault(scope, time)
            self.last_enrolled[scope] = time
            self.enrolled_count[scope] += self.start <= time < self.end
        for scope in roster["found"]:
            span(self.found, scope)
        for parent in roster["unlisted"]:
            span(self.unlisted, parent)
        excluded = {item["scope"] for item in roster["excluded"]}
        for row in seal["scopes"]:
            if row["view"] != "observed" and row["scope"] in enrolled:
                span(self.views, (row["scope"], row["view"]))
            if row["scope"] not in enrolled and row["scope"] not in excluded and row["scope"] != ACTS_SCOPE:
                span(self.unrostered, row["scope"])
        digest = seal["documents"].get("roster")
        document = self.rested("roster", digest) if digest else None
        for item in document.left_out if document else ():
            span(self.left_out, item)

    def check_clock(self, time, key):
        """W8."""
        if milliseconds(time) > self.now + EARLY:
            self.report(Broken("W8", "a time not later than %s and 120 s" % instant_text(self.now), time), key, (4, key))

    # section 8: notes and keys

    def check_note(self, index):
        """N1 to N3. A bad signature is reported and reading goes on; a root that is not that of the leaves ends it."""
        key = log_key(index, "note")
        try:
            data = self.ledger.read(key, MAX_NOTE)
            text, origin, size, root, signatures = self.guard("N1", lambda: parse_note(data))
            keys = {(known.name, known.id): known for known in [*self.trust.witnesses.values(), *self.trust.logs] if known.spki}
            good, cosigned = [], set()
            for name, key_id, signature in signatures:
                known = keys.get((name, key_id))
                if known and not self.signatures.verify_line(known, signature, text):
                    raise Broken("N2", "a signature that verifies, of " + brief(name), "one that does not")
                if known in self.trust.logs:
                    good.append(known)
                cosigned.update(witness for witness, other in self.trust.witnesses.items() if other == known)
            if not good:
                self.check_added(signatures, text, key)
                raise Broken("N2", "a signature by a log key of the trust file", "none")
        except Broken as broken:
            self.told_notes.add(key)
            broken = Broken("N1", "a note that can be read", broken.found) if isinstance(broken, Unreadable) else broken
            return self.report(broken, key, (1, index))
        self.signers.append((index, key, frozenset(good)))
        tree = self.tree.root()
        expected = (self.genesis["origin"], index + 1, tree.hex())
        if (origin, size, root.hex()) != expected:
            raise Broken("N3", brief(expected), brief([origin, size, root.hex()]), object=key)
        if self.is_partial and index == self.first:
            self.compare_kept(index, self.root_before)
        self.compare_kept(size, tree)
        self.checkpoint = {"size": size, "root": root.hex()}
        self.noted = (index, text, cosigned)

    def check_added(self, signatures, text, key):
        """Section 8: a note that a key alone has signed which the log has added and the trust file lacks gives no verdict."""
        for name, key_id, signature in signatures:
            added = self.added.get((name, key_id))
            if added and added.spki and self.signatures.verify_line(added, signature, text):
                raise CannotVerify("%s is signed by the key %s alone, which a key leaf adds and the trust file lacks; ask the person who gave you the trust file for the newest one"
                                   % (key, name))

    def check_endorsed(self, index, leaf):
        """N6 of a key or end leaf: those who must have signed what it says."""
        if leaf["kind"] == "key":
            text = "tidemark/key/v1\n%s\nindex %d\nadd %s\nretire %s\n" % (self.ledger_id, index, leaf["add"] or "-", leaf["retire"] or "-")
        else:
            text = "tidemark/end/v1\n%s\nindex %d\nsuccessor %s\n" % (self.ledger_id, index, leaf["successor"] or "-")
        try:
            told, signatures = parse_signed(leaf["endorsed"].encode("utf-8"))
        except ValueError as error:
            raise Broken("N6", "endorsed: a signed note", str(error)[:200])
        if told != text:
            raise Broken("N6", "endorsed with the text " + brief(text), brief(told))
        add = parse_verifier_key(leaf["add"]) if leaf.get("add") else None
        keys = {(key.name, key.id): key for key in ([add] if add else []) + self.trust.logs if key.spki}
        good = set()
        for name, key_id, signature in signatures:
            key = keys.get((name, key_id))
            if key and not self.signatures.verify_line(key, signature, text.encode("utf-8")):
                raise Broken("N6", "a signature of endorsed that verifies, of " + brief(name), "one that does not")
            good.add(key and (key.name, key.id))
        if add and add.spki is None:
            self.statements.append("Leaf %d adds a key of type 0x%02x; this program can't verify whether that key endorsed it." % (index, add.type))
        elif add and (add.name, add.id) not in good:
            raise Broken("N6", "endorsed signed by the key that is added", "it is not")
        if not any((key.name, key.id) in good and (add is None or (key.name, key.id) != (add.name, add.id)) and self.is_in_force(key, index)
                   for key in self.trust.logs):
            raise Broken("N6", "endorsed signed by a log key of the trust file that is in force there", "by none")

    def take_key(self, index, leaf):
        for name in ("add", "retire"):
            if leaf[name]:
                key = parse_verifier_key(leaf[name])
                self.events[key.name, key.id].append((index, name))
                if name == "retire":
                    self.added.pop((key.name, key.id), None)
                elif (key.name, key.id) not in {(log.name, log.id) for log in self.trust.logs}:
                    self.added[key.name, key.id] = key
        self.statements.append("Leaf %d adds the log key %s and retires %s (%s)." % (
            index, leaf["add"] or "none", leaf["retire"] or "none", leaf["reason"]))

    def is_in_force(self, key, index):
        """N6: whether a signature by a log key of the trust file counts for a leaf, by the key leaves that were read."""
        events = self.events.get((key.name, key.id), ())
        is_so = not (events and events[0][1] == "add")
        for at, what in events:
            if what == "add" and at <= index:
                is_so = True
            elif what == "retire" and at < index:
                is_so = False
        return is_so and index + 1 <= self.trust.until.get(key, MAX_INTEGER)

    def check_keys_in_force(self):
        """N6 of notes, once all key leaves are known."""
        if not self.events and not self.trust.until:
            return
        for index, key, signers in self.signers:
            if not any(self.is_in_force(signer, index) for signer in signers):
                self.report(Broken("N6", "a signature by a log key that is in force for leaf %d" % index,
                                   "by " + ", ".join(sorted("%s+%s" % (signer.name, signer.id.hex()) for signer in signers))), key, (1, index))

    # documents

    def problem_of_document(self, kind, digest):
        """K3, K2, B1, B5 or K5 of a document; None where it is right."""
        about = (kind, digest)
        if about not in self.document_problems:
            key, self.document_problems[about] = document_key(kind, digest), None
            try:
                self.guard("K5", lambda: self.read_document(kind, digest, key))
            except Broken as broken:
                broken.object = key
                self.document_problems[about] = broken
        return self.document_problems[about]

    def read_document(self, kind, digest, key):
        if not self.ledger.has(key) or not DOCUMENT_FORM.fullmatch(key):
            raise Broken("K3", "the document", dict(self.ledger.odd).get(key, "no such object"))
        try:
            data = self.ledger.read(key, MAX_LEAF)
        except Unreadable as error:
            raise Broken("K3", "the document", error.found)
        if digest_of(data) != digest:
            raise Broken("K2", digest, digest_of(data))
        body = self.guard("B1", lambda: parse_canonical(data))
        if kind in RESTED_ON:
            self.rested_documents[kind, digest] = READ_DOCUMENT[kind](body, self.shapes_of(key))

    def rested(self, kind, digest):
        """A Schedule, Roster or Tests; None where the document is not there or not right (which is reported elsewhere)."""
        self.problem_of_document(kind, digest)
        return self.rested_documents.get((kind, digest))

    def judge_of(self, tests, roster, scope, check, kind):
        """S7: the version and the lanes that the documents give a check on a type; None where they can't be asked. A version
        is None where there is no evaluator, lanes are None where the roster that they hang on can't be read."""
        about = (tests, roster, scope, check, kind)
        if about not in self.judges:
            document, enrolled = self.rested("tests", tests), self.rested("roster", roster) if roster else None
            if document is None:
                self.judges[about] = None
            else:
                version = document.version(check, scope, kind)
                is_known = version is not None and (roster is None or enrolled is not None)
                self.judges[about] = version, document.lanes_for(check, scope, kind, enrolled) if is_known else None
        return self.judges[about]

    def need_document(self, kind, digest, by, order):
        """K3, K5 and what else is wrong with a document that a seal or a run names. Each is reported once."""
        if digest is None or (kind, digest) in self.named_documents:
            return
        self.named_documents.add((kind, digest))
        problem = self.problem_of_document(kind, digest)
        if problem:
            self.report(Broken(problem.rule, problem.expected + ("" if problem.rule != "K3" else " that %s names" % by), problem.found),
                        document_key(kind, digest), order)

    def need_documents_now(self, segment):
        """Of a segment that no seal lists, a document that is missing or wrong breaks the segment."""
        for kind, digest in segment.opening["documents"].items():
            problem = self.problem_of_document(kind, digest) if digest else None
            if problem:
                raise problem

    def check_documents(self):
        """B1, B5 and K2 of the documents that no seal and no run names: stray. In a window they are not read."""
        for key in sorted(self.ledger.sizes, key=utf16) if not self.is_window else ():
            match = DOCUMENT_FORM.fullmatch(key)
            if not match or match.groups() in self.named_documents or self.is_disowned(key):
                continue
            try:
                data = self.ledger.read(key, MAX_LEAF)
                if digest_of(data) != match.group(2):
                    raise Broken("K2", match.group(2), digest_of(data))
                self.guard("B1", lambda: parse_canonical(data))
            except Broken as broken:
                broken.stray = True
                self.report(broken, key, (2, utf16(key)))

    # attachments and acts

    def check_attachments(self):
        """K6, and B5 of attachments."""
        for digest, (act, line) in sorted(self.needed_attachments.items()):
            if not self.ledger.has("attachments/" + digest):
                self.report(Broken("K6", "the attachment that line %d of %s records" % (line, act),
                                   dict(self.ledger.odd).get("attachments/" + digest, "no such object")), "attachments/" + digest, (3, b"", 0))
        for key in sorted(self.ledger.sizes, key=utf16):
            match, broken = ATTACHMENT_FORM.fullmatch(key), None
            if not match or (self.is_window and match.group(1) not in self.attachments):
                continue
            is_named = match.group(1) in self.attachments
            try:
                if self.ledger.sizes[key] > MAX_ATTACHMENT:
                    raise Broken("B5", "at most %d bytes" % MAX_ATTACHMENT, "%d bytes" % self.ledger.sizes[key], stray=not is_named)
                found = match.group(1)
                if is_named or self.are_acts_read:
                    found = self.ledger.digest(key)
                if found != match.group(1):
                    broken = Broken("K6", match.group(1), found, stray=not is_named)
                elif not is_named and self.are_acts_read:
                    broken = Broken("K6", "an act that names this attachment", "none", stray=True)
                if broken and not self.is_disowned(key):
                    raise broken
            except Broken as broken:
                self.report(broken, key, (3, b"", 0))

    def need_attachments_now(self, segment):
        """Of acts that no seal lists, an attachment that is missing or wrong breaks the segment."""
        for line, record in enumerate(segment.records, 1):
            if record["type"] not in ("attachment", "population"):
                continue
            digest, is_needed = record["body"]["digest"], record["body"]["place"] == "ledger"
            key = "attachments/" + digest
            found = self.ledger.digest(key) if self.ledger.has(key) else "no such object" if is_needed else digest
            if found != digest and not self.is_disowned(key):
                raise Broken("K6", "the attachment " + digest, found, line)

    def take_acts(self, segment, seal):
        """What acts say of objects: attachments, documents, and what is disowned. `seal` is None where no seal lists them;
        of acts before a window it is EARLIER, and what they disown alone is taken."""
        for line, record in enumerate(segment.records, 1):
            kind, body = record["type"], record["body"]
            if kind in ("attachment", "population") and seal != EARLIER:
                self.attachments.add(body["digest"])
                self.name("attachments/" + body["digest"], seal)
                if body["place"] == "ledger":
                    self.needed_attachments.setdefault(body["digest"], (segment.key, line))
            elif kind == "disowned" and seal is not None:
                for item in body["objects"]:
                    act = Disowned(seal, item["key"], item["object"], milliseconds(record["time"]), segment.key, line)
                    self.disowned[item["key"]].append(act)
                    place = parse_segment_key(item["key"])
                    if place and seal >= 0:
                        self.pending[place.scope].append(act)

    def name(self, key, seal):
        """A2: from which seal on a record names an object."""
        if seal is not None:
            self.named_at[key] = min(seal, self.named_at.get(key, seal))

    def is_disowned(self, key, time=None):
        """Whether an act that a seal lists, made at `time` or before, disowned this very object."""
        acts = [act for act in self.disowned.get(key, ()) if time is None or act.time <= time]
        if not acts or not self.ledger.has(key):
            return False
        digest = self.ledger.digest(key)
        return any(act.object == digest for act in acts)

    def check_disowned(self):
        """A2, but for valid continuations, which their chains are read for; and what is to be said."""
        for key in sorted(self.disowned, key=utf16):
            for act in self.disowned[key]:
                if self.is_disowned(key):
                    self.said_disowned.append(key)
                if act.seal != EARLIER and (key == "genesis.json" or LOG_FORM.fullmatch(key)):
                    self.report(Broken("A2", "no genesis and no object of the log", key, act.line), act.act, (3, b"", 1))
                places = [("listed", index) for index, object in self.listing.get(key, ()) if index <= act.seal or object == act.object]
                places += [("named", index) for index in [self.named_at.get(key)] if index is not None and index <= act.seal]
                for what, where in places:
                    self.report(Broken("A2", "only what no seal lists, and no seal, run or other act names", "%s is %s, as of %s" % (
                        key, what, log_key(where)), act.line), act.act, (3, b"", 1))

    def ask_disowned(self, chain, seal):
        """A2: is what an act disowned a valid continuation where the chain stands? Asked before each segment that a seal
        lists, here `seal`, and in the end (None): so after the seal before the act's, each segment of its seal, and its seal."""
        still = []
        for act in self.pending[chain.scope]:
            place = parse_segment_key(act.key)
            if seal is not None and act.seal > seal:
                still.append(act)
            elif (chain.can_try() and chain.is_next((place.gen, place.seq)) and self.ledger.has(act.key)
                    and self.ledger.digest(act.key) == act.object and chain.would_continue(act.key, self)):
                self.report(Broken("A2", "no valid continuation of its chain", act.key, act.line), act.act, (3, b"", 1))
            elif act.seal == seal:
                still.append(act)
        self.pending[chain.scope] = still

    def ask_disowned_acts(self, chain, listed):
        """A2 of objects of the acts' own chain: it is gone through once more, since an act speaks of heads before it."""
        try:
            for told in listed if self.pending[ACTS_SCOPE] else ():
                self.ask_disowned(chain, told.seal)
                self.guard("B1", lambda: chain.append(self.read_segment(told.key), self))
            self.ask_disowned(chain, None)
        except Broken:
            pass  # it was reported when the chain was read

    # section 5: the chains

    def read_segment(self, key):
        return Segment(key, self)

    def read_earlier_acts(self):
        """Section 10, window: acts that earlier seals list are read for `disowned` alone, where all are there."""
        objects = self.segments.get(ACTS_SCOPE, {})
        listed = self.listed.get(ACTS_SCOPE)
        if not self.is_partial or not objects or ACTS_SCOPE not in self.starts:
            return
        start = self.starts[ACTS_SCOPE]
        if start is None:  # a restart: its own words say where the acts before it end
            told = member(member(self.first_record(listed[0].key) if listed else None, "body"), "restarts")
            start = (member(told, "gen"), member(told, "seq"), member(told, "head"))
        chain, read, free = Chain(ACTS_SCOPE, objects, ORIGIN), [], dict(objects)
        try:
            while (chain.gen, chain.seq, chain.head) != start[:3]:
                key = self.next_of(chain, free)
                segment = self.guard("B1", lambda: self.read_segment(key)) if key else None
                if segment is None or (chain.gen, chain.seq) >= (start[0], start[1]):
                    raise Broken("K4", "acts that lead to the window", "others")
                self.guard("B1", lambda: chain.append(segment, self))
                read.append(segment)
        except (Broken, TypeError):
            if start[:3] != ORIGIN[:3]:
                self.statements.append("The acts that seals before the window list are not all there: what they disowned is not known.")
            return
        for segment in read:
            self.take_acts(segment, EARLIER)

    def look_through_acts(self):
        """C7 of the acts' own restarts: acts after a restart may disown what came into a gen that it left. What they say
        counts once they are read; if one of them is broken, so is the ledger."""
        for listed in self.listed.get(ACTS_SCOPE, ()):
            try:
                segment = self.guard("B1", lambda: self.read_segment(listed.key)) if self.ledger.has(listed.key) else None
            except (Broken, Unreadable, TypeError):
                continue
            for record in segment.records if segment else ():
                if record["type"] == "disowned" and isinstance(record["body"], dict):
                    self.foreseen.update((member(item, "key"), member(item, "object")) for item in items(record["body"].get("objects"))
                                         if isinstance(member(item, "key"), str) and isinstance(member(item, "object"), str))

    def read_chain(self, scope):
        """One scope: what seals list, then what follows the last seal; K4 for what belongs nowhere."""
        chain = Chain(scope, self.segments[scope], self.starts.get(scope, ORIGIN))
        self.taken, number, is_whole = set(), 0, scope not in self.stopped and not self.is_log_stopped
        if chain.is_known or not self.listed[scope]:
            oldest = (chain.gen, chain.seq)
        else:
            oldest = (parse_segment_key(self.listed[scope][0].key).gen, -1)  # a restart; what it left lies before the window
        all_listed = self.listed.pop(scope, [])
        try:
            for number, listed in enumerate(all_listed, 1):
                if scope != ACTS_SCOPE:
                    self.ask_disowned(chain, listed.seal)
                if not self.ledger.has(listed.key):
                    raise Broken("L5", "the segment that %s lists" % log_key(listed.seal),
                                 dict(self.ledger.odd).get(listed.key, "no such object"), object=listed.key)
                self.follow(chain, listed.key, number, listed.seal)
                self.compare_row(chain, listed)
                self.compare_run(chain, listed.seal)
            if scope != ACTS_SCOPE:
                self.ask_disowned(chain, None)
        except Broken as broken:
            is_whole = False
            order = (3, utf16(scope), number) if broken.rule not in ("L5", "L6", "L9") else (1, listed.seal, utf16(scope))
            self.report(broken, scope, order)
        if scope == ACTS_SCOPE:
            self.ask_disowned_acts(Chain(scope, self.segments[scope], self.starts.get(scope, ORIGIN)), all_listed)
        if is_whole and self.last == self.newest:
            self.follow_tail(chain, oldest)
        elif scope == ACTS_SCOPE:
            self.are_acts_read = False
        if scope != ACTS_SCOPE and (chain.proven or chain.seq >= 0):
            gen, seq = chain.proven or (None, None)
            self.proven.append({"scope": scope, "gen": gen, "seq": seq})

    def follow(self, chain, key, number, seal):
        """Reads one segment and appends it to its chain; a problem names the object. `seal` is None where none lists it."""
        def check():
            segment = self.read_segment(key)
            chain.is_trial = seal is None
            return segment, chain.append(segment, self)
        try:
            segment, run = self.guard("B1", check)
        except Unreadable as error:
            raise Broken("L5" if seal is not None else "K4", "the segment", error.found, object=key, stray=seal is None)
        except Broken as broken:
            broken.object = broken.object or key
            raise broken
        self.records += len(segment.records)
        self.taken.add(key)
        self.check_clock(chain.time, key)
        if segment.restarts:
            for item in segment.restarts["abandoned"]:
                self.taken.add(item["key"])
                self.name(item["key"], seal)
                self.abandoned.append({"key": item["key"], "reason": segment.restarts["reason"]})
        if run is None:
            self.take_acts(segment, seal)
        else:
            self.take_run(chain, segment, run, number, seal)
        chain.last = segment
        return segment

    def take_run(self, chain, segment, run, number, seal):
        for unit, code in run.gaps():
            self.gaps[chain.scope, unit, code] += 1
        for kind, digest in sorted(segment.opening["documents"].items()):
            if digest is not None:
                self.name(document_key(kind, digest), seal)
                self.need_document(kind, digest, segment.key, (3, utf16(chain.scope), number))
        if run.observed and (seal is None or self.start <= self.seal_at[seal].time < self.end):
            self.has_read.add(chain.scope)
        if segment.opening["trigger"] != "slot":
            return
        schedule, slot = self.rested("schedule", segment.opening["documents"]["schedule"]), milliseconds(segment.opening["slot"])
        oldest = slot - schedule.every if schedule else None
        if oldest is not None and run.row_times and max(time for time, _, _ in run.row_times.values()) < oldest:
            self.report(Broken("W9", "a row with a dataTime not earlier than %s" % instant_text(oldest), "the latest is " + instant_text(
                max(time for time, _, _ in run.row_times.values()))), segment.key, (4, segment.key))
        for unit, (time, is_complete, lag) in run.row_times.items():
            if is_complete and oldest is not None and time - lag * 1000 < oldest:
                known = self.old_rows.setdefault((chain.scope, unit), [0, 0])
                known[:] = [known[0] + 1, max(known[1], slot - time + lag * 1000)]

    def compare_row(self, chain, listed):
        """L5: the row says what the object says. L6: `full` of the scope's row is that of its latest full segment."""
        row, seal = chain.last.row(), log_key(listed.seal)
        if row_digest(row) != listed.row:
            body = parse_loosely(self.ledger.read(seal, MAX_LEAF))
            told = next((segment for scope in body["scopes"] for segment in scope["segments"] if segment["key"] == listed.key), {})
            wrong = {name: told.get(name) for name in row if told.get(name) != row[name]}
            raise Broken("L5", "what %s says: %s" % (seal, brief(wrong)), brief({name: row[name] for name in wrong}), object=listed.key)
        if listed.full and chain.full != UNKNOWN and listed.full[0] != chain.full:
            raise Broken("L6", "full %s of %s" % (brief(chain.full), chain.scope), brief(listed.full[0]), object=seal)

    def compare_run(self, chain, index):
        """L9: a segment has what every seal of its run has, whichever seal lists it (`index`)."""
        segment = chain.last
        if segment.kind == "act":
            return
        run, told = segment.records[0]["run"], segment.facts()
        if run != self.seal_at[index].run and segment.opening["trigger"] == "slot":
            self.late_segments.append((chain.scope, run, index))
        for seal in self.seals_of_run.get(run, ()):
            if told[0] != seal.facts[0]:
                raise Broken("L9", "as the seal of this run, %s: %s" % (log_key(seal.index), brief(seal.facts[0])), brief(told[0]), 1, segment.key)
            if told[1] != seal.facts[1]:
                self.other_documents.setdefault((run, seal.index), []).append(segment.key)

    def follow_tail(self, chain, oldest):
        """Segments after the last seal (section 10), gen after gen: W2 or W3 for each that is valid, K4 for the rest."""
        free = {place: key for place, key in chain.objects.items()
                if key not in self.taken and place > oldest and not self.is_disowned(key)}
        schedule = self.rested("schedule", self.seals[-1].schedule) if self.seals and self.seals[-1].schedule else None
        allowed = schedule.cadence + schedule.grace if schedule else 0
        number, wrong = 1 << 30, {}
        while True:
            key = self.next_of(chain, free)
            if key is None:
                break
            number += 1
            try:
                segment = self.follow(chain, key, number, None)
            except Broken as broken:
                wrong[key] = "it breaks %s%s: expected %s, found %s" % (broken.rule, " in line %d" % broken.line if broken.line else "",
                                                                      broken.expected, broken.found)
                break
            self.unsealed += 1
            age = self.now - milliseconds(chain.time)
            if segment.kind == "run":
                self.report(Broken("W2", "a seal that lists this run", "none"), key, (4, key))
            elif age >= allowed:
                self.report(Broken("W3", "a seal that lists this %s, or one younger than %d s" % (segment.kind, allowed // 1000),
                                   "none, and it is %d s old" % (age // 1000)), key, (4, key))
        for place, key in sorted(free.items()):
            if key not in self.taken:
                self.report(Broken("K4", "a segment that is listed, follows the sealed head, or is abandoned",
                                   wrong.get(key, "none of these"), stray=True), key, (4, key))

    def next_of(self, chain, free):
        """The object with which a chain goes on: the one at its next position, or the start of a higher gen. Of several it is the
        first that is a valid continuation; the first of all where none is, so that reading it says what is wrong. Where state is
        not proven, what a restart says of an object that it leaves behind is taken over (C7)."""
        if getattr(chain, "starts", None) is None:
            chain.starts = sorted(place for place in free if place[1] == 0)
        places = [place for place in [(chain.gen, chain.seq + 1)] if place in free]
        places += chain.starts[bisect.bisect_right(chain.starts, (chain.gen, MAX_INTEGER)):]
        keys = [free[place] for place in places]
        if len(keys) > 1:
            left = set() if chain.can_try() else set().union(*map(self.abandoned_by, keys))
            return next((key for key in keys if key not in left and chain.would_continue(key, self)), keys[0])
        return keys[0] if keys else None

    def first_record(self, key):
        """The first record of a segment, read loosely; None where there is none."""
        try:
            return parse_loosely(next(read_lines(self.ledger.chunks(key)))[1])
        except (Broken, StopIteration):
            return None

    def abandoned_by(self, key):
        """What the first record of a segment calls abandoned, read loosely: whether it is right is for C7."""
        if key not in self.told_abandoned:
            told = items(member(member(member(self.first_record(key), "body"), "restarts"), "abandoned"))
            self.told_abandoned[key] = {name for name in (member(item, "key") for item in told) if isinstance(name, str)}
        return self.told_abandoned[key]

    # section 9: completeness

    def check_slots(self, digest, after, until, by):
        """W1: due slots in [after, until] and in the period. Returns how many were due. It counts, and loops over no slot."""
        schedule = self.rested("schedule", digest) if digest else None
        if schedule is None or schedule.every == 0:
            return 0
        after, until = max(after, self.start, schedule.start), min(until, self.end - 1)
        low, high = -(-(after - schedule.start) // schedule.every), (until - schedule.start) // schedule.every
        if high < low:
            return 0
        there = sorted({(slot - schedule.start) // schedule.every for slot, time in self.slots[
            bisect.bisect_left(self.slots, (after, 0)):bisect.bisect_right(self.slots, (until, sys.maxsize))]
            if (slot - schedule.start) % schedule.every == 0 and slot - EARLY <= time <= slot + schedule.grace})
        next_due = low
        for number in [*there, high + 1]:
            if number > next_due:
                self.miss(digest, schedule, next_due, number - 1, by)
            next_due = number + 1
        return high - low + 1

    def miss(self, digest, schedule, first, last, by):
        """A gap of slots; it may go on with the gap before."""
        gap = self.gaps_of_slots[-1] if self.gaps_of_slots else None
        if gap and gap[0] == digest and gap[2] == first - 1:
            gap[2] = last
        else:
            self.gaps_of_slots.append([digest, first, last, by, schedule])

    def report_missed(self):
        for _, first, last, by, schedule in self.gaps_of_slots:
            self.missed_count += last - first + 1
            start = instant_text(schedule.start + first * schedule.every)
            if len(self.missed) < LISTED:
                self.missed.append(start)
                self.report(Broken("W1", "a seal for every due slot, not more than 120 s early nor later than its grace",
                                   "none for %d slots from %s on" % (last - first + 1, start)), by, (4, by))

    def check_completeness(self):
        """W1, W4 (what lies beyond the newest leaf), W5 and W6. The others are checked with leaves and chains."""
        for key in self.ledger.sizes if self.last == self.newest else ():
            match = LOG_FORM.fullmatch(key)
            if match and match.group(2) != "json" and int(match.group(1)) > self.newest:
                self.report(Broken("W4", "the leaf of this " + match.group(2).rpartition(".")[2], "no such object"), key, (4, "", key))
        seals, end_time = self.seals, self.ended[1] if self.ended else None
        if self.start < self.created:
            self.report(Broken("W6", "a period that starts at %s or later" % self.genesis["created"], instant_text(self.start)), "genesis.json", (5,))
        times = [seal.time for seal in seals] + ([end_time] if self.ended else [])
        if not any(self.start <= time < self.end for time in times):
            self.report(Broken("W6", "a seal or an end in the period", "none"), log_key(seals[-1].index) if seals else "log/", (5,))
        if self.trust.quorum != "none" and (seals or self.noted is not None):
            self.check_quorum()
        if not seals:
            return
        first, newest = seals[0], seals[-1]
        if self.asked_from is not None and not self.is_partial and first.time > self.start:
            self.report(Broken("W6", "a first seal not later than %s" % instant_text(self.start), instant_text(first.time)),
                        log_key(first.index), (5,))
        slots = {(milliseconds(seal.slot), seal.time) for seal in seals if seal.slot}
        if self.is_partial and self.seal_before is not None and self.slot_before:
            slots.add(self.slot_before)
        self.slots, self.gaps_of_slots = sorted(slots), []
        if self.is_partial and self.seal_before is not None:
            self.check_slots(self.schedule_before, self.time_before + 1, first.time, log_key(first.index))
        for seal, after in zip(seals, seals[1:]):
            self.check_slots(seal.schedule, seal.time + 1, after.time, log_key(after.index))
        schedule = self.rested("schedule", newest.schedule) if newest.schedule else None
        due = 0
        if schedule:
            until = self.now - schedule.grace if end_time is None else min(end_time, self.now - schedule.grace)
            due = self.check_slots(newest.schedule, newest.time + 1, until, log_key(newest.index))
        self.report_missed()
        reaches = newest.time >= self.end or self.ended is not None or (schedule is not None and due == 0)
        if self.asked_to is not None and self.asked_to <= self.now and not reaches:
            self.report(Broken("W6", "a seal at or after %s, an end, or a schedule under which nothing was due since" % instant_text(self.end),
                               instant_text(newest.time)), log_key(newest.index), (5,))
        self.covered = {"from": instant_text(first.time), "to": instant_text(newest.time)}
        self.state_all(schedule)

    def check_quorum(self):
        """W5: the cosignatures (C2SP tlog-cosignature v1) of the newest checkpoint of the period, in all its `.cosig` objects
        and in the note itself."""
        if self.noted is None:
            return self.report(Broken("W5", "cosignatures that meet quorum " + self.trust.quorum, "no checkpoint"), "log/", (5,))
        index, text, cosigned = self.noted
        keys = [key for key in [log_key(index, "cosig")] + [log_key(index, "%d.cosig" % k) for k in range(1, 100)] if self.ledger.has(key)]
        for key in keys:
            try:
                lines = self.ledger.read(key, MAX_NOTE).decode("utf-8", "replace").split("\n")[:-1]
            except Broken:
                continue
            for line in lines:
                try:
                    name, key_id, signature = parse_signature_line(line)
                except ValueError:
                    continue
                cosigned.update(known for known, witness in self.trust.witnesses.items() if known not in cosigned and witness.spki
                                and (name, key_id) == (witness.name, witness.id) and self.signatures.verify_line(witness, signature, text))
        if not self.trust.is_met(self.trust.quorum, cosigned):
            self.report(Broken("W5", "cosignatures that meet quorum " + self.trust.quorum, "those of %s" % brief(sorted(cosigned)) if keys
                               else "no such object"), log_key(index, "cosig"), (5,))

    # section 10: what is said

    def state_all(self, schedule):
        say, seals = self.statements.append, self.seals
        in_period = sum(self.start <= seal.time < self.end for seal in seals)
        first = [scope for scope, count in self.enrolled_count.items() if count and count == in_period and scope not in self.has_read]
        self.statements[:0] = ["%s was failed, or read nothing, in every seal of the period (%d)." % (scope, in_period)
                               for scope in sorted(first, key=utf16)]

        def between(row):
            return "from %s to %s" % (instant_text(row[0]), instant_text(row[1]))

        self.state_schedules()
        for (scope, reason, approver), known in sorted(self.exclusions.items()):
            last = self.last_enrolled.get(scope, 0)
            when = [word for word, is_so in (("before", known["before"]), ("between", known["between"] or known["first"] < last < known["last"]),
                                             ("after", last > known["last"])) if is_so]
            say("%s was excluded (%s, approved by %s) from %s to %s; it was %s." % (scope, reason, approver, instant_text(known["first"]), instant_text(
                known["last"]), "enrolled " + " and ".join(when) if when else "not enrolled in any other seal that was read"))
        for table, words in ((self.found, "%s was found and is not enrolled"), (self.unlisted, "The scopes of %s could not be listed"),
                             (self.unrostered, "%s has a chain and is not in the roster")):
            for about, row in sorted(table.items()):
                say("%s, %s." % (words % about, between(row)))
        for (scope, view), row in sorted(self.views.items()):
            say("%s was %s in %d of %d seals, %s." % (scope, view, row[2], len(seals), between(row)))
        for scope, time in sorted(self.first_enrolled.items()):
            if time > seals[0].time and time >= self.start:
                say("%s was first enrolled in the period, at %s." % (scope, instant_text(time)))
        if self.no_scopes[0]:
            say("%d seals have no scope enrolled, %s." % (self.no_scopes[0], between(self.no_scopes[1:])))
        for (run, index), keys in sorted(self.other_documents.items(), key=lambda item: item[0][1]):
            say("Run %s: %d segments name another schedule, roster or tests than its seal, %s; the first is %s." % (
                run, len(keys), log_key(index), keys[0]))
        for scope, run, index in self.late_segments:
            say("The segment of %s of run %s is listed by leaf %d, which is the seal of another run." % (scope, run, index))
        for (scope, unit), (count, age) in sorted(self.old_rows.items()):
            say("%s, unit %s: the complete row is older than the previous slot in %d slots, at most %d s old." % (scope, unit, count, age // 1000))
        for (scope, region, reason, approver), row in sorted(self.left_out.items()):
            say("%s: region %s was left out (%s, approved by %s), %s." % (scope, region, reason, approver, between(row)))
        if self.trust.quorum == "none":
            say("The trust file has quorum none: no witness was asked for, no cosignature was looked at.")
            if (schedule is None or schedule.every == 0) and self.kept_count == 0:
                say("The ledger has no schedule in force, and neither a quorum nor a kept checkpoint was given: removal of the newest runs cannot "
                    "be detected.")
        if self.kept_count == 0:
            say("No kept checkpoint was given: whether this is the log that others saw was not asked.")

    def state_schedules(self):
        """Which schedules were in force, and when there was none. Each from a seal to the first under another."""
        spans = []
        for seal in self.seals:
            if not spans or spans[-1][0] != seal.schedule:
                spans.append((seal.schedule, seal.time))
        ends = [time for _, time in spans[1:]]
        for (digest, start), end in zip(spans, [*ends, None]):
            schedule = self.rested("schedule", digest) if digest else None
            what = "No schedule" if digest is None else "Schedule %s" % digest
            if digest is not None:
                what += " (which can't be read)" if schedule is None else " (%s, %d s of grace)" % (
                    "nothing is due" if schedule.every == 0 else "every %d s from %s" % (schedule.every // 1000, instant_text(schedule.start)),
                    schedule.grace // 1000)
            self.statements.append("%s was in force from %s to %s." % (
                what, instant_text(start), "the end of what was read" if end is None else instant_text(end)))

    def outcome(self):
        def rank(part):
            return (0, part, b"") if isinstance(part, int) else (1, 0, utf16(part) if isinstance(part, str) else part)
        violations = [violation for *_, violation in sorted(self.violations, key=lambda item: ([*map(rank, item[0])], item[1]))]
        kinds = {"STRAY" if "stray" in violation else "INCOMPLETE" if violation["rule"].startswith("W") else "BROKEN" for violation in violations}
        verdict = next((kind for kind in ("BROKEN", "INCOMPLETE", "STRAY") if kind in kinds), "INTACT")
        genesis = self.genesis or {}
        mode, statements, limits = genesis.get("mode"), list(self.statements), []
        if genesis.get("example"):
            statements.insert(0, "This ledger is made of example data.")
        if verdict == "STRAY":
            statements.append("The signed evidence is intact. The ledger also holds objects that no signature covers. Somebody who can write to "
                              "the ledger put them there, and may have removed a segment that was not sealed yet.")
        elif "STRAY" in kinds:
            statements.append("The ledger also holds objects that no signature covers.")
        for key in sorted({*self.said_disowned}, key=utf16):
            statements.append("%s is disowned." % key)
        if genesis.get("continues"):
            told = genesis["continues"]
            statements.append("This ledger continues ledger %s from its checkpoint of size %d, root %s (%s); it was not looked at." % (
                told["ledger"], told["size"], told["root"], told["reason"]))
        if self.ended:
            statements.append("Leaf %d ends the ledger (%s); %s." % (self.ended[0], self.ended[3], "it names no successor" if self.ended[2] is None
                              else "it names the successor %s, which was not looked at" % self.ended[2]))
        if mode in ("local", "trial"):
            limits.append("This ledger's mode is %s: %s." % (mode, "a directory without lock, its files can be replaced" if mode == "local"
                                                            else "not a ledger for compliance"))
        elif mode:
            limits.append("This ledger's mode is compliance; this program saw a copy in a directory, and not the lock.")
        if self.is_partial:
            limits.append("Only the window asked for was read: what its first seal says of the time before it is taken over.")
            unended = [key for key in self.trust.logs if key not in self.trust.until]
            if len(unended) > 1:
                limits.append("%d log keys of the trust file have no until line, and key leaves before the window were not read: one that was retired "
                              "there still counts in this window." % len(unended))
        if any(item["gen"] is None for item in self.proven):
            limits.append("Where proven has no gen and seq, no full segment lies in what was read: state could not be checked there.")
        if self.unsealed:
            limits.append("%d valid segments follow the last seal; no checkpoint covers them." % self.unsealed)
        limits += ["Left aside from the trust file: %s, whose type this program can't verify." % what for what in self.trust.left_aside]
        if self.missed_count > len(self.missed):
            limits.append("%d slots were missed; the first of each gap is listed." % self.missed_count)
        if self.unknown_count > len(self.unknowns):
            limits.append("%d things are unknown to this program; the first %d are listed." % (self.unknown_count, len(self.unknowns)))
        known = self.start is not None
        return {"trustFile": self.trust.path, "ledger": self.ledger_id, "legalEntity": genesis.get("legalEntity"), "system": genesis.get("system"),
                "logKeys": ["%s+%s" % (key.name, key.id.hex()) for key in self.trust.logs], "mode": mode, "example": genesis.get("example", False),
                "asked": {"from": instant_text(self.start) if known else self.asked_from and instant_text(self.asked_from),
                          "to": instant_text(self.now if self.asked_to is None else self.asked_to)},
                "covered": self.covered, "verdict": verdict, "checkpoint": self.checkpoint,
                "violations": violations,
                "gaps": [{"scope": scope, "unit": unit, "code": code, "segments": count}
                         for (scope, unit, code), count in sorted(self.gaps.items())],
                "unknown": list(self.unknowns.values()), "proven": self.proven, "abandoned": self.abandoned,
                "void": self.void_leaves, "missedSlots": self.missed, "missed": self.missed_count,
                "read": {"objects": len(self.ledger.done), "records": self.records}, "statements": statements + limits,
                "limits": limits}


def row_digest(row):
    """A digest of the members of a segment's row that L5 speaks of; it stands in for the row to save memory."""
    return digest_of(canonicalize({**named(row, SEGMENT_ROW), "counts": known_counts(row["counts"])}))


# ---------------------------------------------------------------- the command

class Arguments(argparse.ArgumentParser):
    def error(self, message):
        raise CannotVerify(message)


def parse_bound(name, text, is_end=False):
    """--from and --to: an instant, or a date: its start, and for --to the start of the day after."""
    if text is None:
        return None
    is_date = re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is not None
    millis = milliseconds(text + "T00:00:00.000Z" if is_date else text)
    if millis is None or text.startswith("9999-12-31"):
        raise CannotVerify("%s: expected 2026-09-01 or 2026-09-01T06:00:00.000Z, found %s" % (name, brief(text)))
    return millis + (86400000 if is_date and is_end else 0)


def open_ledger(path, directory):
    if not os.path.isdir(path):
        raise CannotVerify("not a directory: %s" % path)
    root = os.path.realpath(path)
    if os.path.commonpath([root, os.path.realpath(directory)]) == root:
        raise CannotVerify("the directory for temporary files lies in the ledger; set TMPDIR")
    return Ledger(root)


def verify(arguments):
    """The report of a verification, as one object."""
    asked = parse_bound("--from", arguments.start), parse_bound("--to", arguments.end, True)
    now = parse_bound("--now", arguments.now)
    if now is None:
        now = (datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None) - EPOCH) // datetime.timedelta(milliseconds=1)
    if asked[0] is not None and asked[0] >= (now if asked[1] is None else asked[1]):
        raise CannotVerify("--from must be before --to (or before now, without --to)")
    if (arguments.earlier is None) != (arguments.earlier_trust is None):
        raise CannotVerify("--earlier and --earlier-trust go together")
    trust = Trust(arguments.trust)
    with tempfile.TemporaryDirectory(prefix="tidemark-verify-") as directory:
        signatures = Signatures(directory)
        kept = [item for path in arguments.checkpoint or () for item in read_kept(path, trust, signatures)]
        verifier = Verifier(open_ledger(arguments.ledger, directory), trust, signatures, asked, now, kept)
        verifier.run()
        foreign = next((item for item in kept if item[3] is not None and verifier.genesis and item[3] != verifier.genesis["origin"]), None)
        if foreign:
            raise CannotVerify("%s: a checkpoint of another log, %s" % (foreign[2], brief(foreign[3])))
        if arguments.earlier is None:
            return verifier.outcome()
        return verify_earlier(arguments, verifier, directory, signatures, now)


def verify_earlier(arguments, verifier, directory, signatures, now):
    """--earlier: the ledger that this one continues has the tree that `continues` names, ends, and names this ledger."""
    told = (verifier.genesis or {}).get("continues")
    if not told:
        report = verifier.outcome()
        report["statements"].append("This ledger continues none: the earlier ledger was not looked at.")
        return report
    trust = Trust(arguments.earlier_trust)
    if trust.ledger != told["ledger"]:
        raise CannotVerify("--earlier-trust: expected the trust file of ledger %s, which this ledger continues; found one of %s" % (
            told["ledger"], trust.ledger))
    earlier = Verifier(open_ledger(arguments.earlier, directory), trust, signatures, (None, None), now,
                       [(told["size"], bytes.fromhex(told["root"]), "the later genesis", None)])
    earlier.run()
    its = earlier.outcome()
    for problem in its["violations"]:
        if problem["rule"] in ("N5", "W10") and "the later genesis" in problem["expected"] or problem["rule"] == "N5" and told["size"] == 0:
            rule = "G3" if problem["rule"] == "N5" else "W10"
            verifier.report(Broken(rule, "of the earlier ledger, " + problem["expected"], problem["found"]), "genesis.json", (0, ""))
    report = verifier.outcome()
    report["statements"] = [text.replace("; it was not looked at.", "; it was looked at.") if text.startswith("This ledger continues ledger")
                            else text for text in report["statements"]]
    say = report["statements"].append
    say("The earlier ledger %s is %s, with %d violations." % (told["ledger"], its["verdict"], len(its["violations"])))
    if earlier.ended is None:
        say("The earlier ledger has not ended.")
    elif earlier.ended[2] != verifier.ledger_id:
        say("The earlier ledger ends and names %s as its successor, not this ledger." % (earlier.ended[2] or "none"))
    else:
        say("The earlier ledger ends with leaf %d and names this ledger as its successor." % earlier.ended[0])
    report["earlier"] = {"ledger": told["ledger"], "verdict": its["verdict"], "violations": its["violations"],
                         "successor": earlier.ended[2] if earlier.ended else None, "ended": earlier.ended is not None}
    return report


def printable(text):
    """Text without control characters: what a ledger holds must not steer a terminal."""
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in str(text))


def lines_of(report):
    """The report as text: what was asked with which keys, the verdict, then what was not seen, then what can't be shown."""
    def period(value):
        return "[%s, %s)" % (value["from"], value["to"]) if value else "nothing"
    yield "trust file:       " + report["trustFile"]
    yield "ledger:           " + report["ledger"]
    yield "entity:           %s, system %s, mode %s%s" % (report["legalEntity"], report["system"], report["mode"],
                                                           ", EXAMPLE DATA" if report["example"] else "")
    for key in report["logKeys"]:
        yield "log key:          " + key
    yield "period asked for: " + period(report["asked"])
    yield "period covered:   " + period(report["covered"])
    yield "verdict:          " + report["verdict"]
    if report["checkpoint"]:
        yield "checkpoint:       size %(size)d, root %(root)s" % report["checkpoint"]
    yield "read:             %(objects)d objects, %(records)d records" % report["read"]
    for whose, violations in (("", report["violations"]), ("earlier ledger: ", report.get("earlier", {}).get("violations", ()))):
        for item in violations:
            yield "%s%s (%s)%s %s%s: expected %s; found %s" % (
                whose, item["rule"], item["name"], " stray" if item.get("stray") else "", item["object"],
                " line %d" % item["line"] if item["line"] else "", item["expected"], item["found"])
    limits = set(report["limits"])
    yield from (text for text in report["statements"] if text not in limits)
    for slot in report["missedSlots"]:
        yield "missed from slot: " + slot
    for item in report["gaps"]:
        yield "gap: %(scope)s, unit %(unit)s: %(code)s in %(segments)d segments" % item
    for item in report["abandoned"]:
        yield "abandoned: %(key)s: %(reason)s" % item
    for item in report["void"]:
        yield "void leaf: %(index)d: %(reason)s" % item
    for item in report["unknown"]:
        yield "unknown: %s in %s%s" % (item["what"], item["object"], " line %d" % item["line"] if item["line"] else "")
    for item in report["proven"]:
        yield "state of %s: %s" % (item["scope"], "not proven" if item["gen"] is None else
                                   "proven from gen %(gen)d, seq %(seq)d on" % item)
    yield from report["limits"]


def main(words):
    parser = Arguments(prog="verify.py", description="Verifies a Tidemark evidence ledger.", allow_abbrev=False)
    parser.add_argument("ledger", metavar="LEDGER_DIRECTORY")
    parser.add_argument("--trust", required=True, metavar="FILE")
    parser.add_argument("--from", dest="start", metavar="INSTANT")
    parser.add_argument("--to", dest="end", metavar="INSTANT")
    parser.add_argument("--now", metavar="INSTANT")
    parser.add_argument("--checkpoint", action="append", metavar="FILE")
    parser.add_argument("--earlier", metavar="DIRECTORY")
    parser.add_argument("--earlier-trust", dest="earlier_trust", metavar="FILE")
    parser.add_argument("--json", action="store_true")
    try:
        arguments = parser.parse_args(words)
        report = verify(arguments)
        output = [json.dumps(report)] if arguments.json else map(printable, lines_of(report))
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        print("\n".join(output), flush=True)
    except (CannotVerify, OSError) as error:
        print("verify.py: %s" % printable(error), file=sys.stderr)
        return 3
    except Exception as error:  # memory, or a mistake in this file: nothing was verified
        print("verify.py: cannot verify: %s: %s" % (type(error).__name__, printable(error)), file=sys.stderr)
        return 3
    is_earlier_broken = report.get("earlier", {}).get("verdict") == "BROKEN"
    return 1 if is_earlier_broken else {"INTACT": 0, "BROKEN": 1, "INCOMPLETE": 2, "STRAY": 4}[report["verdict"]]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
