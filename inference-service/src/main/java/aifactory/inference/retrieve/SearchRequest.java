package aifactory.inference.retrieve;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is looked for, and in what.
///
/// @param limit most passages wanted
/// @param languages language codes of documents; empty = by the question's script
/// @param sourceTypes kinds of sources; empty = all
/// @param domains these and those below them; empty = all
/// @param since fetched at or after; null = any time
/// @param until fetched before; null = any time
/// @param halfLife a passage this much older counts half as much; null = age does not matter
public record SearchRequest(
    String question,
    int limit,
    Set<String> languages,
    Set<String> sourceTypes,
    Set<String> domains,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable Duration halfLife) {

  /// The best passages for a question, wherever they come from.
  public static SearchRequest of(String question, int limit) {
    return new SearchRequest(question, limit, Set.of(), Set.of(), Set.of(), null, null, null);
  }
}
