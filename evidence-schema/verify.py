#!/usr/bin/env python3
"""Verifies a Tidemark evidence ledger: the second verifier, written from FORMAT.md alone.

    python3 verify.py LEDGER_DIRECTORY --trust FILE [--from INSTANT] [--to INSTANT] [--now INSTANT] [--json]

Needs Python 3.9 or newer and the openssl command (3.0 or newer), nothing else. It only reads the ledger.
Exit 0 INTACT, 1 BROKEN, 2 INCOMPLETE, 3 when usage, trust file or input cannot be read.

How it goes: list the objects (K1), read genesis (G*), read the log leaf by leaf (L*, N*), the documents (K2),
then chain after chain (B*, C*, R*, A*, S*, K4, and L5: is each segment what its seal says), then section 9 (W*).
Rules are named as in FORMAT.md. The first problem of a chain ends the reading of that chain: what follows it
has no meaning. The same holds for the log after a leaf that cannot be read or that its note does not match.

Known limits: time stamps (`tsa`, `.tsr`) cannot be checked, so a trust file that asks for them is refused with
exit 3. Shapes that FORMAT.md leaves open are read generously; the comments say where.
"""

import argparse
import base64
import binascii
import datetime
import functools
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.parse
import zlib
from collections import Counter, defaultdict, namedtuple

PROVIDERS = ("aws", "azure", "gcp", "entra", "workspace", "tidemark")
KINDS = ("tests", "controls", "waivers", "boundary", "routes", "schedule", "roster", "queries", "code")
CODES = ("denied throttled unavailable disabled licence truncated not-recorded contradictory not-planned "
         "not-yet-read unexpected-shape").split()
OUTCOMES = ("pass", "fail", "indeterminate", "not-applicable")
ACTS_SCOPE = "tidemark/ledger"
ZEROS = "0" * 64
MAX_INTEGER = 2 ** 53 - 1
MAX_DEPTH = 128
MAX_INFLATED = 2 * 1024 ** 3
LISTED_SLOTS = 10000  # missed slots beyond this many are counted, not listed


class Broken(Exception):
    """A rule of FORMAT.md is violated, at `line` of `object` (the object that is being read where None)."""

    def __init__(self, rule, expected, found, line=None, object=None):
        super().__init__(rule)
        self.rule, self.expected, self.found, self.line, self.object = rule, expected, found, line, object


class CannotVerify(Exception):
    """Usage, trust file or input that cannot be read: exit 3."""


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
        raise Broken("B1", "RFC 8785 canonical JSON and one LF", "%s, in %s" % (error, brief_bytes(data)), line)
    if written != data:
        raise Broken("B1", brief_bytes(written, data), brief_bytes(data, written), line)
    return value


def brief_bytes(data, other=b""):
    """A short excerpt for messages, from shortly before where `data` departs from `other`."""
    start = max(0, len(os.path.commonprefix([data[:1 << 20], other[:1 << 20]])) - 20) if other else 0
    text = data[start:start + 60].decode("utf-8", "backslashreplace")
    return ("…" if start else "") + json.dumps(text, ensure_ascii=False)


def brief(value):
    """A value, short enough for a message."""
    text = json.dumps(value)
    return text if len(text) <= 120 else text[:117] + "..."


def inflate(data):
    """B3: the content of a gzip object with one member, FLG 0, MTIME 0, right CRC32 and ISIZE, nothing after."""
    if len(data) < 18 or data[:3] != b"\x1f\x8b\x08":
        raise Broken("B3", "a gzip member (1f 8b 08)", "%d bytes: %s" % (len(data), data[:3].hex()))
    if data[3] != 0 or data[4:8] != b"\0\0\0\0":
        raise Broken("B3", "FLG 0 and MTIME 0", "FLG %d, MTIME %s" % (data[3], data[4:8].hex()))
    stream = zlib.decompressobj(-15)
    parts, size = [], 0
    try:
        rest = data[10:]
        while not stream.eof:
            part = stream.decompress(rest, 1 << 24)
            rest = stream.unconsumed_tail
            size += len(part)
            if size > MAX_INFLATED:
                raise Broken("B3", "at most 2 GiB inflated", "more")
            if not part and not rest and not stream.eof:
                raise Broken("B3", "a whole deflate stream", "it ends early")
            parts.append(part)
    except zlib.error as error:
        raise Broken("B3", "a valid deflate stream", str(error))
    content = b"".join(parts)
    trailer = stream.unused_data
    if len(trailer) < 8:
        raise Broken("B3", "CRC32 and ISIZE", "the object ends early")
    right = zlib.crc32(content).to_bytes(4, "little") + (len(content) & 0xFFFFFFFF).to_bytes(4, "little")
    if trailer[:8] != right:
        raise Broken("B3", "CRC32 and ISIZE " + right.hex(), trailer[:8].hex())
    if len(trailer) > 8:
        raise Broken("B3", "no byte after the member", "%d bytes" % (len(trailer) - 8))
    return content


def split_lines(content):
    """B4: yields the line number and the bytes, LF included, of each of one or more whole lines."""
    if not content.endswith(b"\n"):
        raise Broken("B4", "lines that end with LF", "nothing" if not content else "a last byte that is not LF")
    if content.startswith(b"\n") or b"\n\n" in content:
        raise Broken("B4", "no empty line", "an empty line", content[:content.find(b"\n\n") + 1].count(b"\n") + 1)
    number, start = 1, 0
    while start < len(content):
        end = content.index(b"\n", start) + 1
        yield number, content[start:end]
        number, start = number + 1, end


# ---------------------------------------------------------------- instants and shapes (sections 1 and 2)

INSTANT_FORM = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})\.([0-9]{3})Z")
EPOCH = datetime.datetime(1970, 1, 1)
DIGEST_FORM = re.compile(r"[0-9a-f]{64}")


@functools.lru_cache(maxsize=65536)
def milliseconds(text):
    """Milliseconds since 1970 of an instant; None for anything else, a day that does not exist included."""
    match = INSTANT_FORM.fullmatch(text)
    if not match:
        return None
    year, month, day, hour, minute, second, milli = map(int, match.groups())
    try:
        moment = datetime.datetime(year, month, day, hour, minute, second, milli * 1000)
    except ValueError:
        return None
    return (moment - EPOCH) // datetime.timedelta(milliseconds=1)


def instant_text(millis):
    return (EPOCH + datetime.timedelta(milliseconds=millis)).isoformat(timespec="milliseconds") + "Z"


def less_lag(data_time, lag):
    """6.2: a dataTime less the lagSeconds of its source, not before 1970; null stays null."""
    return None if data_time is None else instant_text(max(0, milliseconds(data_time) - lag * 1000))


def is_sorted(names):
    """Section 1, Sorted: ascending by UTF-16 code units, no two equal."""
    return all(utf16(a) < utf16(b) for a, b in zip(names, names[1:]))


def is_scope(value):
    return isinstance(value, str) and value.partition("/")[0] in PROVIDERS and value.partition("/")[2] != ""


# A type is a test and the words for it.
Type = namedtuple("Type", "test words")
ANY = Type(lambda v: True, "a value")
STRING = Type(lambda v: isinstance(v, str), "a string")
TEXT = Type(lambda v: isinstance(v, str) and v != "", "a non-empty string")
BOOLEAN = Type(lambda v: isinstance(v, bool), "a boolean")
NATURAL = Type(lambda v: isinstance(v, int) and not isinstance(v, bool) and v >= 0, "an integer >= 0")
SEQ = Type(lambda v: isinstance(v, int) and not isinstance(v, bool) and v >= -1, "an integer >= -1")
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
            if not kind.test(value[member]):
                raise Broken(rule, "%s.%s: %s" % (name, member, kind.words), brief(value[member]), line)
        for member in value:
            if member not in table and member not in optional:
                self.unknown("member %s.%s" % (re.sub(r"\[.*?\]", "[]", name), member), line)

    def check_list(self, rule, name, values, table, line=None, by=None, optional=()):
        """A list of objects, sorted by the member `by` where one is given."""
        if not isinstance(values, list):
            raise Broken(rule, name + ": a list", brief(values), line)
        for number, value in enumerate(values):
            self.check(rule, "%s[%d]" % (name, number), value, table, line, optional)
        if by and not is_sorted([value[by] for value in values]):
            raise Broken(rule, "%s sorted by %s" % (name, by), "another order, or one twice", line)


PROBLEM = {"code": one_of(*CODES), "detail": nullable(STRING)}
COUNTS = {outcome: NATURAL for outcome in OUTCOMES}
POSITION = {"gen": NATURAL, "seq": NATURAL}
GENESIS = {"v": one_of(1), "kind": one_of("genesis"), "legalEntity": STRING, "system": STRING,
           "origin": Type(lambda v: TEXT.test(v) and "+" not in v and "://" not in v
                          and not any(c.isspace() or c < " " for c in v), "a schema-less URL without spaces or +"),
           "mode": one_of("local", "trial", "compliance"), "retentionDays": NATURAL, "continues": nullable(OBJECT),
           "salt": DIGEST, "created": INSTANT}
SCHEDULE = {"v": one_of(1), "kind": one_of("schedule"), "from": INSTANT, "graceSeconds": NATURAL,
            "everySeconds": nullable(Type(lambda v: NATURAL.test(v) and v > 0, "an integer > 0")),
            "eventCadenceSeconds": nullable(NATURAL)}  # null is read as 0
SEAL = {"v": one_of(1), "kind": one_of("seal"), "ledger": DIGEST, "index": NATURAL, "time": INSTANT, "run": TEXT,
        "trigger": one_of("slot", "manual", "event"), "slot": nullable(INSTANT), "documents": map_of(nullable(DIGEST)),
        "scopes": LIST, "roster": OBJECT, "slots": LIST, "frontier": list_of(DIGEST), "void": LIST}
SCOPE_ROW = {"scope": SCOPE, "view": one_of("observed", "silent", "failed"), "problem": ANY, "gen": NATURAL, "seq": SEQ,
             "head": DIGEST, "root": nullable(STRING), "full": nullable(OBJECT), "segments": LIST}
# What a row copies from its segment (root, counts) is typed there, so that a wrong one is told of the segment.
SEGMENT_ROW = {"key": TEXT, "content": DIGEST, "object": DIGEST, "first": NATURAL, "last": NATURAL, "before": DIGEST,
               "after": DIGEST, "root": ANY, "counts": ANY, "run": TEXT, "time": INSTANT}
