// Writes edits of exports as the clouds would show them: items of AWS Config, parameters of databases, rows of a report.
import type { Estate } from "./estate.ts";
import type { ConfigItem, ConfigSnapshot, DatabaseParameters } from "./shapes.ts";

/** Takes out of `list` what matches, and gives it. */
export function takeOut<T>(list: T[], matches: (each: T) => boolean): T[] {
  const taken = list.filter(matches);
  list.splice(0, list.length, ...list.filter((each) => !matches(each)));
  return taken;
}

/** The first of a list that matches. Throws RangeError where none does. */
export function found<T>(list: readonly T[], matches: (each: T) => boolean): T {
  const first = list.find(matches);
  if (first === undefined) throw new RangeError("an edit names what its export does not hold");
  return first;
}

/** Edits the item of this name in a snapshot of AWS Config, which captures it then. */
export function configItem(
  estate: Estate,
  file: string,
  name: string,
  at: string,
  edit: (item: ConfigItem) => void,
): void {
  estate.json<ConfigSnapshot>(file, ({ configurationItems }) => {
    const item = found(configurationItems, ({ resourceName }) => resourceName === name);
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
  estate.lines<DatabaseParameters>(file, (lines) => {
    for (const { answer } of lines)
      for (const parameter of answer.Parameters)
        if (parameter.ParameterName === name) Object.assign(parameter, { ParameterValue: value, Source: "user" });
  });
}

/** Sets a cell of a user's row. */
export function setCell(rows: readonly Record<string, string>[], user: string, column: string, value: string): void {
  found(rows, (row) => row["user"] === user)[column] = value;
}

/** How an export ended: by an error, or null for none. Its file stays as it is: a command that failed writes none. */
export function exported(estate: Estate, source: string, error: string | null): void {
  estate.entry(source, (entry) => {
    entry.exitStatus = error === null ? 0 : 1;
    entry.error = error;
  });
}
