package aifactory.preprocess.explain;

import aifactory.explain.Question;
import aifactory.preprocess.dedup.MinHash;
import aifactory.preprocess.dedup.Shingles;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/// Are these two texts near-duplicates?
final class DuplicateQuestion implements Question {
  @Override
  public String name() {
    return "duplicate";
  }

  @Override
  public String usage() {
    return "{\"a\",\"b\"} -> {\"jaccard\",\"estimate\",\"is_duplicate\"}";
  }

  @Override
  public JsonNode answer(JsonNode asked) {
    long[] a = Shingles.of(Asked.text(asked, "a"));
    long[] b = Shingles.of(Asked.text(asked, "b"));
    MinHash minHash = MinHash.STANDARD;
    long[] one = minHash.signature(a);
    long[] other = minHash.signature(b);
    return JsonNodeFactory.instance
        .objectNode()
        .put("jaccard", Shingles.jaccard(a, b))
        .put("estimate", MinHash.estimate(one, other))
        .put("is_duplicate", MinHash.meet(minHash.bands(one), minHash.bands(other)));
  }
}
