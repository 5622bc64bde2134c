/// Edge to Kafka, reading side: declared sources and due attempts.
@NullMarked
package aifactory.crawler.intake;

import org.jspecify.annotations.NullMarked;
