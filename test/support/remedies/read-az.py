# Asks the real Azure CLI which commands it takes: lines on the standard input, on the output {"refused": [[line, why]], "read": [...]}.
import contextlib
import io
import json
import os
import shlex
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "azure-cli"))

from arguments import read  # noqa: E402

refused, known = [], []
for line in json.load(sys.stdin):
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            command, _ = read(shlex.split(line)[1:])
        known.append(command)
    except SystemExit:
        refused.append([line, said.getvalue()])
json.dump({"refused": refused, "read": known}, sys.stdout)
