/// Sitemaps as lists of URLs: index, URL set, text, feeds, each plain or compressed. Reads bytes;
/// fetches nothing.
@NullMarked
package aifactory.crawler.sitemap;

import org.jspecify.annotations.NullMarked;
