/// `./factory explain`: a decision of the product, asked by itself, answered as JSON. Each service
/// lists its questions; no broker is needed.
@NullMarked
package aifactory.explain;

import org.jspecify.annotations.NullMarked;
