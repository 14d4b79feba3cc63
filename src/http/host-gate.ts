import { HttpFault } from "./http-client.ts";

/** Gives each host a number of places, first come first served. */
export interface HostGate {
  /** Resolves with the function that gives the place back (safe to call twice). */
  enter(host: string, signal?: AbortSignal): Promise<() => void>;
}

interface Line {
  taken: number;
  waiting: (() => void)[];
}

/** A gate with `places` per host. */
export function makeHostGate(places: number): HostGate {
  const lines = new Map<string, Line>();

  function leave(host: string, line: Line): void {
    const next = line.waiting.shift();
    if (next !== undefined) {
      next();
      return;
    }
    line.taken -= 1;
    if (line.taken === 0) lines.delete(host);
  }

  async function enter(host: string, signal?: AbortSignal): Promise<() => void> {
    if (signal?.aborted) throw givenUp();
    const line = lines.get(host) ?? { taken: 0, waiting: [] };
    lines.set(host, line);
    if (line.taken < places) line.taken += 1;
    else await waitInLine(line, signal);
    let isGivenBack = false;
    return () => {
      if (isGivenBack) return;
      isGivenBack = true;
      leave(host, line);
    };
  }

  return { enter };
}

function waitInLine(line: Line, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    function advance(): void {
      signal?.removeEventListener("abort", giveUp);
      resolve();
    }
    function giveUp(): void {
      line.waiting = line.waiting.filter((other) => other !== advance);
      reject(givenUp());
    }
    line.waiting.push(advance);
    signal?.addEventListener("abort", giveUp, { once: true });
  });
}

function givenUp(): HttpFault {
  return new HttpFault("aborted", "given up while waiting for a place");
}
