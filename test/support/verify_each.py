"""Runs verify.py's own command on ledgers, in one interpreter: a JSON question a line in, a JSON line of what it said out.

Another verify.py may be named: one with a mistake in it."""

import contextlib
import importlib.util
import io
import json
import os
import sys

sys.dont_write_bytecode = True
own = os.path.join(os.path.dirname(__file__), "..", "..", "evidence-schema", "verify.py")
path = sys.argv[1] if len(sys.argv) > 1 else own
spec = importlib.util.spec_from_file_location("verify", path)
verify = importlib.util.module_from_spec(spec)
spec.loader.exec_module(verify)


def ask(question):
    words = [question["ledger"], "--trust", question["trustFile"], "--json"]
    for name in ("from", "to", "now"):
        if name in question:
            words += ["--" + name, question[name]]
    for checkpoint in question.get("checkpoints", ()):
        words += ["--checkpoint", checkpoint]
    output = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    error = io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(error):
        code = verify.main(words)
    output.flush()
    if code == 3:
        return {"exit": 3, "violations": [], "statements": [error.getvalue().strip()]}
    report = json.loads(output.buffer.getvalue())
    return {"exit": code, "violations": report["violations"], "statements": report["statements"]}


for line in sys.stdin:
    print(json.dumps(ask(json.loads(line))), flush=True)
