// Writes text so that a spreadsheet shows it as it is: what its XML can't hold, and what looks like such an escape, is escaped.

/** An underscore that a spreadsheet would take for the begin of an escape. ECMA-376 part 1, 22.9.2.19 (ST_Xstring). */
const LIKE_ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/g;

/** Characters that XML 1.0 forbids or discourages: the library drops them. A carriage return would be read as a line feed. */
const UNWRITABLE =
  // oxlint-disable-next-line no-control-regex -- control characters are what is being escaped
  /[\u0000-\u0008\u000b-\u001f\u007f-\u0084\u0086-\u009f\ufdd0-\ufdef\ufffd-\uffff]|\p{Cs}|[\u{1fffe}\u{1ffff}\u{2fffe}\u{2ffff}\u{3fffe}\u{3ffff}\u{4fffe}\u{4ffff}\u{5fffe}\u{5ffff}\u{6fffe}\u{6ffff}\u{7fffe}\u{7ffff}\u{8fffe}\u{8ffff}\u{9fffe}\u{9ffff}\u{afffe}\u{affff}\u{bfffe}\u{bffff}\u{cfffe}\u{cffff}\u{dfffe}\u{dffff}\u{efffe}\u{effff}\u{ffffe}\u{fffff}\u{10fffe}\u{10ffff}]/gu;

export const excelText = (text: string): string =>
  text.replace(LIKE_ESCAPE, "_x005F_").replace(UNWRITABLE, (character) =>
    character
      .split("")
      .map((unit) => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`)
      .join(""),
  );
