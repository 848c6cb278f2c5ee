// Runs with every test file: files share their modules, so that what a module registers once would end with the first file.
import { afterAll } from "vitest";
import { removeTemporaryDirectories } from "./ledger/temporary-directory.ts";

afterAll(() => {
  removeTemporaryDirectories();
});
