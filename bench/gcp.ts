// Runs `npm run bench:gcp [-- PROJECTS]`: measures what an organization of Google Cloud costs on servers of this machine that answer
// after 100 ms. Counts calls by their API, and the invocations of a deployed function; measures memory by the resources of one type.
// Never fails on a number.
import type { JsonObject } from "../evidence-schema/record/record.ts";
import type { Asset, Estate } from "../test/support/google/estate/estate.ts";
import { sampleEstate } from "../test/support/google/estate/sample/index.ts";
import {
  FOLDER,
  ORGANIZATION,
  PRODUCTION,
  PROVIDER,
  READER,
  SECURITY,
} from "../test/support/google/estate/sample/names.ts";
import { AWS_KEYS, startGoogle, type Google } from "../test/support/google/google.ts";
import { runChild } from "./child.ts";

export type GcpRead = { readonly items: number; readonly seconds: number };

/** Assets of one project, 100 in all with a key for each service account. The mix is ours: what is read one by one decides the figure. */
const MIX: { readonly [type: string]: number } = {
  "compute.googleapis.com/Subnetwork": 40,
  "compute.googleapis.com/Firewall": 20,
  "compute.googleapis.com/Network": 5,
  "storage.googleapis.com/Bucket": 12,
  "sqladmin.googleapis.com/Instance": 3,
  "iam.googleapis.com/ServiceAccount": 8,
  "logging.googleapis.com/LogSink": 2,
  "logging.googleapis.com/LogBucket": 1,
  "cloudresourcemanager.googleapis.com/Project": 1,
};

const LATENCY_MS = 100;
/** An invocation may take 15 minutes, and ends its reading a minute earlier. */
const INVOCATION_S = 14 * 60;

const numberAt = (place: number): string => String(600_000_000_000 + place);
const idAt = (place: number): string => `bench-${String(place).padStart(6, "0")}`;

/** The asset of the sample as another one of another project: `at` tells it from those of its project. */
function copyOf(asset: Asset, project: number, at: number): Asset {
  const own = asset.name.slice(asset.name.lastIndexOf("/") + 1);
  const { email } = ((asset["resource"] as JsonObject)["data"] ?? {}) as { readonly email?: string };
  const moved = JSON.stringify(asset)
    .replaceAll(PRODUCTION.projectId, idAt(project))
    .replaceAll(PRODUCTION.name.slice("projects/".length), numberAt(project));
  if (asset.assetType.endsWith("/Project")) return JSON.parse(moved) as Asset;
  // Names of buckets and ids of service accounts are one in the whole world.
  const name = /^\d+$/.test(own) ? String(2 * 10 ** 12 + project * 1000 + at) : `${own}-${project}-${at}`;
  const named = moved.replaceAll(own, name);
  return JSON.parse(
    email === undefined ? named : named.replaceAll(`${email.split("@")[0]}@`, `account-${at}@`),
  ) as Asset;
}

/** The key of a copied service account. */
function keyOf(key: Asset, account: Asset, from: string, project: number, at: number): Asset {
  const { email } = (account["resource"] as { readonly data: { readonly email: string } }).data;
  const moved = JSON.stringify(copyOf(key, project, at));
  const id = account.name.slice(account.name.lastIndexOf("/") + 1);
  return JSON.parse(
    moved.replaceAll(from, id).replaceAll(/[\w-]+@bench-\d+\.iam/g, email.replace(/\.gserviceaccount.*/, "")),
  ) as Asset;
}

