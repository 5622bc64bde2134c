/// How a source becomes seeds or documents. A new kind is one class and one line in
/// [CollectorCatalogue].
@NullMarked
package aifactory.crawler.collector;

import org.jspecify.annotations.NullMarked;
