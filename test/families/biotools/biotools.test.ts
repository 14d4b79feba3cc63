import assert from "node:assert/strict";
import { test } from "node:test";
import { biotools } from "../../../src/families/biotools/index.ts";
import { messagesOf, recordOf } from "../read-root.ts";

const PATH = "data/x/x.biotools.json";

test("an id in either of its two forms is a record", () => {
  assert.equal(biotools.recognizes({ biotoolsID: "x" }), true);
  assert.equal(biotools.recognizes({ biotoolsCURIE: "biotools:x" }), true);
  assert.equal(biotools.recognizes({ biotoolsID: 1, name: "x" }), false);
  assert.equal(biotools.recognizes([{ biotoolsID: "x" }]), false);
});

test("a record is a tool without image, named by its id", () => {
  const plugin = recordOf(biotools, PATH, { biotoolsCURIE: "biotools:x", name: "The X" });
  assert.deepEqual([plugin.kind, plugin.name, plugin.title, plugin.images], ["tool", "x", "The X", []]);
  assert.equal(recordOf(biotools, PATH, { biotoolsCURIE: "biotools:" }).name, "biotools:");
});

test("concepts come as addresses first and as words after, each once", () => {
  const operation = [{ uri: "http://edamontology.org/operation_3443", term: "Image analysis" }];
  const topic = [{ uri: "http://edamontology.org/topic_3382", term: "Imaging" }, { term: "Imaging" }, "junk", null];
  const { claims } = recordOf(biotools, PATH, { biotoolsID: "x", function: [{ operation }, { operation }], topic });
  const addresses = ["http://edamontology.org/operation_3443", "http://edamontology.org/topic_3382"];
  assert.deepEqual(claims, [...addresses, "Image analysis", "Imaging"]);
});

test("a funding agency is no author, and no address leaves authors", () => {
  const credit = [
    { name: "A B", email: "a@b.example", typeEntity: "Person" },
    { name: "c@d.example" },
    { name: "Fund", email: "e@f.example", typeEntity: "Funding agency" },
  ];
  const { authors, ...rest } = recordOf(biotools, PATH, { biotoolsID: "x", credit, owner: "g@h.example" });
  assert.deepEqual(
    authors.map(({ name }) => name),
    ["A B", "…"],
  );
  assert.equal(JSON.stringify(rest).includes("@"), false);
  assert.equal(JSON.stringify(rest).includes("Fund"), true);
});

test("one version is the record's, several are nobody's", () => {
  assert.equal(recordOf(biotools, PATH, { biotoolsID: "x", version: ["1.0.0"] }).version?.semver, "1.0.0");
  const { version, ext } = recordOf(biotools, PATH, { biotoolsID: "x", version: ["1", "2"] });
  assert.deepEqual([version, ext["version"]], [undefined, ["1", "2"]]);
});

test("a record without description and homepage is faulty", () => {
  assert.deepEqual(messagesOf(biotools, PATH, { biotoolsID: "x", name: "x" }), [': missing "description", "homepage"']);
});
