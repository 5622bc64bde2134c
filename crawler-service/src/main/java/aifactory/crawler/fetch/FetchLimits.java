package aifactory.crawler.fetch;

import java.time.Duration;

/// Bounds of every request.
///
/// @param connect time to connect, each address
/// @param read time without a byte
/// @param whole time from the start to the body's last byte
/// @param maxHeaderBytes size of the header block
public record FetchLimits(Duration connect, Duration read, Duration whole, int maxHeaderBytes) {}
