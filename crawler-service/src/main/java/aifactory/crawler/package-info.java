/// The gate: sources come in, raw documents go out. Seeds and outlinks become due attempts
/// (`frontier`), attempts become documents and outcomes ([CrawlCycle]). It judges no text and keeps
/// no copy of what it published.
@NullMarked
package aifactory.crawler;

import org.jspecify.annotations.NullMarked;
