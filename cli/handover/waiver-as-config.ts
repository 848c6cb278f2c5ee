// Writes a waiver as the config has it.
import type { WaiverInput } from "../../config/members/waiver-input.ts";

/** Lines of TypeScript: the import of each check, and the entry. */
export function waiverAsConfig({ checks, ...waiver }: WaiverInput): string[] {
  const imports = checks.map(
    ({ id, domain }) => `import { ${exportOf(id)} } from "./checks/${domain}/${id}/index.ts";`,
  );
  const { id, ...rest } = waiver;
  const members = Object.entries(rest).map(([member, value]) => `      ${member}: ${written(value)},`);
  return [
    ...imports,
    "",
    "    {",
    `      id: ${JSON.stringify(id)},`,
    `      checks: [${checks.map((check) => exportOf(check.id)).join(", ")}],`,
    ...members,
    "    },",
  ];
}

const exportOf = (id: string): string => id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Members without quotation marks, as the config's own style has them. */
const written = (value: unknown): string =>
  value !== null && typeof value === "object" && !Array.isArray(value)
    ? `{ ${Object.entries(value)
        .map(([member, each]) => `${member}: ${written(each)}`)
        .join(", ")} }`
    : JSON.stringify(value);
