/// The crawler's readers against public data: main classes that `./factory conformance` runs over a
/// folder, a line per case.
@NullMarked
package aifactory.crawler.conformance;

import org.jspecify.annotations.NullMarked;
