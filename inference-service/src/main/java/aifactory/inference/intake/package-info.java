/// Edge to Kafka: what the service follows and what it tells.
@NullMarked
package aifactory.inference.intake;

import org.jspecify.annotations.NullMarked;
