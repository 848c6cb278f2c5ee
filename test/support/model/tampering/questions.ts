// What a reader must say of a ledger that was tampered with: never that it is intact where the period rests on what was changed.
import { gunzipSync } from "node:zlib";
import type { Moment } from "../moment.ts";
import { ask, asked, WHOLE } from "../readers/ask.ts";
import type { Period } from "../readers/expected.ts";
import { factsOf, leafName, type Facts } from "../readers/facts.ts";
import { misjudged } from "../readers/judge.ts";
import { windowOf } from "../readers/windows.ts";
import type { Random } from "../simulation/random.ts";
import { restsOn, type Opened } from "./rests-on.ts";
import type { Tampering } from "./tampering.ts";

export type Question = { readonly moment: Moment; readonly period: Period; readonly isTouched: boolean };

/** The tampered ledger, whole and in windows; whether what each rests on was touched. Null where nothing was changed. */
export function questionsOf({ tamper }: Tampering, moment: Moment, random: Random): Question[] | null {
  const objects = new Map(moment.objects);
  tamper(objects, random, moment.garbage);
  const touched = [...moment.objects.keys()].filter(
    (key) => objects.get(key)?.equals(moment.objects.get(key) as Buffer) !== true,
  );
  if (touched.length === 0 && objects.size === moment.objects.size) return null;
  const facts = factsOf(moment);
  const periods = [WHOLE, windowOf(random, facts), windowBehind(touched, facts) ?? windowOf(random, facts)];
  return periods.map((period) => {
    const keys = restsOn(moment, period, openedIn(moment));
    return { moment: { ...moment, objects }, period, isTouched: touched.some((key) => keys.has(key)) };
  });
}

/** The period that begins with the seal after the first leaf that was touched: what lies before it is easily overlooked. */
function windowBehind(touched: readonly string[], { seals, now }: Facts): Period | null {
  const leaf = touched.filter((key) => key.startsWith("log/")).sort()[0];
  const next = seals.find(({ index }) => leaf !== undefined && leafName(index) > leaf);
  return next === undefined || next.time >= now ? null : { from: next.time, to: null };
}

const openedIn =
  ({ objects }: Moment): Opened =>
  (key) => {
    const text = gunzipSync(objects.get(key) as Buffer).toString();
    const { body } = JSON.parse(text.slice(0, text.indexOf("\n"))) as {
      readonly body: { documents?: { [kind: string]: string | null }; restarts?: { abandoned: { key: string }[] } };
    };
    // An act names documents too, and no rule asks for them.
    const documents = key.includes("provider=tidemark") ? {} : (body.documents ?? {});
    return { documents, abandoned: (body.restarts?.abandoned ?? []).map((each) => each.key) };
  };

/** What is wrong with what is said; nothing where it is right. */
export async function wrongWithTampered({ name, cutsBack }: Tampering, question: Question): Promise<string[]> {
  const { moment, period, isTouched } = question;
  const said = await ask(moment, period);
  if (said instanceof Error)
    return [`${name}, ${JSON.stringify(asked(period))}: no verdict: ${said.stack ?? said.message}`];
  if (cutsBack === true) return misjudged(factsOf(moment), period, said).map((each) => `${name}: ${each}`);
  const isSeen = said.exit === 1 || said.exit === 2;
  return isSeen || !isTouched ? [] : [`${name}, ${JSON.stringify(asked(period))}: found ${said.verdict}`];
}
