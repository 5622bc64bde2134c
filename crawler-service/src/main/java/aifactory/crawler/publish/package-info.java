/// Edge to Kafka, writing side: what collectors found.
@NullMarked
package aifactory.crawler.publish;

import org.jspecify.annotations.NullMarked;
