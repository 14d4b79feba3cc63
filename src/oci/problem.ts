/** Why an input of the outside world cannot be read; data, never thrown. The text quotes no more than the part at fault. */
export interface Problem {
  problem: string;
  /** The input is beyond a cap; it may be well-formed. */
  isTooLarge?: boolean;
}

/** True when a parse function answered a problem. */
export function isProblem(answer: object): answer is Problem {
  return "problem" in answer && typeof answer.problem === "string";
}
