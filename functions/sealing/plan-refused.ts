// Defines the error of a plan that the sealing function does not sign.

/** The plan is not what was deployed, now or at the newest seal: another writer, or a changed planner, wrote the plan. */
export class PlanRefused extends Error {
  override readonly name = "PlanRefused";

  constructor(found: string, expected: string) {
    super(
      `the plan of the run: found ${found}, expected ${expected}. Nothing was signed. Find out who wrote the plan (CloudTrail)`,
    );
  }
}
