package aifactory.trainer.loop;

import aifactory.trainer.dataset.DatasetVersion;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// When there is enough text to learn a tokenizer from: plenty, or some and no more coming. The
/// tokenizer is for good, so a crawl that has just begun is waited for. One thread.
final class StartCondition {
  private final LoopSettings.Start start;
  private final InstantSource clock;
  private long characters;
  private Instant grownAt;

  StartCondition(LoopSettings.Start start, InstantSource clock) {
    this.start = start;
    this.clock = clock;
    this.grownAt = clock.instant();
  }

  boolean isMetBy(Optional<DatasetVersion> newest) {
    long now = newest.map(DatasetVersion::characters).orElse(0L);
    if (now != characters) {
      characters = now;
      grownAt = clock.instant();
    }
    return characters >= start.minCharacters()
        || characters >= start.minCharactersWhenQuiet()
            && !clock.instant().isBefore(grownAt.plus(start.quiet()));
  }

  String explained() {
    return "%,d of %,d characters sealed".formatted(characters, start.minCharacters());
  }
}
