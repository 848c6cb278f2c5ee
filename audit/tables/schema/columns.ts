// Defines columns that several derived tables have, and how a table is described.

export type Column = { readonly name: string; readonly type: "text" | "integer"; readonly means: string };

export type Table = {
  readonly name: string;
  readonly means: string;
  readonly columns: readonly Column[];
  /** Names of columns. */
  readonly key: readonly string[];
  readonly indexes?: readonly (readonly string[])[];
};

export const text = (name: string, means: string): Column => ({ name, type: "text", means });
export const integer = (name: string, means: string): Column => ({ name, type: "integer", means });
export const scope = text("scope", "the scope, such as aws/111122223333");
export const key = text("key", "the key of the resource");
export const check = text("check_id", "the check");
export const to = text("to_time", "until this instant, exclusive; null while it goes on");
export const record = text("record", "the record that says so: <object>:<line>");
