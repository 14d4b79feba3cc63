/** Why a program gave no answer; a closed list. */
export type ProgramFault = "not-found" | "timeout" | "too-much-output" | "killed";

/** A program that gave no answer. The message names the program only: arguments may hold what must not be logged. */
export class ProgramError extends Error {
  readonly fault: ProgramFault;

  constructor(fault: ProgramFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ProgramError";
    this.fault = fault;
  }
}
