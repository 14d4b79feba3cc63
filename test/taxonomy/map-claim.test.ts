import assert from "node:assert/strict";
import { test } from "node:test";
import { isVocabularyId, mappedConcepts } from "../../src/taxonomy/map-claim.ts";
import { taxonomy } from "../exporters/sample-catalog.ts";

test("every mapping of the taxonomy leads back to its concepts", () => {
  for (const concept of taxonomy.concepts) {
    for (const mapping of concept.mappings) {
      assert.ok(mappedConcepts(mapping, taxonomy).includes(concept), `${mapping} → ${concept.id}`);
    }
  }
});

const FORMS: [claim: string, id: string | undefined][] = [
  ["http://edamontology.org/operation_3198", "operation/read-mapping"],
  ["https://edamontology.org/operation_3198", "operation/read-mapping"],
  ["EDAM:operation_3198", "operation/read-mapping"],
  ["edam:operation_3198", "operation/read-mapping"],
  ["operation_3198", "operation/read-mapping"],
  ["http://edamontology.org/operation_9999", undefined],
  ["http://astrothesaurus.org/uat/343", "astronomy/cosmology"],
  ["https://astrothesaurus.org/uat/343/more", undefined],
  ["field::astronomy", "astronomy/astronomy"],
  ["debtags:field::astronomy", "astronomy/astronomy"],
  ["image reconstruction", "operation/image-reconstruction"],
  ["Operation/Segmentation", "operation/segmentation"],
  ["headless", "session-type/headless"],
  ["__proto__", undefined],
  ["constructor", undefined],
  ["", undefined],
  [":", undefined],
];

for (const [claim, id] of FORMS) {
  test(`maps “${claim}” to ${id ?? "nothing"}`, () => assert.equal(mappedConcepts(claim, taxonomy)[0]?.id, id));
}

test("tells ids of vocabularies from words", () => {
  const ids = [
    "EDAM:topic_0091",
    "topic_0091",
    "http://edamontology.org/topic_0091",
    "UAT:1",
    "role::program",
    ":viewing",
  ];
  for (const id of ids) assert.ok(isVocabularyId(id), id);
  for (const word of ["image", "topic modeling", "biotools:kaiju", "cell: a view", "http://a.example"]) {
    assert.ok(!isVocabularyId(word), word);
  }
});
