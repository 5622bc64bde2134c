/// What the user wants collected, as the crawler knows it: sources and the URLs that belong to
/// them.
@NullMarked
package aifactory.crawler.source;

import org.jspecify.annotations.NullMarked;
