import type { Draft } from "../draft.ts";
import { noteOrigin, notePlace } from "../draft-notes.ts";
import { namedEntries } from "../entries.ts";
import { type Mapping, memberOf } from "../hostile-value.ts";
import { textOf, textsOf } from "../narrow-value.ts";

/**
 * How the container is worked with: `gui_apps` open in the desktop, `deploy.bins` and `deploy.path` are programs of the
 * command line. A recipe with neither is an environment.
 */
export function readRun(draft: Draft, root: Mapping): void {
  const { plugin } = draft;
  const deploy = memberOf(root, "deploy");
  const programs = [...textsOf(memberOf(deploy, "bins") ?? []), ...textsOf(memberOf(deploy, "path") ?? [])];
  const apps = namedEntries(memberOf(root, "gui_apps"), "/gui_apps", "name");
  const commands = apps.flatMap(({ part }) => textOf(memberOf(part, "exec"), 500) ?? []);
  if (programs.length === 0 && apps.length === 0) {
    plugin.kind = "environment";
    noteOrigin(draft, "/kind", "derived");
    return;
  }
  plugin.run.mode = apps.length === 0 ? "batch" : programs.length === 0 ? "interactive" : "both";
  notePlace(draft, "/run/mode", apps.length === 0 ? "deploy" : "gui_apps");
  const [command] = commands;
  if (command === undefined) return;
  plugin.run.template = command;
  notePlace(draft, "/run/template", "gui_apps");
}
