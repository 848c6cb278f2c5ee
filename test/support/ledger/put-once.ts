// Puts one object as its own process, at a moment that is common to all who race: `node put-once.ts ROOT WORK KEY TEXT`.
import { openDirectory } from "../../../ledger/stores/directory.ts";

const [root, work, key, text] = process.argv.slice(2) as [string, string, string, string];
const store = openDirectory(root, work);

process.stdout.write("ready\n");
process.stdin.once("data", () => {
  void store.put(key, Buffer.from(text)).then((outcome) => {
    process.stdout.write(`${outcome}\n`);
    process.stdin.destroy();
  });
});
