"""Counts what page 1 of the report states, from the tables of the bundle alone. Prints JSON."""
import csv
import glob
import json
import re


def table(name):
    [path] = [each for each in glob.glob("csv/*.csv") if each[7:-4] == name]
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


failures, days, matrix = table("failures"), table("control-days"), table("control-matrix")
line = {row["About"]: row["Answer"] for row in table("completeness")}
status = [row["Status"] for row in failures]
exceptions = [row for row in failures if row["Status"] == "exception"]
[to] = re.findall(r'"--to (\S+) --time-zone', open("export-manifest.json").read()) or re.findall(
    r"--to (\S+) ", open("export-manifest.json").read()
)


def open_at_end(row):
    return any(late.split(" until ")[1] >= to for late in row["Exception, or possible one (from until)"].split("\n"))


in_effect = [row for row in days if row["Status"] != "not in effect"]
unread = {"not observed", "partly observed"}
scopes = line["Scopes"]
changes = {}
for row in table("changes"):
    changes[row["Kind"]] = changes.get(row["Kind"], 0) + 1
number = lambda pattern, text: int(re.search(pattern, text).group(1))
controls = {}
for row in matrix:
    controls[row["Control"]] = {
        "items": int(row["Items"]),
        **{
            title[len("Days: ") :]: int(count)
            for title, count in row.items()
            if title.startswith("Days: ") and int(count) > 0
        },
    }
print(
    json.dumps(
        {
            "exceptions": len(exceptions),
            "withExceptions": len({row["Control"] for row in exceptions}),
            "inEffect": len({row["Control"] for row in in_effect}),
            "openAtEnd": sum(map(open_at_end, exceptions)),
            "possible": status.count("possible exception"),
            "failures": len({(row["Failure"], row["Scope"], row["Key"], row["Check"]) for row in failures}),
            "items": sum(int(row["Items"]) for row in matrix),
            "corrected": status.count("corrected in time"),
            "accepted": status.count("accepted"),
            "open": status.count("open within its limit"),
            "uncorrected": status.count("ended uncorrected"),
            "days": len(in_effect),
            "met": sum(row["Status"] == "met" for row in in_effect),
            "notObserved": sum(row["Status"] == "not observed" for row in in_effect),
            "partly": sum(row["Status"] == "partly observed" for row in in_effect),
            "beside": sum(
                row["Status"] not in unread and bool(unread & set(row["Also"].split(", "))) for row in in_effect
            ),
            "read": number(r"(\d+) of them read", scopes),
            "enrolled": number(r"(\d+) enrolled", scopes),
            "excluded": number(r"; (\d+)[^;]*excluded by decision", scopes),
            "due": number(r"(\d+) due", line["Runs (observation points)"]),
            "made": number(r"(\d+) made", line["Runs (observation points)"]),
            "changes": changes,
            "acceptances": len(table("risk-acceptances")),
            "untested": number(r"(\d+) of \d+ controls", line["Not tested here"]),
            "criteria": number(r"(\d+) criteria", line["Not tested here"]),
            "controls": controls,
            "numbered": {row["No."]: row["Control"] for row in table("exceptions")},
        }
    )
)
