package aifactory.crawler.collector;

import aifactory.crawler.fetch.PageSource;
import java.nio.file.Path;
import java.time.InstantSource;

/// What collectors may use.
///
/// @param maxBytes largest document or feed
/// @param progress directory in which collectors remember how far they came
public record CollectorTools(
    PageSource pages,
    InstantSource clock,
    int maxBytes,
    Path progress,
    CollectorSettings settings) {}
