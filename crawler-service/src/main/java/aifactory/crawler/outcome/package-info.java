/// How an attempt to fetch a URL can end: a closed set of names that are counted, stored and shown.
/// Knows nothing of how an attempt is made.
@NullMarked
package aifactory.crawler.outcome;

import org.jspecify.annotations.NullMarked;
