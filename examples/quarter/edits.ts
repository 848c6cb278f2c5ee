// Edits exports of the clouds in place: items of AWS Config, parameters of databases, rows of a report.
import type { Editable, Estate } from "./estate.ts";

/** Takes out of `list` what matches, and gives it. */
export function without(list: Editable[], matches: (each: Editable) => boolean): Editable[] {
  const taken = list.filter(matches);
  list.splice(0, list.length, ...list.filter((each) => !matches(each)));
  return taken;
}

/** Edits the item of this name in a snapshot of AWS Config, which captures it then. */
export function configItem(estate: Estate, file: string, name: string, at: string, edit: (item: Editable) => void): void {
  estate.json(file, ({ configurationItems }) => {
    const item = configurationItems.find(({ resourceName }: Editable) => resourceName === name);
    edit(item);
    item.configurationItemCaptureTime = at;
    item.configurationStateId = Date.parse(at);
  });
}

/** Makes a bucket anew under its name. */
export const remade = (estate: Estate, file: string, name: string, at: string): void =>
  configItem(estate, file, name, at, (item) => {
    item.resourceCreationTime = at;
    item.configuration.creationDate = at;
  });

/** Sets a parameter of a parameter group. */
export function parameterOf(estate: Estate, file: string, name: string, value: string): void {
  estate.lines(file, (lines) => {
    for (const { answer } of lines)
      for (const parameter of answer.Parameters)
        if (parameter.ParameterName === name) Object.assign(parameter, { ParameterValue: value, Source: "user" });
  });
}

/** Sets a cell of a user's row. */
export function setCell(rows: readonly Record<string, string>[], user: string, column: string, value: string): void {
  for (const row of rows) if (row["user"] === user) row[column] = value;
}

/** How an export ended: by an error, or null for none. The file that it would have written is kept for later. */
export function exported(estate: Estate, source: string, error: string | null): void {
  estate.entry(source, (entry) => {
    entry.exitStatus = error === null ? 0 : 1;
    entry.error = error;
  });
}
