/// Feeds of every kind as entries: RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, CDF, JSON Feed, broken
/// ones too. Reads bytes; fetches nothing.
@NullMarked
package aifactory.crawler.feed;

import org.jspecify.annotations.NullMarked;
