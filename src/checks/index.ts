import type { CheckRow } from "./check-row.ts";
import { conceptKnown } from "./concept-known.ts";
import { conceptsStated } from "./concepts-stated.ts";
import { defaultInChoices } from "./default-in-choices.ts";
import { defaultInRange } from "./default-in-range.ts";
import { deprecatedStated } from "./deprecated-stated.ts";
import { entrypointIsList } from "./entrypoint-is-list.ts";
import { familySchema } from "./family-schema.ts";
import { hardwareStated } from "./hardware-stated.ts";
import { hasDefaultCommand } from "./has-default-command.ts";
import { hasLicense } from "./has-license.ts";
import { hasRange } from "./has-range.ts";
import { imageExists } from "./image-exists.ts";
import { imageHasTag } from "./image-has-tag.ts";
import { imageIsText } from "./image-is-text.ts";
import { imageNotLatest } from "./image-not-latest.ts";
import { imageReferenceValid } from "./image-reference-valid.ts";
import { imageSigned } from "./image-signed.ts";
import { inputsSatisfiable } from "./inputs-satisfiable.ts";
import { labelDrift } from "./label-drift.ts";
import { nameUnique } from "./name-unique.ts";
import { noKnownVulnerabilities } from "./no-known-vulnerabilities.ts";
import { noSecretsInEnvironment } from "./no-secrets-in-environment.ts";
import { parameterKeysUnique } from "./parameter-keys-unique.ts";
import { placeholderAuthors } from "./placeholder-authors.ts";
import { recordComplete } from "./record-complete.ts";
import { requiredIsBoolean } from "./required-is-boolean.ts";
import { runsAsNonRoot } from "./runs-as-non-root.ts";
import { secretDefault } from "./secret-default.ts";
import { siblingDrift } from "./sibling-drift.ts";
import { sourceMatches } from "./source-matches.ts";
import { syntax } from "./syntax.ts";
import { templatePlaceholder } from "./template-placeholder.ts";
import { uiKeysExist } from "./ui-keys-exist.ts";
import { versionEqualsTag } from "./version-equals-tag.ts";
import { versionIsSemver } from "./version-is-semver.ts";

/** All checks, alphabetical by id. */
export const checks = [
  conceptKnown,
  conceptsStated,
  defaultInChoices,
  defaultInRange,
  deprecatedStated,
  entrypointIsList,
  familySchema,
  hardwareStated,
  hasDefaultCommand,
  hasLicense,
  hasRange,
  imageExists,
  imageHasTag,
  imageIsText,
  imageNotLatest,
  imageReferenceValid,
  imageSigned,
  inputsSatisfiable,
  labelDrift,
  nameUnique,
  noKnownVulnerabilities,
  noSecretsInEnvironment,
  parameterKeysUnique,
  placeholderAuthors,
  recordComplete,
  requiredIsBoolean,
  runsAsNonRoot,
  secretDefault,
  siblingDrift,
  sourceMatches,
  syntax,
  templatePlaceholder,
  uiKeysExist,
  versionEqualsTag,
  versionIsSemver,
] as const satisfies readonly CheckRow[];
