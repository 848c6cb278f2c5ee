# Asks the list of flags of the gcloud CLI which commands it takes: lines on the standard input, on the output
# {"refused": [[line, why]], "read": [...]}.
import json
import os
import shlex
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "gcloud"))

from reference import Refused, read  # noqa: E402

refused, known = [], []
for line in json.load(sys.stdin):
    try:
        known.append(read(shlex.split(line)[1:])[0])
    except Refused as error:
        refused.append([line, str(error)])
json.dump({"refused": refused, "read": known}, sys.stdout)
