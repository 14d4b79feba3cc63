import { WaybillError } from "../../model/waybill-error.ts";
import type { OpenSource, SourceSettings } from "../source.ts";

const REASON =
  "not-supported: crawling through GitHub's API is not built yet; a source of kind git reads the same repository";

/** As an entry of waybill.yml: lists nothing and says why. The App reads repositories by `openGitHubRepository`. */
export function openNothingYet(settings: SourceSettings): OpenSource {
  const host = settings.host ?? "github.com";
  const wanted = settings.repositories ?? [];
  return {
    name: `github:${host}`,
    async repositories() {
      const faults = (wanted.length === 0 ? [host] : wanted).map((what) => ({ what, reason: REASON }));
      return { repositories: [], faults, expected: wanted.length };
    },
    async files(repository) {
      throw new WaybillError("not-reachable", `${repository.owner}/${repository.name}: ${REASON}`);
    },
    async read(_repository, file) {
      return { outcome: "refused", reason: "gone", message: `${file.path}: ${REASON}` };
    },
  };
}
