import { repositoryIdentity } from "../catalog/entry-id.ts";
import type { Finding } from "../model/finding.ts";
import type { Subject } from "../pipeline/subject.ts";

/** With several repositories side by side, paths say which one is meant: `OWNER/NAME//PATH`. One alone stays as it is. */
export function labelSubjects(subjects: readonly Subject[]): Subject[] {
  const repositories = new Set(subjects.map(({ evidence }) => repositoryIdentity(evidence.repository)));
  if (repositories.size < 2) return [...subjects];
  return subjects.map((subject) => {
    const { owner, name } = subject.evidence.repository;
    const prefix = `${[owner, name].filter((part) => part !== "").join("/")}//`;
    const file = { ...subject.evidence.file, path: prefix + subject.evidence.file.path };
    const findings = subject.findings.map((finding) => labelFinding(finding, prefix));
    return { ...subject, evidence: { ...subject.evidence, file }, findings };
  });
}

function labelFinding(finding: Finding, prefix: string): Finding {
  return "file" in finding.at ? { ...finding, at: { ...finding.at, file: prefix + finding.at.file } } : finding;
}
