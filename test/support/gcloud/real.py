# Asks the real gcloud CLI whether it takes commands, and how it prints answers: {"commands": [[...]], "answers": [[answer, format]]}
# on the standard input, {"refused": [...], "printed": [...]} on the output. $GCLOUD_ROOT is the folder that it is installed in.
import contextlib
import io
import json
import os
import sys

for folder in ("lib", "lib/third_party"):
    sys.path.insert(0, os.path.join(os.environ["GCLOUD_ROOT"], folder))

from googlecloudsdk import gcloud_main  # noqa: E402
from googlecloudsdk.core.resource import resource_printer  # noqa: E402

asked = json.load(sys.stdin)
parser = gcloud_main.CreateCLI([])._TopElement()._parser
refused = []
for command in asked["commands"]:
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said):
            parser.parse_args(command)
    except (SystemExit, Exception) as error:
        refused.append([" ".join(command), f"{error} {said.getvalue()}"])
printed = []
for answer, form in asked["answers"]:
    out = io.StringIO()
    resource_printer.Print(answer, form, out=out)
    printed.append(out.getvalue())
json.dump({"refused": refused, "printed": printed}, sys.stdout)
