import type { ImageConfigSummary } from "../../model/image.ts";
import type { Plugin } from "../../model/plugin.ts";
import { startDraft } from "../draft.ts";
import { readCommand } from "../xnat/read-command.ts";
import { readCommands } from "./read-commands.ts";

/** One plugin for each command in the label. */
export function normalizeCommands(config: ImageConfigSummary): Plugin[] {
  const { commands, faults } = readCommands(config.labels);
  return commands.map(({ command, index }) => {
    const draft = startDraft("xnat-labels", "tool", "", `/${index}`);
    readCommand(draft, command, { path: "", repositoryName: "" });
    const { plugin } = draft;
    for (const [field, origin] of Object.entries(plugin.from)) {
      if (origin === "manifest") plugin.from[field] = "image-label";
    }
    if (faults > 0) plugin.ext["labelFaults"] = faults;
    return plugin;
  });
}
