/// The crawler as a node of the factory: counters, start and stop.
@NullMarked
package aifactory.crawler.node;

import org.jspecify.annotations.NullMarked;
