import { Socket } from "node:net";
import { ProgramError } from "./program-error.ts";
import { killGroup, type ProgramPlace, type SpawnedProgram, spawnProgram, whenClosed } from "./spawn-program.ts";

/** A running program that answers questions on its standard output, one after the other (`git cat-file --batch`). */
export interface Conversation {
  /** False once the program has ended or was stopped: start another. */
  readonly isOpen: boolean;
  /** Sends a question and hands the answer's bytes to `hear`; questions asked at the same time wait for their turn. */
  ask<T>(question: string, hear: (answer: AnswerReader) => Promise<T>): Promise<T>;
  /** Ends the program and waits until it has ended. */
  close(): Promise<void>;
}

/** Reads one answer; each call rejects when the program ends first. */
export interface AnswerReader {
  /** The next line without its newline; a line over 64 KiB is a fault. */
  line(): Promise<string>;
  /** The next `count` bytes. */
  bytes(count: number): Promise<Uint8Array>;
}

const LINE_CAP_BYTES = 64 * 1024;

/**
 * Starts a program for a conversation. `timeoutMs` is for one question with its answer; a question that fails in any
 * way ends the program, since nobody knows any more where the next answer would begin. An idle conversation does not
 * keep Node running.
 */
export function converse(
  program: string,
  args: readonly string[],
  options: ProgramPlace & { timeoutMs: number },
): Conversation {
  const child = spawnProgram(program, args, options);
  child.stdin.on("error", () => undefined);
  child.stderr.resume();
  let isOpen = true;
  const closed = whenClosed(child, program).finally(() => {
    isOpen = false;
  });
  closed.catch(() => undefined);
  const reader = readAnswers(child, program);
  let turn: Promise<unknown> = Promise.resolve();
  holdNode(child, false);

  async function askNow<T>(question: string, hear: (answer: AnswerReader) => Promise<T>): Promise<T> {
    let fault: ProgramError | undefined;
    const timer = setTimeout(() => {
      fault = new ProgramError("timeout", `${program} gave no answer within ${options.timeoutMs} ms and was stopped`);
      killGroup(child);
    }, options.timeoutMs);
    holdNode(child, true);
    try {
      child.stdin.write(question);
      return await hear(reader);
    } catch (error) {
      isOpen = false;
      killGroup(child);
      throw fault ?? error;
    } finally {
      clearTimeout(timer);
      holdNode(child, false);
    }
  }

  return {
    get isOpen() {
      return isOpen;
    },
    ask(question, hear) {
      const answer = turn.then(() => askNow(question, hear));
      turn = answer.catch(() => undefined);
      return answer;
    },
    async close() {
      await turn;
      isOpen = false;
      holdNode(child, true);
      killGroup(child);
      await closed.catch(() => undefined);
    },
  };
}

function readAnswers(child: SpawnedProgram, program: string): AnswerReader {
  const chunks = child.stdout.iterator({ destroyOnReturn: false });
  let rest: Buffer = Buffer.alloc(0);

  async function more(): Promise<Buffer> {
    const next = await chunks.next();
    if (next.done === true || !Buffer.isBuffer(next.value)) throw new ProgramError("killed", `${program} ended early`);
    return next.value;
  }

  return {
    async line() {
      let end = rest.indexOf(0x0a);
      while (end === -1) {
        if (rest.length > LINE_CAP_BYTES) throw new ProgramError("too-much-output", `${program} wrote a line too long`);
        rest = Buffer.concat([rest, await more()]);
        end = rest.indexOf(0x0a);
      }
      const line = rest.subarray(0, end).toString("utf8");
      rest = rest.subarray(end + 1);
      return line;
    },
    async bytes(count) {
      const parts = [rest];
      let length = rest.length;
      while (length < count) {
        const chunk = await more();
        parts.push(chunk);
        length += chunk.length;
      }
      const all = Buffer.concat(parts);
      rest = all.subarray(count);
      return all.subarray(0, count);
    },
  };
}

/** Whether the open pipes and the child keep Node from ending. */
function holdNode(child: SpawnedProgram, isHeld: boolean): void {
  for (const part of [child, child.stdin, child.stdout, child.stderr]) {
    if (part !== child && !(part instanceof Socket)) continue;
    if (isHeld) part.ref();
    else part.unref();
  }
}
