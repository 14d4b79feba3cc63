/** A note at a line: https://docs.github.com/en/rest/checks/runs#create-a-check-run */
export interface LineNote {
  path: string;
  start_line: number;
  end_line: number;
  annotation_level: "failure" | "warning" | "notice";
  message: string;
  title: string;
}

/** What the reporter `check-run` writes as JSON; the API takes 50 annotations a request. */
export interface CheckRunOutput {
  title: string;
  summary: string;
  conclusion: "success" | "neutral" | "failure";
  /** Worst first. */
  annotations: LineNote[];
}
