// Says in sentences what a reader must know of the period, and what this verification can't show (FORMAT.md section 10).
import type { Genesis } from "../../../evidence-schema/log/log-schema.ts";
import type { Schedule } from "../../../evidence-schema/documents/document-schema.ts";
import { sealKey } from "../../../evidence-schema/keys/object-key.ts";
import type { Trust } from "../../../evidence-schema/log/trust.ts";
import { verifierKeyText } from "../../../evidence-schema/log/verifier-key.ts";
import type { ChainReport } from "../chains/chain-task.ts";
import type { LogReading } from "../log/log.ts";
import { scheduleOf, type Schedules } from "../due-seals/schedules.ts";

export type Verified = {
  readonly trust: Trust;
  readonly genesis: Genesis;
  readonly log: LogReading;
  readonly chains: readonly ChainReport[];
  readonly schedules: Schedules;
  readonly kept: number;
  readonly disowned: readonly { readonly key: string; readonly reason: string }[];
  /** Whether the earlier ledger was looked at too. */
  readonly isEarlierRead: boolean;
};

export function cannotShow(verified: Verified): string[] {
  const { genesis, log, chains, disowned } = verified;
  return [
    ...ofMode(genesis),
    ...ofSchedules(verified),
    ...ofWitness(verified),
    ...ofTrust(verified),
    ...log.keyChanges.map(keySentence),
    ...ofSuccession(verified),
    ...(log.stoppedAt === null
      ? []
      : [`Reading stopped at ${sealKey(log.stoppedAt)}. This leaf and later leaves were not checked.`]),
    ...(!log.isFirst
      ? [
          "Only the window was read. The statements of its first seal about earlier times were accepted without a check.",
          ...ofRetiredKeys(verified.trust),
        ]
      : []),
    ...chains.flatMap(({ scope, proven, runs }) =>
      proven.seq === null && runs.all > 0
        ? [
            `The state of scope ${scope} is not proven in this period, because no full segment of the scope lies in the period.`,
          ]
        : [],
    ),
    ...chains.flatMap(({ abandoned }) => abandoned.map(({ key, reason }) => `${key} was abandoned: ${reason}`)),
    ...disowned.map(({ key, reason }) => `${key} was disowned: ${reason}`),
    ...log.voided.map(({ index, reason }) => `Leaf ${index} of the log is void: ${reason}`),
    ...ofSecondSources(chains),
  ];
}

function ofMode({ mode, example }: Genesis): string[] {
  const about = example === true ? ["This ledger is made of example data and says nothing about a real system."] : [];
  if (mode === "local")
    about.push(
      "This ledger is a local directory without a lock. Anybody who has the directory and the key could rewrite the whole ledger.",
    );
  if (mode === "trial") about.push("This ledger is a trial. Its lock can be lifted and lasts one day.");
  return about;
}

const said = (schedule: Schedule | null): string =>
  schedule === null || schedule.everySeconds === null
    ? "no schedule was configured, so missed runs cannot be detected"
    : `a run every ${schedule.everySeconds} s from ${schedule.from}, sealed within ${schedule.graceSeconds} s`;

/** Which schedule was in force from when to when: without one, a run that never happened can't be missed. */
function ofSchedules({ log, schedules }: Verified): string[] {
  const spans: { text: string; from: string; to: string }[] = [];
  for (const { time, documents } of log.seals) {
    const text = said(scheduleOf(schedules, documents));
    const last = spans.at(-1);
    if (last !== undefined) last.to = time;
    if (last?.text !== text) spans.push({ text, from: time, to: time });
  }
  // The newest seal alone spans no time, and says what holds from then on.
  return spans.map(({ text, from, to }) => `From ${from} ${from === to ? "on" : `to ${to}`}: ${text}.`);
}

function ofWitness({ trust, log, schedules, kept }: Verified): string[] {
  if (trust.quorum !== "none") return [];
  const last = log.seals.at(-1);
  const schedule = last === undefined ? null : scheduleOf(schedules, last.documents);
  const beyond = kept > 0 ? " beyond the kept checkpoints" : "";
  if (log.end !== null)
    return [`The trust file asks for no witness, so a second signed history${beyond} cannot be detected.`];
  if (schedule === null || schedule.everySeconds === null)
    return [`Without a schedule or a witness, removal of the newest runs${beyond} cannot be detected.`];
  return [
    `The trust file asks for no witness. Removal of the newest runs shows only as missed slots, and a second signed history${beyond} cannot be detected.`,
  ];
}

function ofTrust({ trust, kept }: Verified): string[] {
  return [
    ...(kept === 0 ? ["No kept checkpoint was compared (checkpoint lines of the trust file, or --checkpoint)."] : []),
    ...trust.aside.map(
      ({ name, type }) =>
        `The trust file names a key of ${name} of type 0x0${type.toString(16)}. This version cannot verify such a key, so its signatures were not checked.`,
    ),
  ];
}

/** A key leaf before the window is not read: only an `until` line of the trust file ends a key there. */
function ofRetiredKeys({ logs, untils }: Trust): string[] {
  const ended = new Set(untils.map(({ key }) => verifierKeyText(key)));
  const open = logs.filter(({ key }) => !ended.has(verifierKeyText(key)));
  return open.length < 2
    ? []
    : [
        `The trust file has ${open.length} log keys without an until line, and changes of keys before the window were not read. If a key was retired before, its signatures still counted in this window.`,
      ];
}

function keySentence({ index, time, add, retire, reason }: LogReading["keyChanges"][number]): string {
  const changes = [
    ...(add === null ? [] : [`adds the log key ${add}`]),
    ...(retire === null ? [] : [`retires ${retire}`]),
  ];
  return `Entry ${index} of the log, at ${time}, ${changes.join(" and ")} (${reason}).`;
}

function ofSuccession({ genesis, log, isEarlierRead }: Verified): string[] {
  const { continues } = genesis;
  return [
    ...(continues === null
      ? []
      : [
          `This ledger continues ledger ${continues.ledger} from its tree of size ${continues.size} (${continues.reason})${isEarlierRead ? "." : ". That ledger was not checked (use --earlier to check it)."}`,
        ]),
    ...(log.end === null
      ? []
      : [
          `This ledger ended at ${log.end.time} (${log.end.reason})${log.end.successor === null ? " and names no successor." : `. Ledger ${log.end.successor} continues this ledger and was not checked.`}`,
        ]),
  ];
}

function ofSecondSources(chains: readonly ChainReport[]): string[] {
  const rows = chains.reduce((sum, { expected }) => sum + expected.rows, 0);
  const differ = chains.reduce((sum, { expected }) => sum + expected.differ, 0);
  return rows === 0
    ? []
    : [`A second source counted the resources of ${rows} answers, and counted differently in ${differ} of them.`];
}
