/** A fenced block of a Markdown text, and the line on which it begins. */
export interface FencedBlock {
  language: string;
  text: string;
  line: number;
}

/** The fenced blocks of a Markdown text, in their order. */
export function blocksOf(markdown: string): FencedBlock[] {
  const blocks: FencedBlock[] = [];
  let open: FencedBlock | undefined;
  for (const [at, line] of markdown.split("\n").entries()) {
    const fence = /^```(?<language>\w*)$/u.exec(line);
    if (fence === null) {
      if (open !== undefined) open.text += `${line}\n`;
    } else if (open === undefined) {
      open = { language: fence.groups?.["language"] ?? "", text: "", line: at + 1 };
    } else {
      blocks.push(open);
      open = undefined;
    }
  }
  return blocks;
}
