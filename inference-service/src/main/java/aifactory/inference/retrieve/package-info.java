/// Passages of the accepted corpus in a local Lucene index, and what may be shown of them. Knows
/// neither Kafka nor REST.
@NullMarked
package aifactory.inference.retrieve;

import org.jspecify.annotations.NullMarked;
