/// What making a text means: request, places, pieces, stops. Knows neither ONNX Runtime nor REST.
@NullMarked
package aifactory.inference.generate;

import org.jspecify.annotations.NullMarked;