/** The sample organization with `count` projects beside the one of its readers, each with `mix`. */
function estate(count: number, mix: typeof MIX): Estate {
  const sample = sampleEstate();
  const model = (type: string): Asset =>
    sample.assets.find(
      (each) => each.assetType === type && each["resource"] !== undefined && each.ancestors[0] === PRODUCTION.name,
    ) as Asset;
  const key = model("iam.googleapis.com/ServiceAccountKey");
  const accountModel = model("iam.googleapis.com/ServiceAccount");
  const accountId = accountModel.name.slice(accountModel.name.lastIndexOf("/") + 1);
  const places = Array.from({ length: count }, (_, place) => place);
  const assets = places.flatMap((project) =>
    Object.entries(mix).flatMap(([type, many]) =>
      Array.from({ length: many }, (_, at) => copyOf(model(type), project, at)).flatMap((asset, at) =>
        asset.assetType === accountModel.assetType ? [asset, keyOf(key, asset, accountId, project, at)] : [asset],
      ),
    ),
  );
  const [production] = sample.projects;
  const ofProject = <T>(value: T | undefined): Record<string, T> =>
    Object.fromEntries(value === undefined ? [] : places.map((place) => [`projects/${numberAt(place)}`, value]));
  return {
    ...sample,
    projects: [
      ...sample.projects.filter(({ name }) => name === SECURITY.name),
      ...places.map((place) => ({
        ...(production as Estate["projects"][number]),
        name: `projects/${numberAt(place)}`,
        projectId: idAt(place),
        parent: FOLDER,
      })),
    ],
    assets: [...sample.assets.filter(({ ancestors }) => !ancestors[0]?.startsWith("projects/")), ...assets],
    effectivePolicies: ofProject(sample.effectivePolicies[PRODUCTION.name]),
    flowLogs: {
      ...ofProject<readonly JsonObject[]>([]),
      [ORGANIZATION]: sample.flowLogs[ORGANIZATION] ?? [],
    },
  };
}

async function measured(
  count: number,
  mix: typeof MIX,
  ask: (google: Google, scopes: readonly string[]) => Promise<void>,
): Promise<void> {
  const google = await startGoogle({ estate: estate(count, mix) });
  const { accessKeyId, secretAccessKey } = AWS_KEYS;
  Object.assign(process.env, google.env, { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey });
  try {
    await ask(
      google,
      Array.from({ length: count }, (_, place) => `gcp/projects/${numberAt(place)}`),
    );
  } finally {
    await google.stop();
  }
}

const read = (scopes: readonly string[], types: readonly string[] | null, flags: readonly string[] = []) =>
  runChild<GcpRead>(
    "gcp-read.ts",
    {
      provider: PROVIDER,
      serviceAccount: READER,
      quotaProject: SECURITY.projectId,
      parent: ORGANIZATION,
      scopes,
      types,
    },
    flags,
  );

/** A heap that has no room for what nobody needs any more: the rest is what is held. */
const SMALL_HEAP = ["--max-old-space-size=48", "--max-semi-space-size=4"];

const APIS = [
  "cloudasset",
  "resourcemanager",
  "cloudsql",
  "storage",
  "iam",
  "logging",
  "compute",
  "orgpolicy",
  "networkmanagement",
] as const;

const count = Number(process.argv[2] ?? 300);
await measured(count, MIX, async (google, scopes) => {
  for (const service of APIS) google.faults.delay({ service }, LATENCY_MS);
  const { answer, maxRssMiB } = await read(scopes, null);
  const calls = APIS.map((service) => [service, google.log.of(service).length] as const);
  const total = calls.reduce((sum, [, many]) => sum + many, 0);
  console.log(
    `${count} projects, ${google.estate.inventory("RESOURCE").length} assets, ${answer.items} items: ${total} calls, ${answer.seconds.toFixed(0)} s at ${LATENCY_MS} ms a call, ${Math.ceil(answer.seconds / INVOCATION_S)} invocations, ${maxRssMiB.toFixed(0)} MiB`,
  );
  for (const [service, many] of calls) console.log(`  ${String(many).padStart(6)} calls  ${service}`);
});
for (const many of [2_000, 8_000]) {
  const type = "compute.googleapis.com/Firewall";
  await measured(1, { [type]: many, "cloudresourcemanager.googleapis.com/Project": 1 }, async (_google, scopes) => {
    const { answer, maxRssMiB } = await read(scopes, [type]);
    const held = await read(scopes, [type], SMALL_HEAP);
    console.log(
      `memory, one type: ${answer.items} resources ${maxRssMiB.toFixed(0)} MiB, ${held.maxRssMiB.toFixed(0)} MiB with a heap of 48 MiB`,
    );
  });
}