ROSTER = {"enrolled": sorted_list_of(SCOPE), "excluded": LIST, "found": sorted_list_of(SCOPE),
          "unlisted": sorted_list_of(STRING)}
RECORD = {"v": one_of(1), "ledger": ANY, "scope": ANY, "gen": NATURAL, "seq": NATURAL, "prev": DIGEST, "run": TEXT,
          "time": ANY, "type": TEXT, "body": OBJECT}
RUN_OPENED = {"trigger": one_of("slot", "manual", "event"), "slot": nullable(INSTANT), "extent": one_of("full", "delta"),
              "asOf": INSTANT, "documents": map_of(nullable(DIGEST)), "sources": LIST}
SOURCE = {"source": Type(lambda v: TEXT.test(v) and v != "none", "a non-empty string other than none"),
          "lane": nullable(STRING), "principal": nullable(TEXT), "endpoint": nullable(STRING),
          "query": nullable(DIGEST), "atomic": BOOLEAN, "lagSeconds": NATURAL}
RESTARTS = {"gen": NATURAL, "seq": SEQ, "head": DIGEST, "abandoned": LIST, "reason": STRING, "principal": TEXT}
UNIT_STATE = {"unit": TEXT, "ever": BOOLEAN, "dataTime": nullable(INSTANT)}
DEPARTURE = {"key": TEXT, "incarnation": STRING, "reason": one_of("gone", "not-found", "replaced")}
OBSERVATION = {"key": TEXT, "incarnation": STRING, "unit": TEXT, "region": nullable(STRING), "name": nullable(STRING),
               "createdAt": nullable(STRING), "labels": map_of(STRING), "source": nullable(TEXT),
               "dataTime": nullable(INSTANT), "since": INSTANT, "tests": DIGEST, "projection": OBJECT, "findings": LIST,
               "restated": BOOLEAN}
CONTEXT = {"key": TEXT, "incarnation": STRING, "unit": TEXT, "from": SCOPE, "source": nullable(TEXT),
           "dataTime": nullable(INSTANT), "since": INSTANT, "projection": OBJECT, "restated": BOOLEAN}
FINDING = {"check": TEXT, "version": STRING, "lanes": STRING, "outcome": one_of(*OUTCOMES), "because": STRING,
           "facts": OBJECT, "basis": one_of("configured", "provider"), "problem": nullable(OBJECT), "relied": OBJECT,
           "held": OBJECT, "transition": nullable(one_of("appeared", "baseline", "rejudged", "drift", "recovered"))}
RELIED = {"keys": sorted_list_of(TEXT), "units": sorted_list_of(TEXT)}
HELD = {"as": one_of("appeared", "baseline"), "outcome": nullable(one_of("pass", "fail", "not-applicable")),
        "version": nullable(STRING), "lanes": nullable(STRING), "opened": nullable(OBJECT)}
FINDING_RECORD = {"key": TEXT, "incarnation": STRING, "finding": OBJECT}
COVERAGE = {"source": TEXT, "units": LIST, "asked": OBJECT}
UNIT_ROW = {"unit": TEXT, "complete": BOOLEAN, "dataTime": nullable(INSTANT), "listed": NATURAL, "observed": NATURAL,
            "problem": nullable(OBJECT), "pages": NATURAL, "first": nullable(STRING), "last": nullable(STRING),
            "server": nullable(STRING)}
ANSWER = {"key": TEXT, "unit": TEXT, "dataTime": INSTANT}
FAILED_ANSWER = {"key": TEXT, "unit": TEXT, "dataTime": nullable(INSTANT), "problem": OBJECT}
RUN_CLOSED = {"counts": OBJECT, "population": NATURAL, "calls": map_of(NATURAL), "root": DIGEST}
ACTS = {"deployment": {"documents": OBJECT}, "roster-change": {"scope": TEXT, "status": STRING, "reason": STRING},
        "waiver": {"id": TEXT, **dict.fromkeys("risk reason ticket requester approver".split(), STRING), "from": INSTANT,
                   "until": INSTANT, "match": OBJECT},
        "response": {"subject": STRING, "text": STRING}, "attachment": {"subject": STRING, "digest": DIGEST},
        "erasure": {"references": list_of(STRING), "reason": STRING}}
DEPLOYED = {"before": map_of(nullable(DIGEST)), "after": map_of(nullable(DIGEST))}
RUN_TYPES = ("run-opened", "departure", "observation", "context", "finding", "coverage", "run-closed")
ENTRY = "incarnation key labels name projection region createdAt tests unit".split()
CONTEXT_ENTRY = "from incarnation key projection unit".split()
LEAF_FINDING = "basis because check facts lanes outcome problem relied version".split()
EARLY = 120000  # milliseconds that a clock may be ahead: R9, W1, W8


def check_instants(pairs, line=None):
    """B2, for strings; a value that is no string at all is left to the rule of its shape."""
    for name, value in pairs:
        if isinstance(value, str) and milliseconds(value) is None:
            raise Broken("B2", name + ": an instant", brief(value), line)


def member(value, name):
    return value.get(name) if isinstance(value, dict) else None


def items(value):
    return value if isinstance(value, list) else []


