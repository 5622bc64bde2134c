package aifactory.inference.retrieve;

import java.time.Instant;
import java.util.Set;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/// What a request restricts the search to, as a query that does not score.
final class Filters {
  private Filters() {}

  static Query of(SearchRequest request) {
    BooleanQuery.Builder all =
        new BooleanQuery.Builder()
            .add(new TermQuery(new Term(Fields.KIND, Fields.PASSAGE)), Occur.FILTER);
    oneOf(all, Fields.PASSAGE_LANGUAGE, request.languages());
    oneOf(all, Fields.PASSAGE_SOURCE, request.sourceTypes());
    oneOf(all, Fields.PASSAGE_WITHIN, request.domains());
    Instant since = request.since();
    Instant until = request.until();
    if (since != null || until != null) {
      long from = since == null ? Long.MIN_VALUE : since.toEpochMilli();
      long to = until == null ? Long.MAX_VALUE : until.toEpochMilli() - 1;
      all.add(LongPoint.newRangeQuery(Fields.FETCHED_AT, from, to), Occur.FILTER);
    }
    return all.build();
  }

  private static void oneOf(BooleanQuery.Builder all, String field, Set<String> values) {
    if (!values.isEmpty()) {
      all.add(new TermInSetQuery(field, values.stream().map(BytesRef::new).toList()), Occur.FILTER);
    }
  }
}
