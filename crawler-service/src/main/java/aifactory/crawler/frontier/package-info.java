/// Which URL is due when: a Kafka Streams topology keyed by host. In: discovered URLs and outcomes;
/// out: due attempts. No DNS, no robots, no HTTP in here, and no list of URLs in heap.
@NullMarked
package aifactory.crawler.frontier;

import org.jspecify.annotations.NullMarked;
