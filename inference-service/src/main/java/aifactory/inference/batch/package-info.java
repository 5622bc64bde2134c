/// The running batch: requests join and leave at any step, prompts are read in chunks between the
/// steps of the others, prompts that begin alike are read once. Knows neither ONNX Runtime nor
/// REST.
@NullMarked
package aifactory.inference.batch;

import org.jspecify.annotations.NullMarked;