def record_instants(record):
    """Yields every member of a record that FORMAT.md calls an instant, before its shape is known to be right."""
    body = record["body"]
    yield "time", record["time"] if isinstance(record["time"], str) else brief(record["time"])
    if record["type"] == "run-opened":
        yield "slot", body.get("slot")
        yield "asOf", body.get("asOf")
    if record["type"] == "waiver":
        yield "from", body.get("from")
        yield "until", body.get("until")
    if record["type"] in ("observation", "context"):
        yield "dataTime", body.get("dataTime")
        yield "since", body.get("since")
    if record["type"] in ("run-opened", "coverage"):
        for row in items(body.get("units")):
            yield "units.dataTime", member(row, "dataTime")
    if record["type"] == "coverage":
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
# Known signatures: they tell an openssl that cannot verify from a signature that does not (RFC 8032 7.1 test 2; our own).
KNOWN = {1: ("302a300506032b65700321003d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
             "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
             "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
         2: ("3059301306072a8648ce3d020106082a8648ce3d03010703420004625eb64369e9470dbba58bca8fdc954dce2aab"
             "806737a542a0ce9edcf3b5e540e587b29c9387d29b4bc8412dfcd27a87be167939018813b6d516f466ab24bcf1", "72",
             "3045022100f8ed68fdcf85893625d7fb9b28a8a546f1718085538ff12b8cd5b30b5e7bc1"
             "a102202d2465eb6d1a991c53c6f6a6e8ef20fdd8610f77b476d140ddd54f9ec4203669")}
KNOWN[4] = KNOWN[1]


class Signatures:
    """Verifies signatures with the openssl command, through files in a temporary directory."""

    def __init__(self, directory, types):
        self.directory = directory
        for kind in sorted(types):
            spki, message, signature = map(bytes.fromhex, KNOWN[kind])
            if not self.verify(Key("", b"", kind, spki), signature, message):
                raise CannotVerify("the openssl command does not verify a known signature of type %d; 3.0 or newer is needed" % kind)

    def file(self, name, data):
        path = os.path.join(self.directory, name)
        with open(path, "wb") as target:
            target.write(data)
        return path

    def verify(self, key, signature, message):
        pem = b"-----BEGIN PUBLIC KEY-----\n" + base64.encodebytes(key.spki) + b"-----END PUBLIC KEY-----\n"
        key_file, signature_file = self.file("key.pem", pem), self.file("signature", signature)
        message_file = self.file("message", message)
        if key.type == 2:
            command = ["dgst", "-sha256", "-verify", key_file, "-signature", signature_file, message_file]
        else:
            command = ["pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", key_file, "-sigfile", signature_file,
                       "-in", message_file]
        try:
            return subprocess.run(["openssl"] + command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL).returncode == 0
        except OSError as error:
            raise CannotVerify("cannot run openssl: %s" % error)

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


def parse_verifier_key(text, types):
    """A vkey, `<name>+<id>+<base64 of type and key>`. The ID must be the one that C2SP computes for the type."""
    name, _, rest = text.partition("+")
    shown, _, encoded = rest.partition("+")
    data = decode_base64(encoded)
    if not name or not re.fullmatch("[0-9a-f]{8}", shown) or not data or any(c.isspace() for c in name):
        raise CannotVerify("trust file: not a verifier key: %s" % brief(text))
    kind, key = data[0], data[1:]
    if kind not in types:
        raise CannotVerify("trust file: signature type 0x%02x of %s can't be checked by this version" % (kind, brief(name)))
    ids = {hashlib.sha256(name.encode() + b"\n" + data).hexdigest()[:8]}
    if kind == 2:
        ids.add(digest_of(key)[:8])  # what C2SP says for ECDSA
        fits = key.startswith(P256_SPKI) and len(key) == len(P256_SPKI) + 64
    else:
        fits, key = len(key) == 32, ED25519_SPKI + key
    if not fits or shown not in ids:
        raise CannotVerify("trust file: wrong key or key ID: %s" % brief(text))
    return Key(name, bytes.fromhex(shown), kind, key)


class Trust:
    """The trust file: C2SP tlog-policy lines, `ledger` and `tsa`. Anything else in it is a usage error."""

    def __init__(self, path):
        try:
            with open(path, "rb") as file:
                text = file.read(1 << 20).decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CannotVerify("cannot read the trust file: %s" % error)
        self.ledger, self.logs, self.witnesses, self.groups, self.quorum = None, [], {}, {}, None
        used = set()
        if not text.endswith("\n"):
            raise CannotVerify("trust file: its last line does not end")
        for number, line in enumerate(text.split("\n"), 1):
            words = [word for word in re.split("[ \t]+", line) if word]
            if words and not line.startswith("#") and not self.take(words, used):
                raise CannotVerify("trust file, line %d: not a line of the form in FORMAT.md section 8" % number)
        if self.ledger is None or not self.logs or self.quorum is None:
            raise CannotVerify("trust file: one ledger line, one or more log lines and one quorum line are needed")
        keys = self.logs + list(self.witnesses.values())
        if len({key.spki for key in keys}) != len(keys) or len({(key.name, key.id) for key in keys}) != len(keys):
            raise CannotVerify("trust file: a key twice")

    def take(self, words, used):
        """One line; False if it is not of a known form. Names are defined before they are used."""
        defined = {*self.witnesses, *self.groups, "none"}
        word, count = words[0], len(words)
        if word == "ledger" and count == 2 and self.ledger is None and DIGEST.test(words[1]):
            self.ledger = words[1]
        elif word == "log" and count in (2, 3):
            self.logs.append(parse_verifier_key(words[1], (1, 2)))
        elif word == "witness" and count in (3, 4) and words[1] not in defined:
            self.witnesses[words[1]] = parse_verifier_key(words[2], (4,))
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
        elif word == "tsa":
            raise CannotVerify("time stamps can't be checked by this version; the trust file has a tsa line")
        else:
            return False
        return True

    def is_met(self, name, cosigned):
        """Whether the witnesses named in `cosigned` make `name`, a witness or a group, count as cosigned."""
        if name in self.groups:
            needed, members = self.groups[name]
            return sum(self.is_met(member, cosigned) for member in members) >= needed
        return name in cosigned


def parse_signature_lines(text):
    """Signature lines of a note: (key name, key ID, signature) each. Raises ValueError."""
    lines = text.split("\n")
    if lines.pop() != "" or not 1 <= len(lines) <= 16:
        raise ValueError("not 1 to 16 whole signature lines")
    signatures = []
    for line in lines:
        match = re.fullmatch("\u2014 ([^ ]+) ([^ ]+)", line)
        data = decode_base64(match.group(2)) if match else None
        if not data or len(data) < 5 or "+" in match.group(1) or any(c.isspace() for c in match.group(1)):
            raise ValueError("not a signature line: " + brief(line))
        signatures.append((match.group(1), data[:4], data[4:]))
    return signatures


def decode_note(data):
    text = data.decode("utf-8")
    if any(c < " " and c != "\n" for c in text):
        raise ValueError("a control character other than LF")
    return text


def parse_note(data):
    """N1: the text, origin, size, root and signatures of a checkpoint note."""
    try:
        body, gap, tail = decode_note(data).rpartition("\n\n")
        if not gap:
            raise ValueError("no blank line before signatures")
        signatures = parse_signature_lines(tail)
        lines = body.split("\n")
        root = decode_base64(lines[2]) if len(lines) == 3 else None
        if root is None or len(root) != 32 or not lines[0] or not re.fullmatch("0|[1-9][0-9]{0,15}", lines[1]):
            raise ValueError("not the three lines of a checkpoint: " + brief(body))
    except ValueError as error:
        raise Broken("N1", "a signed note with a checkpoint", str(error))
    return (body + "\n").encode("utf-8"), lines[0], int(lines[1]), root, signatures


# ---------------------------------------------------------------- objects (section 3)

SegmentKey = namedtuple("SegmentKey", "scope gen seq")
SEGMENT_FORM = re.compile(r"records/provider=([a-z]+)/scope=([^/]+)/gen=(0|[1-9][0-9]{0,15})/([0-9]{12})\.ndjson\.gz")
LOG_FORM = re.compile(r"log/([0-9]{12})\.(json|note|tsr|cosig)")
DOCUMENT_FORM = re.compile("documents/(%s)/([0-9a-f]{64})\\.json" % "|".join(KINDS))


def parse_segment_key(key):
    """The parts of a segment's key; None for any other key, one that its parts would format otherwise included (K1)."""
    match = SEGMENT_FORM.fullmatch(key)
    if not match or match.group(1) not in PROVIDERS or int(match.group(3)) > MAX_INTEGER:
        return None
    try:
        name = urllib.parse.unquote_to_bytes(match.group(2)).decode("utf-8")
    except UnicodeError:
        return None
    if "\0" in name or urllib.parse.quote(name, safe="") != match.group(2):
        return None
    return SegmentKey(match.group(1) + "/" + name, int(match.group(3)), int(match.group(4)))


def log_key(index, kind="json"):
    return "log/%012d.%s" % (index, kind)


def document_key(kind, digest):
    return "documents/%s/%s.json" % (kind, digest)


class Ledger:
    """The objects under the ledger's root: regular files, named by their relative path. Links are not followed."""

    def __init__(self, root):
        self.root, self.keys, self.odd, self.done = root, set(), [], set()
        pending = [""]
        try:
            while pending:
                folder = pending.pop()
                with os.scandir(os.path.join(root, folder)) as found:
                    for entry in found:
                        key = folder + entry.name
                        if entry.is_dir(follow_symlinks=False):
                            pending.append(key + "/")
                        elif entry.is_file(follow_symlinks=False):
                            self.keys.add(key)
                        else:
                            self.odd.append(key)
        except OSError as error:
            raise CannotVerify("cannot list the ledger: %s" % error)

    def read(self, key):
        try:
            with open(os.path.join(self.root, key), "rb") as file:
                data = file.read()
        except OSError as error:
            raise CannotVerify("cannot read %s: %s" % (key, error))
        self.done.add(key)
        return data


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


# ---------------------------------------------------------------- one segment (section 5)

class Segment:
    """One segment object, read and parsed: rules B1 to B4 and C1 hold for what could be made."""

    def __init__(self, key, data, shapes):
        self.key, self.place, self.object = key, parse_segment_key(key), digest_of(data)
        content = inflate(data)
        self.content, self.records, self.digests = digest_of(content), [], []
        for line, text in split_lines(content):
            record = parse_canonical(text, line)
            shapes.check("C1", "record", record, RECORD, line)
            check_instants(record_instants(record), line)
            self.records.append(record)
            self.digests.append(digest_of(text))
        first = self.records[0]
        self.is_act = self.place.scope == ACTS_SCOPE
        self.opening = first["body"] if first["type"] == "run-opened" else {}
        self.is_event = self.opening.get("trigger") == "event"
        self.is_full = self.opening.get("extent") == "full"
        self.kind = "act" if self.is_act else "event batch" if self.is_event else "run"

    def row(self):
        """L5: the row that a seal must have for this segment."""
        first, last = self.records[0], self.records[-1]
        closing = {} if self.is_act else last["body"]
        return {"key": self.key, "content": self.content, "object": self.object, "first": first["seq"], "last": last["seq"],
                "before": first["prev"], "after": self.digests[-1], "root": closing.get("root"),
                "counts": known_counts(closing.get("counts")), "run": first["run"], "time": first["time"]}


class Run:
    """The records of a run or event batch in the order of R1, with the shapes of R1 to R6 and R8."""

    def __init__(self, segment, shapes):
        self.segment, self.shapes = segment, shapes
        self.departures, self.restatements, self.news = [], [], []
        self.rows, self.asked, self.data_times = {}, {}, []
        self.not_found, self.incarnations, coverage = set(), defaultdict(set), []
        numbered = list(enumerate(segment.records, 1))
        for line, expected in ((1, "run-opened"), (len(numbered), "run-closed")):
            if numbered[line - 1][1]["type"] != expected:
                raise Broken("R1", expected, numbered[line - 1][1]["type"], line)
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
        self.check_opening()
        self.check_restatement_order()
        self.check_coverage(coverage, len(numbered))
        for line, record in self.restatements + self.news:
            self.check_new(line, record["type"], record["body"])
        for line, record in self.departures:
            self.check_departure(line, record["body"])
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
        self.shapes.check_list("R2", "sources", body["sources"], SOURCE, 1)
        self.sources = [source["source"] for source in body["sources"]]
        if len(set(self.sources)) != len(self.sources):
            raise Broken("R2", "unique sources", brief(self.sources), 1)
        if (body["trigger"] == "slot") != (body["slot"] is not None):
            raise Broken("R2", "slot an instant if and only if trigger is slot", brief([body["trigger"], body["slot"]]), 1)
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
        if kind == "context":
            if "findings" in body:
                raise Broken("R4", "no findings of a context", brief(body["findings"]), line)
            start = body["from"] + "#"
            if body["from"] == self.segment.place.scope or not body["key"].startswith(start) or not body["unit"].startswith(start):
                raise Broken("R4", "from a scope, not the chain's own; key and unit that start with it and #",
                             brief([body["from"], body["key"], body["unit"]]), line)
            return
        if not body["restated"] and body["tests"] != self.segment.opening["documents"]["tests"]:
            raise Broken("R4", "tests: documents.tests of run-opened", body["tests"], line)
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
            self.shapes.check("R5", "finding.problem", finding["problem"], PROBLEM, line)

    def check_coverage(self, coverage, last_line):
        """R1 (which records), R6 and R9."""
        expected = [*self.sources, "none"]
        lags = {source["source"]: source["lagSeconds"] for source in self.segment.opening["sources"]}
        for line, body in coverage:
            self.shapes.check("R6", "coverage", body, COVERAGE, line)
            if not expected or body["source"] != expected.pop(0):
                raise Broken("R1", "coverage in the order of sources, then at most one of none", "one of " + brief(body["source"]), line)
            self.shapes.check_list("R6", "units", body["units"], UNIT_ROW, line, by="unit", optional=("seen", "unseen"))
            for row in body["units"]:
                self.take_row(row, line, lags.get(body["source"], 0))
            self.shapes.check("R6", "asked", body["asked"], {"seen": LIST, "notFound": LIST, "failed": LIST}, line)
            for kind in ("seen", "notFound", "failed"):
                table = FAILED_ANSWER if kind == "failed" else ANSWER
                self.shapes.check_list("R6", "asked." + kind, body["asked"][kind], table, line, by="key")
                for answer in body["asked"][kind]:
                    self.take_answer(kind, answer, line, lags.get(body["source"], 0))
        if len(expected) > 1:
            raise Broken("R1", "coverage of " + brief(expected[0]), "none", last_line)

    def take_row(self, row, line, lag):
        unit, complete, problem = row["unit"], row["complete"], row["problem"]
        if unit in self.rows:
            raise Broken("R6", "a unit in one coverage record only", "%s twice" % brief(unit), line)
        if complete and (row["dataTime"] is None or problem is not None):
            raise Broken("R6", "a complete row with dataTime and without problem", brief([row["dataTime"], problem]), line)
        if ("seen" in row) + ("unseen" in row) != (not complete):
            raise Broken("R6", "exactly one of seen and unseen if and only if incomplete", "another combination", line)
        if not complete:
            self.shapes.check("R6", "units.problem", problem, PROBLEM, line)
        if "seen" in row and not sorted_list_of(TEXT).test(row["seen"]):
            raise Broken("R6", "seen: a sorted list of keys", brief(row["seen"]), line)
        if "unseen" in row and row["unseen"] != "all" and not sorted_list_of(TEXT).test(row["unseen"]):
            raise Broken("R6", 'unseen: "all" or a sorted list of keys', brief(row["unseen"]), line)
        self.check_age("units.dataTime", row["dataTime"], line)
        keys = {name: row[name] if row[name] == "all" else frozenset(row[name]) for name in ("seen", "unseen") if name in row}
        self.rows[unit] = Row(complete, problem and problem["code"], keys.get("seen"), keys.get("unseen"))
        self.data_times.append((unit, less_lag(row["dataTime"], lag), complete))

    def take_answer(self, kind, answer, line, lag):
        if kind == "failed":
            self.shapes.check("R6", "asked.failed.problem", answer["problem"], PROBLEM, line)
        elif "problem" in answer:
            raise Broken("R6", "a problem of failed answers only", brief(answer["problem"]), line)
        if answer["key"] in self.asked:
            raise Broken("R6", "at most one asked answer of a key", "two of " + brief(answer["key"]), line)
        self.check_age("asked.%s.dataTime" % kind, answer["dataTime"], line)
        if kind == "notFound":
            self.not_found.add(answer["key"])
        self.asked[answer["key"]] = Answer(kind, answer["unit"], answer["problem"]["code"] if kind == "failed" else None)
        self.data_times.append((answer["unit"], less_lag(answer["dataTime"], lag), False))

    def gaps(self):
        """Every (unit, code) that this segment could not read."""
        return ({(unit, row.code) for unit, row in self.rows.items() if not row.complete}
                | {(answer.unit, answer.code) for answer in self.asked.values() if answer.kind == "failed"})


# ---------------------------------------------------------------- one chain (sections 5 and 6)

class Chain:
    """Where a scope's chain stands. `state` is None while it is unproven (section 10, window)."""

    def __init__(self, scope, objects, start):
        self.scope, self.objects = scope, objects  # objects: (gen, seq) to key, of every segment object of the scope
        self.gen, self.seq, self.head, self.is_known = start or (0, -1, ZEROS, False)
        self.time, self.runs, self.tests, self.root, self.full, self.tried = None, set(), None, None, None, {}
        self.judged_by = {}  # (tests, check, type, member) to the version or lanes of S7
        at_origin = self.is_known and (self.gen, self.seq) == (0, -1)
        self.state = State() if at_origin and scope != ACTS_SCOPE else None
        self.proven = (0, 0) if self.state else None

    def clone(self):
        other = Chain(self.scope, self.objects, (self.gen, self.seq, self.head, self.is_known))
        other.time, other.runs, other.tests, other.root = self.time, set(self.runs), self.tests, self.root
        other.tried, other.judged_by = self.tried, dict(self.judged_by)
        other.full, other.proven, other.state = self.full, self.proven, self.state.clone() if self.state else None
        return other

    def append(self, segment, verifier):
        """Checks a segment as the next one and moves on; C rules first, then R and A, then S. Returns its Run, if any."""
        restarts = self.check_links(segment, verifier)
        if segment.is_act:
            run = self.check_acts(segment, verifier.shapes_of(segment.key))
        else:
            run = Run(segment, verifier.shapes_of(segment.key))
            self.check_extent(segment)
            self.fold(segment, run)
            self.tests, self.root = segment.opening["documents"]["tests"], run.closing["root"]
        last = segment.records[-1]
        self.gen, self.seq, self.head, self.is_known = last["gen"], last["seq"], segment.digests[-1], True
        self.time = last["time"]
        self.runs.add(last["run"])
        if segment.is_full and not segment.is_act:
            self.full = {"gen": self.gen, "seq": segment.place.seq}
        segment.restarts = restarts
        return run

    def check_links(self, segment, verifier):
        """C2 to C8. Returns `restarts` of the first segment of a gen > 0."""
        place, first = segment.place, segment.records[0]
        is_start = place.gen > self.gen or (not self.is_known and place.seq == 0)
        seq, prev = (0, ZEROS) if is_start else (self.seq + 1, self.head)
        if place.seq != seq:
            raise Broken("C4", "seq %d" % seq, "an object that starts at %d" % place.seq, 1)
        for line, record in enumerate(segment.records, 1):
            if record["ledger"] != verifier.ledger_id:
                raise Broken("C2", verifier.ledger_id, brief(record["ledger"]), line)
            if record["scope"] != place.scope or record["gen"] != place.gen:
                raise Broken("C3", brief([place.scope, place.gen]), brief([record["scope"], record["gen"]]), line)
            if record["seq"] != seq:
                raise Broken("C3" if line == 1 else "C4", "seq %d" % seq, brief(record["seq"]), line)
            if record["prev"] != prev:
                raise Broken("C5", "prev " + prev, record["prev"], line)
            if (record["time"], record["run"]) != (first["time"], first["run"]):
                raise Broken("C6", brief([first["time"], first["run"]]), brief([record["time"], record["run"]]), line)
            seq, prev = seq + 1, segment.digests[line - 1]
        if self.time is not None and first["time"] < self.time:
            raise Broken("C6", "time not earlier than " + self.time, first["time"], 1)
        if first["run"] in self.runs:
            raise Broken("C8", "a run that no other segment of the scope has", brief(first["run"]), 1)
        if place.gen == 0 or not is_start:
            return None
        restarts = segment.opening.get("restarts")
        self.check_restart(segment, restarts, verifier)
        return restarts

    def check_restart(self, segment, restarts, verifier):
        """C7."""
        if not segment.is_full or segment.is_event:
            raise Broken("C7", "a full run at the start of a gen > 0", "%s: %s" % (segment.records[0]["type"], segment.kind), 1)
        shapes = verifier.shapes_of(segment.key)
        shapes.check("C7", "restarts", restarts, RESTARTS, 1)
        shapes.check_list("C7", "restarts.abandoned", restarts["abandoned"], {"key": TEXT, "object": DIGEST}, 1, by="key")
        told = (restarts["gen"], restarts["seq"], restarts["head"])
        if not self.is_known and told[1] < 0:  # a window's first seal; where nothing is gone on with, all is known
            self.gen, self.seq, self.head, self.is_known = 0, -1, ZEROS, True
            self.state, self.proven = State(), segment.place[1:]
        if self.is_known and told != (self.gen, self.seq, self.head):
            raise Broken("C7", "gen %d, seq %d, head %s" % (self.gen, self.seq, self.head), brief(told), 1)
        left = {place: key for place, key in self.objects.items() if told[:2] < place and place[0] < segment.place.gen}
        expected = {key: digest_of(verifier.ledger.read(key)) for key in left.values()}
        named = {item["key"]: item["object"] for item in restarts["abandoned"]}
        for key in sorted({*named, *expected}, key=utf16):
            if named.get(key) != expected.get(key):
                raise Broken("C7", "abandoned: every object between gen %d, seq %d and this gen" % told[:2],
                             "%s: named as %s, there is %s" % (brief(key), named.get(key), expected.get(key)), 1)
        between = {gen for gen, _ in left if gen > told[0]}
        if len(between) != segment.place.gen - told[0] - 1:
            raise Broken("C7", "an abandoned object in every gen left out", brief(sorted(between)), 1)
        for place in sorted(left) if self.is_known else ():
            if place == (self.gen, self.seq + 1) or (place[0] > self.gen and place[1] == 0):
                if self.would_continue(left[place], verifier):
                    raise Broken("C7", "no abandoned object that is a valid continuation", left[place], 1)

    def would_continue(self, key, verifier):
        """Whether the chain could have gone on with this object, tried on a copy."""
        at = (self.gen, self.seq, key)
        if at not in self.tried:
            self.tried[at] = False  # the tries of a later gen ask for those of an earlier one again
            try:
                verifier.guard("B1", lambda: self.clone().append(verifier.read_segment(key), verifier))
                self.tried[at] = True
            except Broken:
                pass
        return self.tried[at]

    def check_acts(self, segment, shapes):
        """A1."""
        for line, record in enumerate(segment.records, 1):
            kind = record["type"]
            if kind in RUN_TYPES:
                raise Broken("A1", "acts only in " + ACTS_SCOPE, kind, line)
            if kind not in ACTS:
                shapes.unknown("record type " + kind, line)
            if not TEXT.test(record["body"].get("principal")):
                raise Broken("A1", "principal: a non-empty string", brief(record["body"].get("principal")), line)
            if kind in ACTS:
                shapes.check("A1", kind, record["body"], ACTS[kind], line, optional=("principal",))
            if kind == "deployment":
                shapes.check("A1", "deployment.documents", record["body"]["documents"], DEPLOYED, line)

    def check_extent(self, segment):
        """R2: which segments must be full."""
        tests = segment.opening["documents"]["tests"]
        if segment.place.seq == 0 and not segment.is_full:
            raise Broken("R2", "a full segment first in a gen", "delta", 1)
        if not segment.is_full and self.tests not in (None, tests):
            raise Broken("R2", "the tests of the segment before, %s, or a full run" % self.tests, "a delta under " + tests, 1)

    def fold(self, segment, run):
        """Section 6: takes a run or event batch into state; R1 (every entry), R3, R5, R7 and S1 to S7 on the way."""
        is_taken_over = self.state is None and segment.is_full
        if is_taken_over:
            self.state, self.proven = State(), (segment.place.gen, segment.place.seq)
            self.state.units = {unit["unit"]: [unit["ever"], unit["dataTime"]] for unit in segment.opening["units"]}
        tests = segment.opening["documents"]["tests"]
        if self.state is None:
            for line, record in run.news:
                self.check_judges(tests, record["body"].get("unit"), record["body"].get("findings", ()), True, line)
            return
        state = self.state
        if segment.is_full:
            units = [{"unit": unit, "ever": state.units[unit][0], "dataTime": state.units[unit][1]}
                     for unit in sorted(state.units, key=utf16)]
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
            self.fold_new(record, tests, line)
        state.cover(run.rows, run.asked, segment.is_event)
        for unit, data_time, complete in run.data_times:
            known = state.units.setdefault(unit, [False, None])
            known[0] = known[0] or complete
            known[1] = max(filter(None, (known[1], data_time)), default=None)
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

    def fold_new(self, record, tests, line):
        """R3, R5, S2, S5 and S7 for one new observation, context or finding."""
        state, kind, body = self.state, record["type"], record["body"]
        before = state.entries.get(body["key"])
        same = before if before and before["incarnation"] == body["incarnation"] else None
        opened = {"gen": record["gen"], "seq": record["seq"]}
        if kind == "finding":
            if same is None or "findings" not in same:
                raise Broken("R5", "a key in state with that incarnation", "not there, or context", line)
            self.check_held(body["finding"], same["findings"], "baseline", opened, line)
            self.check_judges(tests, same["unit"], [body["finding"]], False, line)
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
        for finding in body.get("findings", ()):
            fresh = "appeared" if same is None and is_ever else "baseline"
            self.check_held(finding, same.get("findings", {}) if same else {}, fresh, opened, line)
        left = {*(same or {}).get("findings", ())} - {finding["check"] for finding in body.get("findings", ())}
        if kind == "observation" and left:
            raise Broken("S5", "a finding of every check that the entry has one of", "none of " + brief(sorted(left)), line)
        self.check_judges(tests, body["unit"], body.get("findings", ()), True, line)
        state.put(entry_of(kind, body))

    def check_judges(self, tests, unit, findings, is_observed, line):
        """S7. `is_observed`: they stand in an observation."""
        for finding in findings if unit else ():
            for name in ("version", "lanes") if is_observed else ("version",):
                if finding["outcome"] != "indeterminate":
                    known = self.judged_by.setdefault((tests, finding["check"], type_of(unit), name), finding[name])
                    if finding[name] != known:
                        raise Broken("S7", "%s: %s %s, as under these tests before" % (finding["check"], name, brief(known)),
                                     brief(finding[name]), line)

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
SealFacts = namedtuple("SealFacts", "index time run trigger slot schedule")
Schedule = namedtuple("Schedule", "every start grace cadence")  # milliseconds
ORIGIN = Position(0, -1, ZEROS, None, None)


class Verifier:
    def __init__(self, ledger, trust, signatures, asked, now):
        self.ledger, self.trust, self.signatures, self.now = ledger, trust, signatures, now
        self.asked_from, self.asked_to = asked  # milliseconds, None where not given
        self.is_window = asked != (None, None)
        self.problems, self.unknowns, self.gaps, self.named_documents = [], {}, Counter(), set()
        self.proven, self.abandoned, self.void_leaves, self.missed, self.statements = [], [], [], [], []
        self.genesis, self.ledger_id, self.checkpoint, self.covered, self.records, self.missed_count = None, trust.ledger, None, None, 0, 0
        self.is_log_stopped, self.seals, self.stopped, self.unsealed = False, [], set(), 0
        self.enrolled_before, self.listed_runs = (), defaultdict(set)
        self.seal_at, self.roster, self.views, self.ever_enrolled = {}, None, Counter(), set()
        self.positions, self.listed, self.starts = {}, defaultdict(list), {}
        self.segments, self.told_abandoned, self.schedules = defaultdict(dict), {}, {}

    # reporting

    def report(self, broken, object, order):
        """Keeps a problem. `order` sorts them: listing and genesis, log, documents, chains, completeness."""
        self.problems.append((order, {"rule": broken.rule, "object": broken.object or object, "line": broken.line,
                                      "expected": broken.expected, "found": broken.found}))

    def shapes_of(self, object):
        return Shapes(lambda what, line: self.unknowns.setdefault((what, object), {"what": what, "object": object, "line": line}))

    @staticmethod
    def guard(rule, call):
        """Runs a check of hostile input: whatever goes wrong in it that was not foreseen breaks `rule`."""
        try:
            return call()
        except (Broken, CannotVerify, MemoryError, OSError):
            raise
        except Exception as error:
            raise Broken(rule, "an object that can be read", "%s: %s" % (type(error).__name__, str(error)[:100]))

    # course

    def run(self):
        for key in self.ledger.odd:
            self.report(Broken("K1", "a regular file", "a link or a special file"), key, (0, key))
        for key in self.ledger.keys:
            place = parse_segment_key(key)
            if place:
                self.segments[place.scope][place.gen, place.seq] = key
            elif key != "genesis.json" and not LOG_FORM.fullmatch(key) and not DOCUMENT_FORM.fullmatch(key):
                self.report(Broken("K1", "a key of the forms of section 3", "another"), key, (0, key))
        try:
            self.guard("G1", self.read_genesis)
        except Broken as broken:
            self.report(broken, "genesis.json", (0, ""))
            self.statements.append("Nothing but the names of objects and genesis.json was checked: without the right genesis nothing else has a meaning.")
            return
        self.read_log()
        self.read_documents()
        for scope in sorted({*self.segments, *self.listed, *self.positions}, key=utf16):
            self.read_chain(scope)
        if not self.is_log_stopped:
            self.check_completeness()

    def read_genesis(self):
        """B1, G1, B2, G2."""
        if "genesis.json" not in self.ledger.keys:
            raise Broken("G1", "genesis.json", "no such object")
        data = self.ledger.read("genesis.json")
        body = parse_canonical(data)
        check_instants([("created", member(body, "created"))])
        shapes = self.shapes_of("genesis.json")
        shapes.check("G1", "genesis", body, GENESIS)
        if body["continues"] is not None:
            shapes.check("G1", "continues", body["continues"], {"ledger": DIGEST, "size": NATURAL, "root": DIGEST, "reason": STRING})
        self.genesis = body
        if digest_of(data) != self.trust.ledger:
            raise Broken("G2", "ledger id " + self.trust.ledger, digest_of(data))
        self.created = milliseconds(body["created"])
        if self.asked_from is None and self.asked_to is not None and self.asked_to <= self.created:
            raise CannotVerify("--to must be after the ledger was created, at " + body["created"])
        self.start = self.created if self.asked_from is None else self.asked_from
        self.end = self.now if self.asked_to is None else self.asked_to

    # section 7: the log

    def read_log(self):
        found = sorted(int(match.group(1)) for match in map(LOG_FORM.fullmatch, self.ledger.keys) if match and match.group(2) == "json")
        self.newest = found[-1] if found else -1
        self.scan_leaves(found)
        if not found:
            return
        present = set(found)
        missing = next((index for index in range(self.first, self.newest) if index not in present), None)
        if missing is not None:
            self.report(Broken("L2", "every leaf before the newest", "no such object"), log_key(missing), (1, missing))
        if self.first > 0 and (self.first - 1 not in present or self.seal_before_window is None):
            self.statements.append("The leaf before the first that was read, %s, or the seal before that, is not there: that no seal of "
                                   "the period lies before what was read can't be shown." % log_key(self.first - 1))
        self.tree = Frontier(0, [])
        self.before, self.voided = None, {}
        for index in range(self.first, self.last + 1):
            if index not in present:
                self.is_log_stopped = True
            else:
                self.guard("L1", lambda: self.read_leaf(index))
            if self.is_log_stopped:
                self.statements.append("The log was read up to leaf %d; what later leaves say was not checked." % index)
                return

    def has_note(self, index):
        return log_key(index, "note") in self.ledger.keys

    def scan_leaves(self, found):
        """Reads loosely, newest first, which leaves later seals call void, and where the window starts and ends. A newest
        leaf without note is not looked at (W4). What has its note is a seal all the same, whatever a later one calls it."""
        self.void, self.claims = set(), []
        for index in reversed(found):
            if index == self.newest and not self.has_note(index):
                continue
            try:
                body = json.loads(self.ledger.read(log_key(index)).decode("utf-8"), parse_int=parse_integer)
            except (ValueError, RecursionError):
                continue
            if index in self.void and not self.has_note(index):
                continue
            if member(body, "kind") != "seal" or not INSTANT.test(body.get("time")):
                continue
            self.claims.append((index, milliseconds(body["time"])))
            self.void.update(i for i in (member(item, "index") for item in items(body.get("void"))) if NATURAL.test(i) and i < index)
        self.claims.reverse()
        self.first, self.last = 0, self.newest
        if self.is_window and self.claims:
            inside = [index for index, time in self.claims if time >= self.start]
            self.first = (inside or [self.claims[-1][0]])[0] if self.asked_from is not None else 0
            self.last = next((index for index, time in self.claims if index >= self.first and self.asked_to is not None
                              and time >= self.asked_to), self.newest)
        earlier = [index for index, _ in self.claims if index < self.first]
        self.seal_before_window = earlier[-1] if earlier else None
        if not earlier and 0 in found:
            self.first = 0  # leaves that are no seals, if any, and then the first seal of the ledger

    def read_leaf(self, index):
        """One leaf: B1, B2, L1, L2, then its note, then L3 to L9. Decides whether it is a seal, void, or of another kind."""
        key, is_void, has_note = log_key(index), index in self.void, self.has_note(index)
        if index == self.newest and not has_note:  # what it says is not looked at
            return self.report(Broken("W4", "a seal with its note as newest leaf", "no note"), key, (4, "", key))
        data = self.ledger.read(key)
        failure, seal, rows = None, None, ({}, [])
        try:
            seal = self.guard("L1", lambda: self.parse_seal(index, data))
        except Broken as broken:
            failure = broken
            self.is_log_stopped = has_note and not is_void
        try:
            if seal and index == self.first and index > 0:
                self.tree = Frontier(index, map(bytes.fromhex, seal["frontier"]))
            roots = [root.hex() for root in self.tree.roots]
            self.tree.append(hash_leaf(data))
            if has_note and not failure:
                self.check_note(index)
            if seal:
                rows = self.follow_rows(seal)
                if index == self.first and self.is_before_there():
                    roots = self.roots_before_window(index)
                if seal["frontier"] != roots:
                    raise Broken("L3", brief(roots), brief(seal["frontier"]))
                self.check_time(seal)
                if not has_note or is_void:
                    for _, broken in rows[1]:
                        raise broken
                    self.check_rows_with_objects(seal)
        except Broken as broken:
            failure = broken
            self.is_log_stopped = not is_void and (broken.rule == "N3" or not self.tree.roots)  # no frontier: no root
        if is_void and has_note and not failure:
            is_void = False  # a seal all the same; what names it breaks L7
        if is_void or (failure and not has_note):
            return self.take_void(index, data, failure, is_void, has_note)
        if failure:
            self.report(failure, key, (1, index))
            if self.is_log_stopped:
                return
        self.check_has_note(index, has_note, seal)
        if seal:
            for scope, broken in rows[1]:
                self.report(broken, key, (1, index))
                self.stopped.add(scope)
            self.take_seal(index, seal, rows[0])

    def is_before_there(self):
        """Whether the seal before a window and every leaf after it are there."""
        return self.seal_before_window is not None and all(
            log_key(index) in self.ledger.keys for index in range(self.seal_before_window, self.first))

    def roots_before_window(self, index):
        """L3 for a window's first seal: the frontier of the seal before, and that leaf. So its time, which says where the
        window starts, is what was signed."""
        key = log_key(self.seal_before_window)
        def follow():
            tree = Frontier(self.seal_before_window, map(bytes.fromhex, parse_canonical(self.ledger.read(key))["frontier"]))
            for other in range(self.seal_before_window, index):
                tree.append(hash_leaf(self.ledger.read(log_key(other))))
            return [root.hex() for root in tree.roots]
        try:
            return self.guard("L3", follow)
        except Broken as broken:
            broken.object = key
            raise broken

    def take_void(self, index, data, failure, is_void, has_note):
        """L7: a leaf that is not a seal. The newest one may still wait for the seal that names it: W4."""
        key = log_key(index)
        if not is_void:
            what = "it breaks %s: expected %s, found %s" % (failure.rule, failure.expected, failure.found)
            if self.claims and index < self.claims[-1][0]:
                self.report(Broken("L7", "a leaf that keeps the rules, or is named in void of the next seal", what), key, (1, index))
            else:
                self.report(Broken("W4", "a seal with its note as newest leaf", what), key, (4, "", key))
            return
        if failure:  # a leaf that breaks no rule must not be named: what names it breaks L7
            self.voided[index] = digest_of(data)
        if has_note:
            self.report(Broken("L7", "no note of a void leaf", "a note"), log_key(index, "note"), (1, index))

    def check_has_note(self, index, has_note, seal):
        """N4 for leaves before the newest, W4 for the newest."""
        if index < self.newest and not has_note:
            self.report(Broken("N4", "a note", "none"), log_key(index, "note"), (1, index))
        elif index == self.newest and not seal:
            self.report(Broken("W4", "a seal with its note as newest leaf", "a leaf of another kind"),
                        log_key(index), (4, "", log_key(index)))

    def take_seal(self, index, seal, positions):
        """A leaf that is a seal: its void (L7), its roster (L8), its slot and views (L9, W7), its documents (K3), then its
        rows become the chains' stand."""
        key, order = log_key(index), (1, index)
        voids = {item["index"]: item["object"] for item in seal["void"]}
        expected = self.voided
        if self.is_window_start(index):  # it may name leaves before the window, which may be absent
            expected = {i: voids[i] for i in voids if i < index and log_key(i) not in self.ledger.keys}
            expected.update((i, digest_of(self.ledger.read(log_key(i)))) for i in voids if i < index and i not in expected)
        if voids != expected or len(voids) != len(seal["void"]) or any(self.has_note(i) for i in voids):
            self.report(Broken("L7", "void: " + brief(expected), brief(seal["void"])), key, order)
        self.void_leaves += [{"index": item["index"], "reason": item["reason"]} for item in seal["void"]]
        self.check_roster(index, seal)
        self.check_views(index, seal)
        for kind, digest in sorted(seal["documents"].items()):
            self.need_document(kind, digest, key, order)
        self.positions.update(positions)
        for row in seal["scopes"]:
            if row["scope"] not in self.stopped:
                for number, segment in enumerate(row["segments"], 1):
                    full = (row["full"],) if number == len(row["segments"]) else None
                    self.listed[row["scope"]].append(Listed(index, segment["key"], row_digest(segment), full))
        self.before, self.voided = seal["time"], {}
        self.seal_at[index] = SealFacts(index, milliseconds(seal["time"]), seal["run"], seal["trigger"], seal["slot"],
                                        seal["documents"].get("schedule"))
        self.seals.append(self.seal_at[index])
        self.roster = seal["roster"]
        self.views.update((row["scope"], row["view"]) for row in seal["scopes"])
        self.ever_enrolled.update(seal["roster"]["enrolled"])

    def is_window_start(self, index):
        """Whether a leaf is the first that is read, and not the first of the log."""
        return index == self.first and index > 0

    def check_roster(self, index, seal):
        """L8."""
        key, order = log_key(index), (1, index)
        scopes, roster = {row["scope"] for row in seal["scopes"]}, seal["roster"]
        for scope in roster["enrolled"]:
            if scope not in scopes:
                self.report(Broken("L8", "a row for " + brief(scope), "none"), key, order)
        named_now = {*roster["enrolled"], *(item["scope"] for item in roster["excluded"])}
        for scope in self.enrolled_before:
            if scope not in named_now:
                self.report(Broken("L8", "%s enrolled, as before, or excluded" % brief(scope), "neither"), key, order)
        self.enrolled_before = roster["enrolled"]

    def check_views(self, index, seal):
        """L9 (but for the segments' trigger and slot, which their chains are read for), W7 and W8."""
        key, order = log_key(index), (1, index)
        if seal["slot"] is not None:
            digest = seal["documents"].get("schedule")
            schedule, slot = self.schedule(digest), milliseconds(seal["slot"])
            is_slot = schedule and schedule.every and slot >= schedule.start and (slot - schedule.start) % schedule.every == 0
            if digest is None or (schedule and not is_slot):
                self.report(Broken("L9", "a slot of the schedule that documents name", seal["slot"] if digest else "no schedule"), key, order)
        enrolled = {*seal["roster"]["enrolled"]}
        for row in seal["scopes"]:
            scope, runs = row["scope"], {segment["run"] for segment in row["segments"]}
            self.listed_runs[scope] |= runs
            if row["view"] == "observed" and seal["run"] not in self.listed_runs[scope] and not self.is_window_start(index):
                self.report(Broken("L9", "%s observed by a listed segment of run %s" % (brief(scope), brief(seal["run"])), "none"), key, order)
            if row["view"] == "silent" and seal["run"] in runs:
                self.report(Broken("L9", "%s not silent: a segment of run %s is listed" % (brief(scope), brief(seal["run"])), "silent"), key, order)
            if row["view"] == "silent" and seal["slot"] is not None and scope in enrolled:
                self.report(Broken("W7", "%s observed or failed in a slot" % brief(scope), "silent"), key, (4, key))
        self.check_clock(seal["time"], key)

    def check_clock(self, time, key):
        """W8."""
        if milliseconds(time) > self.now + EARLY:
            self.report(Broken("W8", "a time not later than %s and 120 s" % instant_text(self.now), time), key, (4, key))

    def parse_seal(self, index, data):
        """B1, B2, L1, L2. None for a leaf of another kind, which is reported and counted only."""
        body, shapes = parse_canonical(data), self.shapes_of(log_key(index))
        if STRING.test(member(body, "kind")) and body["kind"] != "seal":
            if not self.has_note(index):
                raise Broken("L1", "a seal, or a leaf of another kind with its note", brief(body["kind"]))
            shapes.unknown("leaf kind " + body["kind"], None)
            return None
        check_instants([(name, member(body, name)) for name in ("time", "slot")]
                       + [("slots.slot", member(slot, "slot")) for slot in items(member(body, "slots"))]
                       + [("segments.time", member(segment, "time")) for row in items(member(body, "scopes"))
                          for segment in items(member(row, "segments"))])
        shapes.check("L1", "seal", body, SEAL)
        if body["ledger"] != self.ledger_id:
            raise Broken("L1", "ledger " + self.ledger_id, body["ledger"])
        if (body["trigger"] == "slot") != (body["slot"] is not None):
            raise Broken("L1", "slot an instant if and only if trigger is slot", brief([body["trigger"], body["slot"]]))
        shapes.check_list("L1", "scopes", body["scopes"], SCOPE_ROW, by="scope")
        for row in body["scopes"]:
            if (row["view"] == "failed") != (row["problem"] is not None):
                raise Broken("L1", "a problem if and only if view is failed", brief([row["view"], row["problem"]]))
            if row["full"] is not None:
                shapes.check("L1", "scopes.full", row["full"], POSITION)
                row["full"] = named(row["full"], POSITION)
            shapes.check_list("L1", "scopes.segments", row["segments"], SEGMENT_ROW)
        shapes.check("L1", "roster", body["roster"], ROSTER)
        shapes.check_list("L1", "roster.excluded", body["roster"]["excluded"], {"scope": SCOPE, "reason": ANY, "approver": ANY}, by="scope")
        both = {*body["roster"]["enrolled"]} & {item["scope"] for item in body["roster"]["excluded"]}
        if both:
            raise Broken("L1", "no scope both enrolled and excluded", brief(sorted(both)))
        shapes.check_list("L1", "slots", body["slots"], {"slot": INSTANT, "run": nullable(TEXT)})
        shapes.check_list("L1", "void", body["void"], {"index": NATURAL, "object": DIGEST, "reason": ANY})
        if body["index"] != index:
            raise Broken("L2", "index %d" % index, brief(body["index"]))
        return body

    def check_note(self, index):
        """N1 to N3. A bad signature is reported and reading goes on; a root that is not that of the leaves ends it."""
        key = log_key(index, "note")
        try:
            text, origin, size, root, signatures = parse_note(self.ledger.read(key))
            keys = {(known.name, known.id): known for known in [*self.trust.witnesses.values(), *self.trust.logs]}
            good = False
            for name, key_id, signature in signatures:
                known = keys.get((name, key_id))
                if known and not self.signatures.verify_line(known, signature, text):
                    raise Broken("N2", "a signature that verifies, of " + brief(name), "one that does not")
                good = good or known in self.trust.logs
            if not good:
                raise Broken("N2", "a signature by a log key of the trust file", "none")
        except Broken as broken:
            return self.report(broken, key, (1, index))
        expected = (self.genesis["origin"], index + 1, self.tree.root().hex())
        if (origin, size, root.hex()) != expected:
            raise Broken("N3", brief(expected), brief([origin, size, root.hex()]), object=key)
        self.checkpoint = {"size": size, "root": root.hex()}
        self.noted = (index, text)

    def check_time(self, seal):
        """L4."""
        for time, what in [(self.before, "the seal before")] + [(segment["time"], segment["key"]) for row in seal["scopes"]
                                                               for segment in row["segments"]]:
            if time is not None and seal["time"] < time:
                raise Broken("L4", "time not earlier than %s (%s)" % (time, what), seal["time"])

    def follow_rows(self, seal):
        """L6: where the rows lead. Returns the new positions and the problems, each with its scope."""
        positions, problems = {}, []
        is_first = self.is_window_start(seal["index"])
        for row in seal["scopes"]:
            scope = row["scope"]
            if scope in self.stopped:
                continue
            try:
                positions[scope] = self.follow_row(scope, row, None if is_first else self.positions.get(scope, ORIGIN), is_first)
            except Broken as broken:
                problems.append((scope, broken))
        listed = {row["scope"] for row in seal["scopes"]}
        for scope in sorted(self.positions, key=utf16):
            if scope not in listed and scope not in self.stopped:
                problems.append((scope, Broken("L6", "a row for %s, which was listed before" % brief(scope), "none")))
        return positions, problems

    def follow_row(self, scope, row, before, is_first):
        """One scope. A window's first seal is believed where its chains stood before it (section 10)."""
        if is_first:
            first = row["segments"][0] if row["segments"] else None
            place = parse_segment_key(first["key"]) if first else None
            if first is None:
                start = (row["gen"], row["seq"], row["head"], True)
            elif place is None or (first["first"] == 0 and place.gen > 0):
                start = None  # a restart whose line before is not in the window
            else:
                start = (place.gen, first["first"] - 1, first["before"], True)
            self.starts[scope] = start
            before = Position(*(start[:3] if start else (place.gen - 1 if place else 0, -1, ZEROS)), row["root"], row["full"])
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

    def check_rows_with_objects(self, seal):
        """L5 for a leaf without note, to know whether it breaks a rule; for seals the chains are compared instead."""
        for row in seal["scopes"]:
            for told in row["segments"]:
                if told["key"] not in self.ledger.keys:
                    raise Broken("L5", "the object " + told["key"], "no such object")
                try:
                    segment = self.guard("B1", lambda: self.read_segment(told["key"]))
                except Broken as broken:
                    raise Broken("L5", "what %s says" % told["key"], "it breaks " + broken.rule)
                if row_digest(told) != row_digest(segment.row()):
                    raise Broken("L5", "what %s says" % told["key"], "another row")

    # documents

    def need_document(self, kind, digest, by, order):
        """K3. Each missing document is reported once."""
        if digest is None or (kind, digest) in self.named_documents:
            return
        self.named_documents.add((kind, digest))
        if document_key(kind, digest) not in self.ledger.keys:
            self.report(Broken("K3", "the document that %s names" % by, "no such object"), document_key(kind, digest), order)

    def read_documents(self):
        """B1 and K2: every document; in a window those that its seals name (those that its runs name are read with them)."""
        self.read_before = set()
        for key in sorted(self.ledger.keys):
            match = DOCUMENT_FORM.fullmatch(key)
            if match and (not self.is_window or match.groups() in self.named_documents):
                self.read_document(key)

    def read_document(self, key):
        if key not in self.ledger.keys or key in self.read_before:
            return None
        self.read_before.add(key)
        data = self.ledger.read(key)
        try:
            self.guard("B1", lambda: parse_canonical(data))
            if digest_of(data) != key[-69:-5]:
                raise Broken("K2", key[-69:-5], digest_of(data))
        except Broken as broken:
            self.report(broken, key, (2, key))

    # section 5: the chains

    def read_segment(self, key):
        return Segment(key, self.ledger.read(key), self.shapes_of(key))

    def read_chain(self, scope):
        """One scope: what seals list, then what follows the last seal; K4 for what belongs nowhere."""
        is_first = scope in self.starts
        chain = Chain(scope, self.segments[scope], self.starts[scope] if is_first else (0, -1, ZEROS, True))
        self.taken, number = set(), 0
        if chain.is_known or not self.listed[scope]:
            oldest = (chain.gen, chain.seq)
        else:
            oldest = (parse_segment_key(self.listed[scope][0].key).gen, -1)  # a restart; what it left lies before the window
        try:
            for number, listed in enumerate(self.listed.pop(scope, []), 1):
                if listed.key not in self.ledger.keys:
                    raise Broken("L5", "the segment that %s lists" % log_key(listed.seal), "no such object", object=listed.key)
                self.follow(chain, listed.key, number)
                self.compare_row(chain, listed)
                self.compare_run(chain.last, listed.seal)
            is_end = self.last == self.newest and not self.is_log_stopped and scope not in self.stopped
            if is_end:
                self.follow_tail(chain)
                for place, key in sorted(chain.objects.items()):
                    if key not in self.taken and place > oldest:
                        self.report(Broken("K4", "a segment that is listed, follows the sealed head, or is abandoned", "none of these"),
                                    key, (3, utf16(scope), 1 << 60, key))
        except Broken as broken:
            order = (3, utf16(scope), number) if broken.rule not in ("L5", "L6") else (1, listed.seal, utf16(scope))
            self.report(broken, scope, order)
        if scope != ACTS_SCOPE and (chain.proven or chain.seq >= 0):
            gen, seq = chain.proven or (None, None)
            self.proven.append({"scope": scope, "gen": gen, "seq": seq})

    def follow(self, chain, key, number):
        """Reads one segment and appends it to its chain; a problem names the object."""
        def check():
            segment = self.read_segment(key)
            self.records += len(segment.records)
            return segment, chain.append(segment, self)
        try:
            segment, run = self.guard("B1", check)
        except Broken as broken:
            broken.object = broken.object or key
            raise broken
        self.taken.add(key)
        self.check_clock(chain.time, key)
        if segment.restarts:
            for item in segment.restarts["abandoned"]:
                self.taken.add(item["key"])
                self.abandoned.append({"key": item["key"], "reason": segment.restarts["reason"]})
        for unit, code in run.gaps() if run else ():
            self.gaps[chain.scope, unit, code] += 1
        for kind, digest in sorted(segment.opening.get("documents", {}).items() if run else ()):
            self.need_document(kind, digest, key, (3, utf16(chain.scope), number))
            if digest is not None:
                self.read_document(document_key(kind, digest))
        chain.last = segment
        return segment

    def compare_row(self, chain, listed):
        """L5: the row says what the object says. L6: `full` of the scope's row is that of its latest full segment."""
        row, seal = chain.last.row(), log_key(listed.seal)
        if row_digest(row) != listed.row:
            body = parse_canonical(self.ledger.read(seal))
            told = next((segment for scope in body["scopes"] for segment in scope["segments"] if segment["key"] == listed.key), {})
            wrong = {name: told.get(name) for name in row if told.get(name) != row[name]}
            raise Broken("L5", "what %s says: %s" % (seal, brief(wrong)), brief({name: row[name] for name in wrong}), object=listed.key)
        if listed.full and (chain.full or chain.proven) and listed.full[0] != chain.full:
            raise Broken("L6", "full %s of %s" % (brief(chain.full), chain.scope), brief(listed.full[0]), object=seal)

    def compare_run(self, segment, index):
        """L9: what the seal's own run opened says the seal's trigger and slot."""
        seal = self.seal_at[index]
        if segment.kind != "act" and segment.records[0]["run"] == seal.run:
            told = [segment.opening["trigger"], segment.opening["slot"]]
            if told != [seal.trigger, seal.slot]:
                self.report(Broken("L9", "trigger and slot of the seal of this run, %s: %s" % (log_key(index), brief([seal.trigger, seal.slot])),
                                   brief(told), 1), segment.key, (1, index))

    def follow_tail(self, chain):
        """Segments after the last seal (section 10), gen after gen: W2 or W3 for each that is valid."""
        free = {place: key for place, key in chain.objects.items() if key not in self.taken}
        schedule = self.schedule(self.seals[-1].schedule) if self.seals else None
        allowed = schedule.cadence + schedule.grace if schedule else 0
        number = 1 << 30
        while True:
            key, (start, abandoned) = free.get((chain.gen, chain.seq + 1)), self.next_start(chain.gen, free)
            if key is None or key in abandoned:
                key = start
            if key is None:
                return
            number += 1
            segment = self.follow(chain, key, number)
            self.unsealed += 1
            age = self.now - milliseconds(chain.time)
            if segment.kind == "run":
                self.report(Broken("W2", "a seal that lists this run", "none"), key, (4, key))
            elif age >= allowed:
                self.report(Broken("W3", "a seal that lists this %s, or one younger than %d s" % (segment.kind, allowed // 1000),
                                   "none, and it is %d s old" % (age // 1000)), key, (4, key))

    def next_start(self, gen, free):
        """The first segment of the lowest higher gen that no gen after it abandons, and all that these gens abandon."""
        start, abandoned = None, set()
        for other in sorted((other for other, seq in free if other > gen and seq == 0), reverse=True):
            if free[other, 0] not in abandoned:
                start = free[other, 0]
                abandoned |= self.abandoned_by(start)
        return start, abandoned

    def abandoned_by(self, key):
        """What the first record of a segment calls abandoned, read loosely: whether it is right is for C7."""
        if key not in self.told_abandoned:
            try:
                first = json.loads(inflate(self.ledger.read(key)).split(b"\n", 1)[0].decode("utf-8"), parse_int=parse_integer)
                self.told_abandoned[key] = {item["key"] for item in first["body"]["restarts"]["abandoned"]}
            except (Broken, ValueError, RecursionError, TypeError, LookupError):
                self.told_abandoned[key] = set()
        return self.told_abandoned[key]

    # section 9: completeness

    def schedule(self, digest):
        """The schedule document of a seal; None where there is none, or none that can be read (then a problem is reported)."""
        key = document_key("schedule", digest)
        if digest is None or key not in self.ledger.keys:
            return None
        if key not in self.schedules:
            self.schedules[key] = None
            try:
                body = parse_canonical(self.ledger.read(key))
                self.shapes_of(key).check("W1", "schedule", body, SCHEDULE)
                self.schedules[key] = Schedule((body["everySeconds"] or 0) * 1000, milliseconds(body["from"]),
                                               body["graceSeconds"] * 1000, (body["eventCadenceSeconds"] or 0) * 1000)
            except Broken as broken:
                if broken.rule != "B1":  # which is reported with the documents
                    self.report(broken, key, (4, key))
        return self.schedules[key]

    def check_slots(self, schedule, after, until, by):
        """W1: due slots in [after, until] and in the period. Returns how many were due."""
        if schedule is None or schedule.every == 0:
            return 0
        after, until = max(after, self.start, schedule.start), min(until, self.end - 1)
        low, high = -(-(after - schedule.start) // schedule.every), (until - schedule.start) // schedule.every
        if high < low:
            return 0
        there = {(slot - schedule.start) // schedule.every for slot, time in self.slots
                 if after <= slot <= until and (slot - schedule.start) % schedule.every == 0
                 and slot - EARLY <= time <= slot + schedule.grace}
        count = high - low + 1 - len(there)
        self.missed_count += count
        number, missed = low, []
        while len(missed) < min(count, LISTED_SLOTS - len(self.missed)):
            if number not in there:
                missed.append(instant_text(schedule.start + number * schedule.every))
            number += 1
        self.missed += missed
        if count:
            self.report(Broken("W1", "a seal for every due slot, not more than 120 s early nor later than its grace", "%d of %d without one%s" % (
                count, high - low + 1, ", the first " + missed[0] if missed else "")), by, (4, by))
        return high - low + 1

    def check_completeness(self):
        """W1, W4 (notes without leaf), W5 and W6. The others are checked with seals and chains."""
        for key in sorted(self.ledger.keys) if self.last == self.newest else ():
            match = LOG_FORM.fullmatch(key)
            if match and match.group(2) != "json" and int(match.group(1)) > self.newest:
                self.report(Broken("W4", "the leaf of this " + match.group(2), "no such object"), key, (4, "", key))
        if self.start < self.created:
            self.report(Broken("W6", "a period that starts at %s or later" % self.genesis["created"], instant_text(self.start)), "genesis.json", (5,))
        if not any(self.start <= seal.time < self.end for seal in self.seals):
            self.report(Broken("W6", "a seal in the period", "none"), log_key(self.seals[-1].index) if self.seals else "log", (5,))
        if not self.seals:
            return
        if self.asked_from is not None and self.first == 0 and self.seals[0].time > self.start:
            self.report(Broken("W6", "a first leaf not later than %s" % instant_text(self.start), instant_text(self.seals[0].time)),
                        log_key(self.seals[0].index), (5,))
        self.slots = {(milliseconds(seal.slot), seal.time) for seal in self.seals if seal.slot}
        seals, first, newest = self.seals, self.seals[0], self.seals[-1]
        if self.first > 0:
            self.check_slots(self.schedule(first.schedule), self.created, first.time, log_key(first.index))
        for seal, after in zip(seals, seals[1:]):
            self.check_slots(self.schedule(seal.schedule), seal.time + 1, after.time, log_key(after.index))
        schedule = self.schedule(newest.schedule)
        due = self.check_slots(schedule, newest.time + 1, self.now - schedule.grace, log_key(newest.index)) if schedule else 0
        reaches = newest.time >= self.end or (schedule is not None and due == 0)
        if self.asked_to is not None and self.asked_to <= self.now and not reaches:
            self.report(Broken("W6", "a seal at or after %s, or a schedule under which nothing was due since" % instant_text(self.end),
                               instant_text(newest.time)), log_key(newest.index), (5,))
        self.covered = {"from": instant_text(first.time), "to": instant_text(newest.time)}
        self.state_schedules()
        self.state_scopes()
        if self.trust.quorum != "none":
            self.check_quorum()
        else:
            self.statements.append("The trust file has quorum none: no witness was asked for, no cosignature looked at.")
            if schedule is None or schedule.every == 0:
                self.statements.append("The ledger has no schedule in force and the trust file no quorum: that the log was cut back to "
                                       "an earlier whole seal can't be seen without a witness.")
        if self.missed_count > len(self.missed):
            self.statements.append("%d slots were missed; the first %d are listed." % (self.missed_count, len(self.missed)))

    def state_schedules(self):
        """Section 10: which schedules were in force, and when there was none. Each from a seal to the first under another."""
        spans = []
        for seal in self.seals:
            if not spans or spans[-1][0] != seal.schedule:
                spans.append((seal.schedule, seal.time))
        ends = [time for _, time in spans[1:]]
        for (digest, start), end in zip(spans, [*ends, None]):
            schedule = self.schedule(digest)
            what = "No schedule" if digest is None else "Schedule %s" % digest
            if digest is not None:
                what += (" (which can't be read)" if schedule is None else " (nothing is due)" if schedule.every == 0 else
                         " (every %d s from %s, %d s of grace)" % (schedule.every // 1000, instant_text(schedule.start), schedule.grace // 1000))
            self.statements.append("%s was in force from %s to %s." % (
                what, instant_text(start), "the end of what was read" if end is None else instant_text(end)))

    def state_scopes(self):
        """Section 10: scopes excluded, found but not enrolled, unlisted, silent and failed."""
        roster, key = self.roster, log_key(self.seals[-1].index)
        for name, scopes in (("Scopes excluded", ["%s (%s, approved by %s)" % (item["scope"], item["reason"], item["approver"])
                                           for item in roster["excluded"]]),
                             ("Scopes found and not enrolled", roster["found"]), ("Parents that could not be listed", roster["unlisted"])):
            if scopes:
                self.statements.append("%s, by %s: %s." % (name, key, ", ".join(scopes)))
        for (scope, view), count in sorted(self.views.items()):
            if scope in self.ever_enrolled and view != "observed":
                self.statements.append("%s was %s in %d of %d seals." % (scope, view, count, len(self.seals)))

    def check_quorum(self):
        """W5: cosignatures (`.cosig`, C2SP tlog-cosignature v1) of the newest checkpoint of the period."""
        if self.checkpoint is None:
            return self.report(Broken("W5", "cosignatures that meet quorum " + self.trust.quorum, "no checkpoint"), "log", (5,))
        index, text = self.noted
        key, cosigned, found = log_key(index, "cosig"), set(), "no such object"
        if key in self.ledger.keys:
            try:
                lines = parse_signature_lines(decode_note(self.ledger.read(key)))
                cosigned = {name for name, witness in self.trust.witnesses.items() for other, key_id, signature in lines
                            if (other, key_id) == (witness.name, witness.id) and self.signatures.verify_line(witness, signature, text)}
                found = "those of " + brief(sorted(cosigned))
            except ValueError as error:
                found = str(error)
        if not self.trust.is_met(self.trust.quorum, cosigned):
            self.report(Broken("W5", "cosignatures that meet quorum " + self.trust.quorum, found), key, (5,))

    # section 10: the report

    def outcome(self):
        problems = [problem for _, problem in sorted(self.problems, key=lambda item: item[0])]
        verdict = "INTACT"
        if problems:
            verdict = "INCOMPLETE" if all(problem["rule"].startswith("W") for problem in problems) else "BROKEN"
        mode = self.genesis["mode"] if self.genesis else None
        statements = list(self.statements)
        if mode in ("local", "trial"):
            statements.insert(0, "This ledger's mode is %s: %s." % (mode, "a directory without lock, its files can be replaced"
                              if mode == "local" else "not a ledger for compliance"))
        if self.is_window and self.genesis:
            statements.append("Only the window asked for was read: what its first seal says of the time before it is taken over.")
        if any(item["gen"] is None for item in self.proven):
            statements.append("Where proven has no gen and seq, no full segment lies in what was read: state could not be checked there.")
        if self.unsealed:
            statements.append("%d valid segments follow the last seal; no checkpoint covers them." % self.unsealed)
        known = self.genesis is not None and hasattr(self, "start")
        return {"verdict": verdict,
                "asked": {"from": instant_text(self.start) if known else self.asked_from and instant_text(self.asked_from),
                          "to": instant_text(self.now if self.asked_to is None else self.asked_to)},
                "covered": self.covered, "ledger": self.ledger_id, "mode": mode, "checkpoint": self.checkpoint,
                "problems": problems,
                "gaps": [{"scope": scope, "unit": unit, "code": code, "segments": count}
                         for (scope, unit, code), count in sorted(self.gaps.items())],
                "unknown": list(self.unknowns.values()), "proven": self.proven, "abandoned": self.abandoned,
                "void": self.void_leaves, "missedSlots": self.missed,
                "read": {"objects": len(self.ledger.done), "records": self.records}, "statements": statements}


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


def verify(arguments):
    """The report of a verification, as one object."""
    asked = parse_bound("--from", arguments.start), parse_bound("--to", arguments.end, True)
    now = parse_bound("--now", arguments.now)
    if now is None:
        now = (datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None) - EPOCH) // datetime.timedelta(milliseconds=1)
    if asked[0] is not None and asked[0] >= (now if asked[1] is None else asked[1]):
        raise CannotVerify("--from must be before --to (or before now, without --to)")
    trust = Trust(arguments.trust)
    if not os.path.isdir(arguments.ledger):
        raise CannotVerify("not a directory: %s" % arguments.ledger)
    with tempfile.TemporaryDirectory(prefix="tidemark-verify-") as directory:
        root = os.path.realpath(arguments.ledger)
        if os.path.commonpath([root, os.path.realpath(directory)]) == root:
            raise CannotVerify("the directory for temporary files lies in the ledger; set TMPDIR")
        signatures = Signatures(directory, {key.type for key in [*trust.logs, *trust.witnesses.values()]})
        verifier = Verifier(Ledger(root), trust, signatures, asked, now)
        verifier.run()
        return verifier.outcome()


def printable(text):
    """Text without control characters: what a ledger holds must not steer a terminal."""
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in str(text))


def lines_of(report):
    """The report as text: the period first, the verdict last."""
    def period(value):
        return "[%s, %s)" % (value["from"], value["to"]) if value else "nothing"
    yield "period asked for: " + period(report["asked"])
    yield "period covered:   " + period(report["covered"])
    yield "ledger:           %s, mode %s" % (report["ledger"], report["mode"])
    if report["checkpoint"]:
        yield "checkpoint:       size %(size)d, root %(root)s" % report["checkpoint"]
    yield "read:             %(objects)d objects, %(records)d records" % report["read"]
    for item in report["proven"]:
        yield "state of %s: %s" % (item["scope"], "not proven" if item["gen"] is None else
                                   "proven from gen %(gen)d, seq %(seq)d on" % item)
    for item in report["gaps"]:
        yield "gap: %(scope)s, unit %(unit)s: %(code)s in %(segments)d segments" % item
    for item in report["abandoned"]:
        yield "abandoned: %(key)s: %(reason)s" % item
    for item in report["void"]:
        yield "void leaf: %(index)d: %(reason)s" % item
    for item in report["unknown"]:
        yield "unknown: %s in %s%s" % (item["what"], item["object"], " line %d" % item["line"] if item["line"] else "")
    for slot in report["missedSlots"]:
        yield "missed slot: " + slot
    for item in report["problems"]:
        yield "%s %s%s: expected %s; found %s" % (item["rule"], item["object"], " line %d" % item["line"] if item["line"] else "",
                                                  item["expected"], item["found"])
    yield from report["statements"]
    yield "verdict: " + report["verdict"]


def main(words):
    parser = Arguments(prog="verify.py", description="Verifies a Tidemark evidence ledger.", allow_abbrev=False)
    parser.add_argument("ledger", metavar="LEDGER_DIRECTORY")
    parser.add_argument("--trust", required=True, metavar="FILE")
    parser.add_argument("--from", dest="start", metavar="INSTANT")
    parser.add_argument("--to", dest="end", metavar="INSTANT")
    parser.add_argument("--now", metavar="INSTANT")
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
    return {"INTACT": 0, "BROKEN": 1, "INCOMPLETE": 2}[report["verdict"]]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
