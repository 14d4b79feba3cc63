import type { CheckRow } from "./check-row.ts";
import { defaultInChoices } from "./default-in-choices.ts";
import { defaultInRange } from "./default-in-range.ts";
import { familySchema } from "./family-schema.ts";
import { hasDefaultCommand } from "./has-default-command.ts";
import { hasLicense } from "./has-license.ts";
import { hasRange } from "./has-range.ts";
import { imageExists } from "./image-exists.ts";
import { imageHasTag } from "./image-has-tag.ts";
import { imageNotLatest } from "./image-not-latest.ts";
import { imageReferenceValid } from "./image-reference-valid.ts";
import { imageSigned } from "./image-signed.ts";
import { noKnownVulnerabilities } from "./no-known-vulnerabilities.ts";
import { noSecretsInEnvironment } from "./no-secrets-in-environment.ts";
import { parameterKeysUnique } from "./parameter-keys-unique.ts";
import { recordComplete } from "./record-complete.ts";
import { requiredIsBoolean } from "./required-is-boolean.ts";
import { runsAsNonRoot } from "./runs-as-non-root.ts";
import { secretDefault } from "./secret-default.ts";
import { syntax } from "./syntax.ts";
import { templatePlaceholder } from "./template-placeholder.ts";
import { versionEqualsTag } from "./version-equals-tag.ts";
import { versionIsSemver } from "./version-is-semver.ts";

/** All checks, alphabetical by id. */
export const checks = [
  defaultInChoices,
  defaultInRange,
  familySchema,
  hasDefaultCommand,
  hasLicense,
  hasRange,
  imageExists,
  imageHasTag,
  imageNotLatest,
  imageReferenceValid,
  imageSigned,
  noKnownVulnerabilities,
  noSecretsInEnvironment,
  parameterKeysUnique,
  recordComplete,
  requiredIsBoolean,
  runsAsNonRoot,
  secretDefault,
  syntax,
  templatePlaceholder,
  versionEqualsTag,
  versionIsSemver,
] as const satisfies readonly CheckRow[];
