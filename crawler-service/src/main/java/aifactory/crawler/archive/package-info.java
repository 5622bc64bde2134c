/// What was fetched, kept as web archives (WARC 1.1, ISO 28500) beside the topics: an option.
@NullMarked
package aifactory.crawler.archive;

import org.jspecify.annotations.NullMarked;
