/// Embedding models: texts to vectors of length 1. Knows neither REST nor the index.
@NullMarked
package aifactory.inference.embed;

import org.jspecify.annotations.NullMarked;
