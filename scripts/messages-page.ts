// Writes docs/messages.md: every sentence that the program writes, by file, so that a reviewer reads them in one go.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync, type Node } from "oxc-parser";
import { sentencesIn, type Kind, type Sentence } from "./sentences.ts";

const ROOT = join(import.meta.dirname, "..");

/** Folders whose sentences people read. Those of infra are descriptions in templates. */
const FOLDERS =
  "{alerts,audit,checks,cli,collectors,config,controls,evidence-schema,functions,infra,ledger,observation}/**/*.ts";

const SECTIONS: readonly { readonly kind: Kind; readonly title: string; readonly about: string }[] = [
  {
    kind: "recorded",
    title: "Recorded in evidence",
    about: "Verdicts and causes. They are hashed into records: a later change rejudges what it touches.",
  },
  {
    kind: "error",
    title: "Errors",
    about: "One line each, on stderr, in a function's log or in the cause of a failed scope.",
  },
  { kind: "other", title: "Printed and sent", about: "Lines of commands, pages, mails and templates." },
];

/** The page. Values that are put into a sentence stand as `…`. */
export function messagesPage(): string {
  const files = globSync(FOLDERS, { cwd: ROOT }).toSorted();
  const sentences = files.map((path) => ({ path, of: sentencesOf(path) }));
  const sections = SECTIONS.flatMap(({ kind, title, about }) => [
    `## ${title}`,
    about,
    ...sentences.flatMap(({ path, of }) => {
      const own = [...new Set(of.filter((each) => each.kind === kind).map(({ text }) => text))];
      return own.length === 0 ? [] : [`### ${path}`, own.map(listed).join("\n")];
    }),
  ]);
  const head = [
    "# Messages",
    "Generated from the code by `npm run generate`: every sentence that Tidemark records, prints or sends. `…` stands for a value.",
  ];
  return `${[...head, ...sections].join("\n\n")}\n`;
}

function sentencesOf(path: string): readonly Sentence[] {
  const { program } = parseSync(path, readFileSync(join(ROOT, path), "utf8"));
  return sentencesIn(program as Node, path);
}

/** A list item; the sentence as code, so that no mark of it is taken for Markdown. */
function listed(text: string): string {
  const line = text.replaceAll("\n", " ⏎ ").trim();
  return line.includes("`") ? `- \`\` ${line} \`\`` : `- \`${line}\``;
}
