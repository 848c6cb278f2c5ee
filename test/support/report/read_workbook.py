"""Reads a workbook with openpyxl, and prints as JSON what a person would see of each sheet."""

import json
import sys
from datetime import datetime

from openpyxl import load_workbook


def told(cell):
    value = cell.value
    if isinstance(value, datetime):
        return {"date": value.isoformat()}
    return value


book = load_workbook(sys.argv[1])
json.dump(
    [
        {
            "name": sheet.title,
            "frozen": sheet.freeze_panes,
            "filter": sheet.auto_filter.ref,
            "colours": [str(each.sqref) for each in sheet.conditional_formatting],
            "types": sorted({cell.data_type for row in sheet.iter_rows() for cell in row}),
            "rows": [[told(cell) for cell in row] for row in sheet.iter_rows()],
        }
        for sheet in book.worksheets
    ],
    sys.stdout,
)
