// The same cloud read as clouds are read live: call after call, and again by name.
import type { Named, Reader, ReadRequest, ScopeReading, Snapshot } from "../../../collectors/port.ts";
import { Cloud } from "./cloud.ts";

export class LiveCloud extends Cloud implements Reader {
  /** What happens before resources are asked by name. */
  beforeAsk: () => Promise<void> = () => Promise.resolve();
  /** Keys that were asked by name, by call. */
  readonly asked: string[][] = [];
  isDenied = false;

  override async read(request: ReadRequest, emit: (item: Snapshot) => void): Promise<ScopeReading> {
    return notAtomic(await super.read(request, emit));
  }

  async reread(request: ReadRequest, keys: readonly Named[]): Promise<ScopeReading> {
    await this.beforeAsk();
    this.asked.push(keys.map(({ key }) => key));
    const { sources, calls } = notAtomic(await super.read({ ...request, units: [] }, () => undefined));
    const answers = this.byName(request.scope, keys);
    const problem = { code: "denied", detail: "ec2:DescribeVpcs" } as const;
    const asked = this.isDenied ? answers.map((each) => ({ ...each, answer: { problem } })) : answers;
    return { sources, queries: {}, units: [], named: asked, calls: { ...calls, asked: keys.length } };
  }
}

const notAtomic = (reading: ScopeReading): ScopeReading => ({
  ...reading,
  sources: reading.sources.map((source) => ({ ...source, atomic: false })),
});
