/// The crawler as a node of the factory: counters, start and stop, how much at once.
@NullMarked
package aifactory.crawler.node;

import org.jspecify.annotations.NullMarked;
