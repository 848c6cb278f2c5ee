// Puts a result on the page: the verdict, the checks with what they found, and the button that saves them.
/// <reference lib="dom" />
import { type Check, GRADES } from "../checks/check.ts";
import type { Result } from "../checks/run.ts";
import { protocol, type Session } from "./protocol.ts";
import { KINDS, MARKS } from "./words.ts";

type Child = Node | string;

/** An element; `look` are its classes. Texts of files become text, never markup. */
function element(name: string, look: string, ...children: readonly Child[]): HTMLElement {
  const made = document.createElement(name);
  if (look !== "") made.className = look;
  made.append(...children);
  return made;
}

export const byId = <Kind extends HTMLElement>(id: string): Kind => document.getElementById(id) as Kind;

/** A line in the place of a verdict. */
export function showLine(text: string): void {
  byId("result").replaceChildren(element("div", "fact note", heading("No verdict"), element("p", "", text)));
  shown();
}

function heading(text: string): HTMLElement {
  const made = element("h2", "", text);
  made.id = "verdict";
  made.tabIndex = -1;
  return made;
}

function shown(): void {
  byId("result").hidden = false;
  byId("verdict").focus();
}

const LOOKS = {
  differs: "fact grave",
  unchecked: "fact note",
  beside: "fact note",
  missing: "fact note",
  told: "fact",
} as const;

export function showResult(result: Result, session: Session): void {
  const { verdict, checks, digest, about } = result;
  const box = element(
    "div",
    LOOKS[verdict.grade],
    heading(verdict.words),
    element("p", "", `${session.name}, ${session.size} bytes: ${about.join(", ")}.`),
    element("p", "", "SHA-256 of the ZIP file: ", element("code", "", digest === "" ? "not taken" : digest)),
  );
  const save = element("button", "screen", "Save the result");
  save.addEventListener("click", () => saveText(protocol(result, session)));
  byId("result").replaceChildren(box, ...checks.map(card), element("p", "", save));
  shown();
}

function card(check: Check, at: number): HTMLElement {
  const { grade, title, done, findings } = check;
  const look = grade === "told" ? "good" : grade === "differs" ? "bad" : "note";
  const made = element(
    "section",
    "card",
    element("h3", "", `${at + 1}. ${title}: `, element("span", `mark ${look}`, MARKS[grade])),
    element("p", "", done === "" ? "Nothing could be looked at." : `Looked at: ${done}.`),
  );
  made.dataset["check"] = String(at + 1);
  made.dataset["grade"] = grade;
  const items = GRADES.flatMap((each) => {
    const own = findings.filter((finding) => finding.grade === each);
    const rest = check.count(each) - own.length;
    return [
      ...own.map(({ path, line, what }) =>
        element(
          "li",
          "",
          element("b", "", `${KINDS[each]}: `),
          element("code", "", path),
          line === null ? ": " : `, line ${line}: `,
          what,
        ),
      ),
      ...(rest > 0 ? [element("li", "", element("b", "", `${KINDS[each]}: `), `${rest} more`)] : []),
    ];
  });
  if (items.length > 0) made.append(element("ul", "found", ...items));
  return made;
}

function saveText(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  [link.href, link.download] = [url, "check-me-result.txt"];
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
