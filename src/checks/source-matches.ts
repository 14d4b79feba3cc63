import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";
import { showValue } from "./show-value.ts";

/** Is the repository that the manifest names the one it was found in? */
export const sourceMatches: CheckRow = {
  id: "source-matches",
  title: "The repository that the manifest names is the one it stands in",
  why: "A link to another repository sends readers to code that is older, or somebody else's.",
  remedy: "Name the repository that the manifest stands in now.",
  severity: "low",
  needs: ["plugin"],
  evaluate,
};

function evaluate(evidence: Evidence): CheckAnswer {
  const { plugin, repository } = evidence;
  // A folder has no address that a manifest could name.
  if (plugin === undefined || repository.host === "local" || repository.owner === "") return NOT_APPLICABLE;
  // An image stands in a registry; its source is elsewhere by nature.
  if (evidence.file.path === "@image") return NOT_APPLICABLE;
  const index = plugin.links.findIndex(({ rel }) => rel === "declared-source" || rel === "source");
  const declared = plugin.links[index]?.url;
  const claimed = declared === undefined ? undefined : repositoryOf(declared);
  if (declared === undefined || claimed === undefined) return NOT_APPLICABLE;
  const found = `${repository.host}/${repository.owner}/${repository.name}`;
  if (claimed === found.toLowerCase()) return answer([]);
  const isFormer = repository.formerNames.some((name) => name.toLowerCase() === claimed);
  const because = isFormer ? ", a former name of it" : "";
  const message = `the manifest names ${showValue(declared)} as its repository${because}; it stands in ${showValue(found)}`;
  const at = placeOf(evidence, `/links/${index}/url`);
  return answer([makeFinding(sourceMatches, { message, at, expected: found, got: showValue(declared) })]);
}

/** `github.com/lab/plugins` of an address of a repository or of something in it; undefined for any other address. */
function repositoryOf(address: string): string | undefined {
  const text = address.trim().slice(0, 1_000).toLowerCase();
  const match =
    /^(?:git\+)?(?:(?:https?|ssh|git):\/\/)?(?:[\w.-]+@)?(?:www\.)?(?<host>[a-z0-9.-]+\.[a-z]+)(?::\d+)?[/:](?<owner>[\w.-]+)\/(?<name>[\w.-]+)/.exec(
      text,
    );
  const { host, owner, name } = match?.groups ?? {};
  return host === undefined ? undefined : `${host}/${owner}/${name?.replace(/\.git$/, "")}`;
}
