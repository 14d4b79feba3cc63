import type { Check } from "../model/evidence.ts";

/** A row of the table `checks/`: one question, and the numbers other lists know it by (IMG-001 …). */
export interface CheckRow extends Check {
  aliases?: readonly string[];
}
