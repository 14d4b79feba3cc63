import { type Progress, STAGES } from "../pipeline/run.ts";

/**
 * Progress for people: on a terminal one line that is written over, elsewhere one line when a stage begins, which names
 * its thing where there is but one. Texts of strangers lose their control characters and are cut at 60.
 */
export function makeProgress(write: (text: string) => void, isTerminal: boolean): Progress {
  let current = "";
  return (stage, done, total, note = "") => {
    const place = `[${String(STAGES.indexOf(stage) + 1).padStart(2)}/${STAGES.length}] ${stage.padEnd(9)}`;
    const isNew = stage !== current;
    const isNext = isNew && current !== "";
    current = stage;
    if (!isTerminal) {
      if (isNew) write(`${place} ${total === 1 ? cleanNote(note) : total}\n`);
      return;
    }
    const counted = `${String(done).padStart(String(total).length)}/${total}`;
    const line = `${place} ${bar(done, total)} ${counted} ${cleanNote(note)}`;
    write(`${isNext ? "\n" : ""}\r\u001b[2K${line}${stage === "publish" && done === total ? "\n" : ""}`);
  };
}

function bar(done: number, total: number): string {
  const filled = total === 0 ? 20 : Math.round((20 * done) / total);
  return "█".repeat(filled).padEnd(20, "░");
}

function cleanNote(note: string): string {
  const clean = note.replace(/\p{Cc}|\p{Cf}/gu, "");
  return clean.length <= 60 ? clean : `${clean.slice(0, 59)}…`;
}
